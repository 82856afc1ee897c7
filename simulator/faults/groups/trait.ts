import { compare } from '../../microversion';
import { optIn } from '../../rescue/guards';
import { COMPUTE_RESCUE_BFV, type Host, nowhere } from '../../world';
import { first, instead } from '../departure';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { imageServer, onIncapable, optedRescue, rescue, volumeServer } from './scenes';

/** The host after this one, in a circle. */
function neighbour(hosts: readonly Host[], host: Host): Host {
  const index = hosts.findIndex(({ name }) => name === host.name);
  const { [(index + 1) % hosts.length]: next = nowhere } = hosts;
  return next;
}

/** The trait by which a host says that it can. */
export const traitFaults = {
  'trait-ignored': {
    ...departures['bfv-needs-trait'],
    breaks: ['bfv-needs-trait', 'trait-of-own-host', 'trait-is-read-now'],
    counterexample: [onIncapable, optedRescue],
  },
  'trait-inverted': {
    sentence: 'rescues volume-backed servers on hosts without the trait, and on no others',
    apply: instead('bfv-needs-trait', (guard) => (facts) => facts.server.isVolumeBacked && !guard(facts)),
    breaks: [
      'bfv-opt-in-at-microversion',
      'bfv-opt-in-later',
      'microversion-is-numeric',
      'bfv-needs-trait',
      'trait-of-own-host',
      'trait-is-read-now',
      'given-image-is-used',
      'stable-device-values',
      'rescue-again-after-unrescue',
    ],
    counterexample: [volumeServer, optedRescue],
  },
  'trait-cached': {
    ...departures['trait-is-read-now'],
    breaks: ['trait-is-read-now'],
    counterexample: [onIncapable, optedRescue, { do: 'set trait', on: 'incapable', to: 'present' }, optedRescue],
  },
  'trait-of-any-host': {
    ...departures['trait-of-own-host'],
    breaks: ['bfv-needs-trait', 'trait-of-own-host', 'trait-is-read-now'],
    counterexample: [onIncapable, optedRescue],
  },
  'trait-of-another-host': {
    sentence: 'looks at the trait of the host after the server’s own',
    apply: instead(
      'bfv-needs-trait',
      () =>
        ({ server, hosts, traitsOf }) =>
          server.isVolumeBacked && !traitsOf(neighbour(hosts, server.host)).includes(COMPUTE_RESCUE_BFV),
    ),
    breaks: [
      'bfv-opt-in-at-microversion',
      'bfv-opt-in-later',
      'microversion-is-numeric',
      'bfv-needs-trait',
      'trait-of-own-host',
      'trait-is-read-now',
      'stable-device-values',
      'rescue-again-after-unrescue',
    ],
    counterexample: [volumeServer, optedRescue],
  },
  'trait-gates-image-backed': {
    ...departures['trait-gates-only-bfv'],
    breaks: ['trait-gates-only-bfv'],
    counterexample: [{ ...imageServer, on: 'incapable' }, rescue],
  },
  'trait-or-opt-in': {
    sentence: 'is content with the trait of the host or the opt-in of the request',
    apply: ({ gates }) => ({
      gates: gates.map(([gate, guard]) => [
        gate,
        gate === 'bfv-needs-microversion'
          ? (facts) => guard(facts) && !facts.traitsOf(facts.server.host).includes(COMPUTE_RESCUE_BFV)
          : gate === 'bfv-needs-trait'
            ? (facts) => guard(facts) && compare(facts.microversion, optIn) < 0
            : guard,
      ]),
    }),
    breaks: [
      'bfv-needs-microversion',
      'no-header-is-no-opt-in',
      'microversion-is-numeric',
      'both-version-headers',
      'foreign-version-header',
      'opt-in-is-per-request',
      'legacy-endpoint-is-no-opt-in',
      'bfv-needs-trait',
      'trait-alone-is-not-enough',
      'trait-of-own-host',
      'trait-is-read-now',
    ],
    counterexample: [volumeServer, rescue],
  },
  'trait-misspelt': {
    sentence: 'looks for the trait under a name that no host reports',
    apply: instead(
      'bfv-needs-trait',
      () =>
        ({ server, traitsOf }) =>
          server.isVolumeBacked && !traitsOf(server.host).includes('COMPUTE_BFV_RESCUE'),
    ),
    breaks: [
      'bfv-opt-in-at-microversion',
      'bfv-opt-in-later',
      'microversion-is-numeric',
      'trait-is-read-now',
      'given-image-is-used',
      'stable-device-values',
      'rescue-again-after-unrescue',
    ],
    counterexample: [volumeServer, optedRescue],
  },
  'trait-before-microversion': {
    sentence: 'looks at the trait before the microversion, and so tells another reason',
    apply: first('bfv-needs-trait'),
    breaks: ['refusals-tell-which-gate'],
    counterexample: [onIncapable, rescue],
  },
} as const satisfies NamedFaults;
