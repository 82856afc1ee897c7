import { actionStates } from '../../compute/action-states';
import { badRequest } from '../../fault';
import { instead } from '../departure';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { imageServer, rescue, unrescue } from './scenes';

/** In which state a server may be, and who may hold it. */
export const stateFaults = {
  'states-unchecked': {
    sentence: 'looks at no state of a server before it rescues it',
    apply: ({ gates }) => ({
      gates: gates.filter(([gate]) => gate !== 'rescuable-states' && gate !== 'never-launched-refused'),
    }),
    breaks: ['rescuable-states', 'never-launched-refused', 'rescue-once'],
    counterexample: [{ ...imageServer, tooLarge: true }, rescue],
  },
  'only-active-rescued': {
    sentence: 'rescues servers that are ACTIVE only',
    apply: instead(
      'rescuable-states',
      () =>
        ({ server }) =>
          server.vmState !== 'active',
    ),
    breaks: ['rescuable-states'],
    counterexample: [imageServer, { do: 'os-stop' }, rescue],
  },
  'error-not-rescued': {
    sentence: 'does not rescue a server that is in ERROR, though it ran',
    apply: instead('rescuable-states', (guard) => (facts) => guard(facts) || facts.server.vmState === 'error'),
    breaks: ['rescuable-states'],
    counterexample: [imageServer, { do: 'reset state', to: 'error' }, rescue],
  },
  'wrong-state-is-400': {
    sentence: 'answers 400 where the state of a server does not let it be rescued',
    apply: ({ fault }) => ({
      fault: (gate, facts) => {
        const kept = fault(gate, facts);
        return kept.status === 409 ? badRequest(kept.message) : kept;
      },
    }),
    breaks: [
      'rescuable-states',
      'never-launched-refused',
      'rescue-once',
      'busy-server-refused',
      'locked-server-refused',
    ],
    counterexample: [{ ...imageServer, tooLarge: true }, rescue],
  },
  'two-winners': {
    ...departures['busy-server-refused'],
    breaks: ['busy-server-refused', 'one-winner'],
    counterexample: [imageServer, { ...rescue, unawaited: true }, rescue],
  },
  'lock-unchecked': {
    ...departures['locked-server-refused'],
    breaks: ['locked-server-refused'],
    counterexample: [imageServer, { do: 'lock' }, rescue],
  },
  'lock-unchecked-at-unrescue': {
    sentence: 'looks at the lock of a server when it rescues it, and not when it unrescues it',
    apply: () => ({ unrescueLooksAtLock: false }),
    breaks: ['locked-server-refused'],
    counterexample: [imageServer, rescue, { do: 'lock' }, unrescue],
  },
  'lock-holds-admins': {
    sentence: 'keeps admins too from rescuing a locked server',
    apply: instead(
      'locked-server-refused',
      () =>
        ({ server }) =>
          server.lockedBy !== null,
    ),
    breaks: ['locked-server-refused'],
    counterexample: [imageServer, { do: 'lock' }, { ...rescue, as: 'admin' }],
  },
  'rescued-server-stops': {
    sentence: 'stops a server that is in RESCUE',
    apply: () => ({ allowedInRescue: [actionStates['os-stop'].word] }),
    breaks: ['rescued-server-restricted'],
    counterexample: [imageServer, rescue, { do: 'os-stop' }],
  },
  'rescued-server-unrestricted': {
    sentence: 'lets anything be done to a server that is in RESCUE',
    apply: () => ({ allowedInRescue: ['reboot', ...Object.values(actionStates).map(({ word }) => word)] }),
    breaks: ['rescued-server-restricted', 'rescued-server-restricted-further'],
    counterexample: [imageServer, rescue, { do: 'os-stop' }],
  },
} as const satisfies NamedFaults;
