import { type Simulator, type SimulatorOptions, simulator } from '../simulator';
import { sendHttp } from './http';
import { comingBack } from './retry-after';
import type { Caller, Clock, Service, Target } from './target';

/** Resolves to nothing outside this process: names below .invalid never do. */
const origin = 'http://simulator.invalid';

/** The simulator in this process, behind the same port as any cloud. */
export function simulatorTarget(options: SimulatorOptions): Target {
  const { dispatcher, clock: simulated, mounts, tokens }: Simulator = simulator(options);
  const clock: Clock = {
    now: simulated.now,
    wait: async (milliseconds) => simulated.advance(milliseconds),
  };
  const endpoint = (service: Service) => `${origin}${mounts[service]}`;
  const token = (caller: Caller) => (caller === 'nobody' ? undefined : tokens[caller]);
  return {
    kind: 'simulator',
    name: 'simulator',
    clock,
    hasKeystone: true,
    has: () => true,
    endpoint,
    send: (request) =>
      comingBack(clock.wait, () =>
        sendHttp({
          request,
          endpoint: endpoint(request.service),
          token: token(request.caller),
          dispatcher,
          clock,
        }),
      ),
    close: async () => {},
  };
}
