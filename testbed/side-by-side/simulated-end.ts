import { simulator } from '../../simulator';
import { credentialsAt } from '../../simulator/server/credentials';
import type { CloudCredentials } from '../../targets/credentials/cloud-credentials';
import type { End } from './end';
import { openEnd } from './open-end';
import { type Person, people } from './request';

const seed = 1;
const origin = 'http://simulator.invalid';

/** A new simulated cloud in this process, as the Nova of the testbed is said to behave. */
export function simulatedEnd(): Promise<End> {
  const { dispatcher, clock } = simulator({ edition: 'nova-27.0', driver: 'libvirt', seed });
  const all = credentialsAt(origin, seed);
  const of = (person: Person): CloudCredentials => {
    const { authUrl, username, password, userDomainName, projectName, projectDomainName, regionName } = all[person];
    return {
      name: person,
      authUrl,
      auth: { method: 'password', username, password, userDomainName, scope: { projectName, projectDomainName } },
      regionName,
      interface: 'public',
      endpointOverrides: {},
      insecure: false,
    };
  };
  const credentials = Object.fromEntries(people.map((person) => [person, of(person)])) as Record<
    Person,
    CloudCredentials
  >;
  return openEnd({
    name: 'the simulator',
    isLasting: false,
    credentials,
    dispatcher,
    now: clock.now,
    wait: async (milliseconds) => clock.advance(milliseconds),
    close: async () => {},
    names: {
      'host bfv': 'sim-bfv',
      'host nobfv': 'sim-nobfv',
      'host libvirt': 'sim-libvirt',
      'node libvirt': 'sim-libvirt',
      'host ctl': 'sim-controller',
      'host files': 'sim@files',
      'flavor tiny': 'sim.tiny',
    },
  });
}
