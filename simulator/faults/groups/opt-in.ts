import { compare, format, parse } from '../../microversion';
import { optIn } from '../../rescue/guards';
import { instead } from '../departure';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { imageServer, listFlavors, optedRescue, rescue, volumeServer } from './scenes';

/** Opts in from another microversion on. */
const optInAt = (minor: number) =>
  instead(
    'bfv-needs-microversion',
    () =>
      ({ server, microversion }) =>
        server.isVolumeBacked && compare(microversion, [2, minor]) < 0,
  );

const stickyForEver = 'somebody has opted in';

/** Microversions: which one a request asks for, and from which on volume-backed servers are rescued. */
export const optInFaults = {
  'opt-in-compared-as-text': {
    ...departures['microversion-is-numeric'],
    breaks: ['bfv-needs-microversion', 'bfv-opt-in-later', 'microversion-is-numeric'],
    counterexample: [volumeServer, { ...optedRescue, at: '2.9' }],
  },
  'opt-in-at-2.86': {
    sentence: 'takes 2.86 for the microversion that opts in',
    apply: optInAt(86),
    breaks: ['bfv-needs-microversion', 'refusals-tell-which-gate'],
    counterexample: [volumeServer, { ...optedRescue, at: '2.86' }],
  },
  'opt-in-at-2.88': {
    ...departures['bfv-opt-in-at-microversion'],
    breaks: [
      'bfv-opt-in-at-microversion',
      'trait-is-read-now',
      'given-image-is-used',
      'stable-device-values',
      'refusals-tell-which-gate',
      'rescue-again-after-unrescue',
    ],
    counterexample: [volumeServer, optedRescue],
  },
  'opt-in-at-2.90': {
    sentence: 'takes 2.90 for the microversion that opts in',
    apply: optInAt(90),
    breaks: [
      'bfv-opt-in-at-microversion',
      'bfv-opt-in-later',
      'trait-is-read-now',
      'given-image-is-used',
      'stable-device-values',
      'refusals-tell-which-gate',
      'rescue-again-after-unrescue',
    ],
    counterexample: [volumeServer, optedRescue],
  },
  'opt-in-by-newest-only': {
    sentence: 'rescues volume-backed servers at its newest microversion and at no other',
    apply: (behaviour) =>
      instead(
        'bfv-needs-microversion',
        () =>
          ({ server, microversion }) =>
            server.isVolumeBacked && compare(microversion, behaviour.range.newest) < 0,
      )(behaviour),
    breaks: [
      'bfv-opt-in-at-microversion',
      'bfv-opt-in-later',
      'microversion-is-numeric',
      'trait-is-read-now',
      'given-image-is-used',
      'stable-device-values',
      'refusals-tell-which-gate',
      'rescue-again-after-unrescue',
    ],
    counterexample: [volumeServer, optedRescue],
  },
  'opt-in-asked-of-image-backed': {
    sentence: 'asks for the opt-in whatever the server boots from',
    apply: instead(
      'bfv-needs-microversion',
      () =>
        ({ microversion }) =>
          compare(microversion, optIn) < 0,
    ),
    breaks: [
      'image-backed-unchanged',
      'image-backed-falls-back',
      'refusal-names-the-server',
      'rescue-body',
      'rescuable-states',
      'locked-server-refused',
      'rescue-again-after-unrescue',
    ],
    counterexample: [imageServer, rescue],
  },
  'no-header-is-newest': {
    ...departures['no-header-is-no-opt-in'],
    breaks: ['no-header-is-no-opt-in', 'opt-in-is-per-request', 'version-is-echoed'],
    counterexample: [listFlavors],
  },
  'sticky-opt-in-of-token': {
    ...departures['opt-in-is-per-request'],
    breaks: ['no-header-is-no-opt-in', 'foreign-version-header', 'opt-in-is-per-request', 'version-is-echoed'],
    counterexample: [{ ...listFlavors, at: '2.87' }, listFlavors],
  },
  'sticky-opt-in-of-server': {
    sentence: 'asks for no opt-in for a server that it has rescued with the opt-in before',
    apply: (behaviour, memory) => ({
      ...instead(
        'bfv-needs-microversion',
        (guard) => (facts) => guard(facts) && !memory.has(`opted in for ${facts.server.id}`),
      )(behaviour),
      rescueBody: (adminPass, facts) => {
        if (compare(facts.microversion, optIn) >= 0) memory.set(`opted in for ${facts.server.id}`, 'yes');
        return behaviour.rescueBody(adminPass, facts);
      },
    }),
    breaks: [
      'bfv-needs-microversion',
      'no-header-is-no-opt-in',
      'microversion-is-numeric',
      'both-version-headers',
      'foreign-version-header',
      'opt-in-is-per-request',
      'legacy-endpoint-is-no-opt-in',
      'trait-alone-is-not-enough',
    ],
    // The first one is accepted, and fails for want of an image: the server is as it was.
    counterexample: [{ do: 'create', boots: 'blank volume' }, { do: 'rescue', at: '2.87' }, rescue],
  },
  'sticky-opt-in-for-ever': {
    sentence: 'serves everybody at 2.87 once anybody has opted in',
    apply: ({ requestedVersion }, memory) => ({
      requestedVersion: (headers) => {
        const asked = requestedVersion(headers);
        const version = parse(asked ?? '');
        if (version && compare(version, optIn) >= 0) memory.set(stickyForEver, 'yes');
        return asked ?? (memory.has(stickyForEver) ? format(optIn) : undefined);
      },
    }),
    breaks: ['no-header-is-no-opt-in', 'foreign-version-header', 'opt-in-is-per-request', 'version-is-echoed'],
    counterexample: [{ ...listFlavors, as: 'admin', at: '2.87' }, listFlavors],
  },
  'older-version-header-wins': {
    sentence: 'lets the older of the two version headers win',
    apply: ({ requestedVersion }) => ({
      requestedVersion: (headers) => headers['x-openstack-nova-api-version'] ?? requestedVersion(headers),
    }),
    breaks: ['both-version-headers'],
    counterexample: [{ ...listFlavors, at: '2.87', headers: { 'X-OpenStack-Nova-API-Version': '2.1' } }],
  },
  'any-service-opts-in': {
    sentence: 'takes the number of a version header for its own, whatever service it names',
    apply: ({ requestedVersion }) => ({
      requestedVersion: (headers) =>
        /^\S+\s+(\d\S*)$/.exec(headers['openstack-api-version'] ?? '')?.[1] ?? requestedVersion(headers),
    }),
    breaks: ['foreign-version-header'],
    counterexample: [{ ...listFlavors, headers: { 'OpenStack-API-Version': 'volume 2.87' } }],
  },
  'malformed-version-is-newest': {
    sentence: 'serves a malformed microversion at the newest',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) => {
        const kept = negotiate(requested, range);
        return kept.kind === 'malformed' ? negotiate('latest', range) : kept;
      },
    }),
    breaks: ['version-malformed'],
    counterexample: [{ ...listFlavors, at: 'newest' }],
  },
  'unsupported-version-is-400': {
    sentence: 'answers 400 for a microversion that it does not support',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) => {
        const kept = negotiate(requested, range);
        return kept.kind === 'unsupported' ? { kind: 'malformed', text: format(kept.version) } : kept;
      },
    }),
    breaks: ['version-unsupported'],
    counterexample: [{ ...listFlavors, at: '2.999' }],
  },
  'latest-unknown': {
    sentence: 'takes “latest” for a malformed microversion',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) =>
        requested === 'latest' ? { kind: 'malformed', text: requested } : negotiate(requested, range),
    }),
    breaks: ['bfv-opt-in-later', 'unrescue-at-any-microversion', 'version-is-echoed', 'image-backed-falls-back'],
    counterexample: [{ ...listFlavors, at: 'latest' }],
  },
  'latest-is-oldest': {
    sentence: 'serves “latest” at the oldest microversion',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) => negotiate(requested === 'latest' ? undefined : requested, range),
    }),
    breaks: ['bfv-opt-in-later', 'version-is-echoed'],
    counterexample: [{ ...listFlavors, at: 'latest' }],
  },
  'serves-less-than-advertised': {
    sentence: 'serves no microversion after 2.87, and advertises more',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) => negotiate(requested, { ...range, newest: optIn }),
    }),
    breaks: ['bfv-opt-in-later', 'version-is-echoed', 'refusal-is-400'],
    counterexample: [{ ...listFlavors, at: '2.88' }],
  },
  'version-not-echoed': {
    sentence: 'names no microversion in its answers',
    apply: () => ({ versionHeaders: () => ({}) }),
    breaks: ['version-is-echoed'],
    counterexample: [listFlavors],
  },
  'version-echoed-in-newer-header-only': {
    sentence: 'names the microversion of an answer in the newer of the two headers only',
    apply: ({ versionHeaders }) => ({
      versionHeaders: (version) => {
        const { 'X-OpenStack-Nova-API-Version': _, ...others } = versionHeaders(version);
        return others;
      },
    }),
    breaks: ['version-is-echoed'],
    counterexample: [listFlavors],
  },
  'vary-missing': {
    sentence: 'does not say that its answers vary with the version headers',
    apply: ({ versionHeaders }) => ({
      versionHeaders: (version) => {
        const { Vary: _, ...others } = versionHeaders(version);
        return others;
      },
    }),
    breaks: ['version-is-echoed'],
    counterexample: [listFlavors],
  },
} as const satisfies NamedFaults;
