import type { RuleId } from '../../features/catalogue';
import { badRequest, computeFault, conflict, notFound } from '../fault';
import { compare, format, parse } from '../microversion';
import { optIn } from '../rescue/guards';
import { COMPUTE_RESCUE_BFV, type Host } from '../world';
import { type Departure, first, instead, without } from './departure';

/** One departure for every rule: under it the simulator breaks that rule, and as little else as can be. */
export const departures: Readonly<Record<RuleId, Departure>> = {
  'bfv-needs-microversion': {
    sentence: 'rescues volume-backed servers at any microversion',
    apply: without('bfv-needs-microversion'),
  },
  'bfv-opt-in-at-microversion': {
    sentence: 'takes 2.88 for the microversion that opts in',
    apply: instead(
      'bfv-needs-microversion',
      () =>
        ({ server, microversion }) =>
          server.isVolumeBacked && compare(microversion, [2, 88]) < 0,
    ),
  },
  'bfv-opt-in-later': {
    sentence: 'rescues volume-backed servers at 2.87 and at no other microversion',
    apply: instead(
      'bfv-needs-microversion',
      () =>
        ({ server, microversion }) =>
          server.isVolumeBacked && compare(microversion, optIn) !== 0,
    ),
  },
  'no-header-is-no-opt-in': {
    sentence: 'serves a request without a microversion at the newest',
    apply: ({ requestedVersion }) => ({
      requestedVersion: (headers) => requestedVersion(headers) ?? unlessNamed(headers),
    }),
  },
  'image-backed-unchanged': {
    sentence: 'leaves the password out of an image-backed rescue from 2.87 on',
    apply: ({ rescueBody }) => ({
      rescueBody: (adminPass, facts) =>
        !facts.server.isVolumeBacked && compare(facts.microversion, optIn) >= 0 ? {} : rescueBody(adminPass, facts),
    }),
  },
  'no-other-change-at-microversion': {
    sentence: 'shows one more field in other answers from 2.87 on',
    apply: () => ({
      otherBody: (body, microversion) => (compare(microversion, optIn) >= 0 ? { ...body, rescue_image: null } : body),
    }),
  },
  'microversion-is-numeric': {
    sentence: 'compares microversions as text, so that 2.9 is newer than 2.87',
    apply: instead(
      'bfv-needs-microversion',
      () =>
        ({ server, microversion }) =>
          server.isVolumeBacked && format(microversion) < format(optIn),
    ),
  },
  'both-version-headers': {
    sentence: 'does not know the older of the two version headers',
    apply: ({ requestedVersion }) => ({
      requestedVersion: ({ 'x-openstack-nova-api-version': _, ...headers }) => requestedVersion(headers),
    }),
  },
  'foreign-version-header': {
    sentence: 'takes a version header that does not name compute for “latest”',
    apply: ({ requestedVersion }) => ({
      requestedVersion: (headers) =>
        requestedVersion(headers) ?? (headers['openstack-api-version'] === undefined ? undefined : 'latest'),
    }),
  },
  'opt-in-is-per-request': {
    sentence: 'takes whoever has opted in once at their word from then on',
    apply: ({ requestedVersion }, memory) => ({
      requestedVersion: (headers) => {
        const asked = requestedVersion(headers);
        const version = parse(asked ?? '');
        const optedIn = `opted in with token ${headers['x-auth-token']}`;
        if (version && compare(version, optIn) >= 0) memory.set(optedIn, 'yes');
        return asked ?? (memory.has(optedIn) ? format(optIn) : undefined);
      },
    }),
  },
  'unrescue-at-any-microversion': {
    sentence: 'unrescues a volume-backed server from 2.87 on only',
    apply: () => ({ unrescueNeedsOptIn: true }),
  },
  'version-malformed': {
    sentence: 'takes a malformed microversion for none',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) => {
        const kept = negotiate(requested, range);
        return kept.kind === 'malformed' ? negotiate(undefined, range) : kept;
      },
    }),
  },
  'version-unsupported': {
    sentence: 'serves what it does not support at the nearest microversion that it does',
    apply: ({ negotiate }) => ({
      negotiate: (requested, range) => {
        const kept = negotiate(requested, range);
        if (kept.kind !== 'unsupported') return kept;
        return { kind: 'agreed', version: compare(kept.version, range.oldest) < 0 ? range.oldest : range.newest };
      },
    }),
  },
  'version-is-echoed': {
    sentence: 'names its newest microversion in every answer',
    apply: ({ versionHeaders, range }) => ({ versionHeaders: () => versionHeaders(range.newest) }),
  },
  'legacy-endpoint-is-no-opt-in': {
    sentence: 'heeds the version headers under /v2 too',
    apply: ({ requestedVersion }) => ({ requestedUnderV2: requestedVersion }),
  },
  'version-is-advertised': {
    sentence: 'shows its version document only with a token',
    apply: () => ({ versionDocumentNeedsToken: true }),
  },
  'bfv-needs-trait': { sentence: 'does not look at the trait', apply: without('bfv-needs-trait') },
  'trait-alone-is-not-enough': {
    sentence: 'asks for no microversion where the host reports the trait',
    apply: instead(
      'bfv-needs-microversion',
      (guard) => (facts) => guard(facts) && !facts.traitsOf(facts.server.host).includes(COMPUTE_RESCUE_BFV),
    ),
  },
  'trait-gates-only-bfv': {
    sentence: 'asks for the trait whatever the server boots from',
    apply: instead(
      'bfv-needs-trait',
      () =>
        ({ server, traitsOf }) =>
          !traitsOf(server.host).includes(COMPUTE_RESCUE_BFV),
    ),
  },
  'trait-of-own-host': {
    sentence: 'is content with the trait of any host',
    apply: instead(
      'bfv-needs-trait',
      () =>
        ({ server, hosts, traitsOf }) =>
          server.isVolumeBacked && !hosts.some((host) => traitsOf(host).includes(COMPUTE_RESCUE_BFV)),
    ),
  },
  'trait-is-known': {
    sentence: 'has a Placement that does not list the trait',
    apply: () => ({ listsTrait: (name) => name !== COMPUTE_RESCUE_BFV }),
  },
  'libvirt-reports-trait': {
    sentence: 'has a libvirt driver that does not report the trait',
    apply: ({ traitsOf }) => ({ traitsOf: (host) => (host.driver === 'libvirt' ? [] : traitsOf(host)) }),
  },
  'bfv-falls-back-to-original': {
    sentence: 'looks for the original image on the server only, as every released Nova does',
    apply: () => ({ original: ['server-image-ref'] }),
  },
  'bfv-without-original-fails': {
    sentence: 'boots a server from its root volume where it finds no original image',
    apply: () => ({ withoutOriginal: 'boots its root volume' }),
  },
  'rescue-boots-the-rescue-device': {
    sentence: 'boots the guest of a rescued volume-backed server from its root volume, with the rescue disk beside it',
    apply: () => ({
      rescuedGuest: (guest, { isVolumeBacked }) => {
        const [own, ...others] = isVolumeBacked ? guest.others : [];
        return own ? { boot: own, others: [guest.boot, ...others] } : guest;
      },
    }),
  },
  'root-volume-visible-in-rescue': {
    sentence: 'does not attach the root volume to a rescued guest',
    apply: () => ({
      rescuedGuest: ({ boot, others }, { isVolumeBacked }) => ({ boot, others: others.slice(isVolumeBacked ? 1 : 0) }),
    }),
  },
  'image-backed-falls-back': {
    sentence: 'finds no image for an image-backed rescue that names none',
    apply: () => ({ imageBackedFallsBack: false }),
  },
  'unknown-image-refused': {
    sentence: 'takes a rescue image that does not exist',
    apply: without('unknown-image-refused'),
  },
  'volume-snapshot-image-refused': {
    sentence: 'takes the snapshot of a volume-backed server as rescue image',
    apply: without('volume-snapshot-image-refused'),
  },
  'bfv-needs-stable-device-image': {
    sentence: 'does not look at the properties of the rescue image',
    apply: without('bfv-needs-stable-device-image'),
  },
  'refusal-is-400': {
    sentence: 'answers 409 where it refuses to rescue a volume-backed server',
    apply: ({ fault }) => ({
      fault: (gate, facts) => {
        const kept = fault(gate, facts);
        return facts.server.isVolumeBacked && kept.status === 400 ? conflict(kept.message) : kept;
      },
    }),
  },
  'refusal-has-fault-body': {
    sentence: 'calls every fault “error”',
    apply: () => ({ faultBody: ({ message }) => ({ error: message }) }),
  },
  'refusal-changes-nothing': {
    sentence: 'records an action for a rescue that it refuses',
    apply: () => ({ refusalIsRecorded: true }),
  },
  'rescuable-states': {
    sentence: 'rescues paused and suspended servers too',
    apply: instead(
      'rescuable-states',
      (guard) => (facts) => !['paused', 'suspended'].includes(facts.server.vmState) && guard(facts),
    ),
  },
  'never-launched-refused': {
    sentence: 'rescues servers that never ran',
    apply: without('never-launched-refused'),
  },
  'rescue-once': {
    sentence: 'rescues a server that is in RESCUE once more',
    apply: instead('rescuable-states', (guard) => (facts) => facts.server.vmState !== 'rescued' && guard(facts)),
  },
  'busy-server-refused': {
    sentence: 'rescues a server that something else is being done to',
    apply: without('busy-server-refused'),
  },
  'locked-server-refused': {
    sentence: 'does not look whether a server is locked',
    apply: (behaviour) => ({ ...without('locked-server-refused')(behaviour), unrescueLooksAtLock: false }),
  },
  'volumes-must-be-in-use': {
    sentence: 'does not look whether volumes are in use',
    apply: without('volumes-must-be-in-use'),
  },
  'vtpm-refused': { sentence: 'rescues servers with an emulated TPM', apply: without('vtpm-refused') },
  'order-of-refusals': {
    sentence: 'looks at the rescue image before the lock and the state',
    apply: first('unknown-image-refused'),
  },
  'refusal-is-repeatable': {
    sentence: 'takes a server for busy once it has refused to rescue it',
    apply: ({ gates, fault }, memory) => ({
      gates: [['busy-server-refused', ({ server }) => memory.has(`refused ${server.id}`)], ...gates],
      fault: (gate, facts) => {
        memory.set(`refused ${facts.server.id}`, 'yes');
        return fault(gate, facts);
      },
    }),
  },
  'refusal-names-the-server': {
    sentence: 'names no server where it refuses to rescue one',
    apply: ({ fault }) => ({
      fault: (gate, facts) => {
        const kept = fault(gate, facts);
        return { ...kept, message: kept.message.replaceAll(facts.server.id, 'it') };
      },
    }),
  },
  'refusals-tell-which-gate': {
    sentence: 'gives an old microversion as the reason where the trait is missing',
    apply: ({ fault }) => ({
      fault: (gate, facts) => fault(gate === 'bfv-needs-trait' ? 'bfv-needs-microversion' : gate, facts),
    }),
  },
  'rescue-body': {
    sentence: 'does not look at what stands in the body of a rescue',
    apply: () => ({ faultAtEntrance: (check, fault) => (check === 'rescue-body' ? undefined : fault) }),
  },
  'unknown-server': {
    sentence: 'answers 400 for a server that does not exist',
    apply: ({ unknownServer }) => ({ unknownServer: (...asked) => badRequest(unknownServer(...asked).message) }),
  },
  'other-projects-server': {
    sentence: 'lets every project at the servers of all others',
    apply: () => ({ isVisible: () => true }),
  },
  'no-token': { sentence: 'answers 403 where there is no token', apply: () => ({ unauthorizedStatus: 403 }) },
  'role-refused': { sentence: 'lets any role rescue', apply: without('role-refused') },
  'no-such-action': {
    sentence: 'answers 404 for an action that does not exist',
    apply: () => ({
      faultAtEntrance: (check, fault) => (check === 'no-such-action' ? notFound(fault.message) : fault),
    }),
  },
  'malformed-json': {
    sentence: 'answers 404 for a body that is no action',
    apply: () => ({
      faultAtEntrance: (check, fault) => (check === 'malformed-json' ? notFound(fault.message) : fault),
    }),
  },
  'wrong-content-type': {
    sentence: 'reads a body as JSON whatever its type says',
    apply: () => ({ faultAtEntrance: (check, fault) => (check === 'wrong-content-type' ? undefined : fault) }),
  },
  'malformed-is-no-server-error': {
    sentence: 'fails inside where the body is JSON without keys',
    apply: () => ({
      faultAtEntrance: (check, fault) =>
        check === 'malformed-json' && fault.status === 404 ? computeFault(500, fault.message) : fault,
    }),
  },
  'rescue-answers-200': { sentence: 'answers an accepted rescue with 202', apply: () => ({ rescueStatus: 202 }) },
  'rescue-reaches-rescue': {
    sentence: 'leaves an accepted rescue ACTIVE',
    apply: () => ({ rescuedState: 'active' }),
  },
  'rescue-keeps-root-volume': {
    sentence: 'detaches the root volume of a server that it rescues',
    apply: () => ({ keptAttachments: ({ attachments, isVolumeBacked }) => attachments.slice(isVolumeBacked ? 1 : 0) }),
  },
  'rescued-server-shows-itself': {
    sentence: 'shows the rescue image as the image of a server in RESCUE',
    apply: ({ shownImage }) => ({
      shownImage: (server) => (server.vmState === 'rescued' ? server.rescueImageRef : shownImage(server)),
    }),
  },
  'unrescue-answers-202': { sentence: 'answers unrescue with 200', apply: () => ({ unrescueStatus: 200 }) },
  'unrescue-only-rescued': {
    sentence: 'takes an unrescue of any server that runs, or that could',
    apply: ({ unrescuable }) => ({ unrescuable: [...unrescuable, 'active', 'stopped', 'paused', 'suspended'] }),
  },
  'unrescue-ignores-its-value': {
    sentence: 'takes no unrescue but that of null',
    apply: () => ({ unrescueTakes: (value) => value === null }),
  },
  'rescue-again-after-unrescue': {
    sentence: 'does not rescue a server again that it has unrescued twice',
    apply: instead(
      'rescuable-states',
      (guard) => (facts) =>
        guard(facts) || facts.server.actions.filter(({ action }) => action === 'unrescue').length >= 2,
    ),
  },
  'deleted-original-image': {
    sentence: 'needs the image that a libvirt server was made from to be there still',
    apply: () => ({ ownImageMustExist: true }),
  },
  'stable-device-values': {
    sentence: 'takes no rescue device but a disk on virtio',
    apply: instead('bfv-needs-trait', (guard) => (facts) => {
      const { hw_rescue_device: device = 'disk', hw_rescue_bus: bus = 'virtio' } = facts.image?.properties ?? {};
      return guard(facts) || device !== 'disk' || bus !== 'virtio';
    }),
  },
  'given-image-is-used': {
    sentence: 'boots a rescue from the original image whatever the request names',
    apply: () => ({ givenImageIsUsed: false }),
  },
  'trait-is-read-now': {
    sentence: 'goes on from what a host reported when it was first looked at',
    apply: (behaviour, memory) =>
      instead('bfv-needs-trait', (guard) => ({ traitsOf, ...facts }) => {
        const remembered = (host: Host) => {
          const traits = memory.get(`traits of ${host.name}`) ?? traitsOf(host).join();
          memory.set(`traits of ${host.name}`, traits);
          return traits.split(',');
        };
        return guard({ ...facts, traitsOf: remembered });
      })(behaviour),
  },
  'rescue-keeps-volumes': {
    sentence: 'detaches the other volumes of a server that it rescues',
    apply: () => ({
      keptAttachments: ({ attachments, isVolumeBacked }) => attachments.slice(0, isVolumeBacked ? 1 : 0),
    }),
  },
  'failed-rescue-is-visible': {
    sentence: 'shows a rescue that fails as one that went well',
    apply: () => ({ failureIsShown: false }),
  },
  'rescued-server-restricted': {
    sentence: 'reboots a server that is in RESCUE',
    apply: () => ({ allowedInRescue: ['reboot'] }),
  },
  'rescued-server-restricted-further': {
    sentence: 'pauses a server that is in RESCUE',
    apply: () => ({ allowedInRescue: ['pause'] }),
  },
  'one-winner': {
    sentence: 'takes another rescue during a rescue',
    apply: instead('busy-server-refused', (guard) => (facts) => guard(facts) && facts.server.taskState !== 'rescuing'),
  },
  'rescue-is-recorded': {
    sentence: 'calls a rescue a reboot in the list of actions',
    apply: () => ({ rescueIsRecordedAs: 'reboot' }),
  },
};

/** `latest` for a request that carries no version header at all. */
const unlessNamed = (headers: Readonly<Record<string, string>>) =>
  headers['openstack-api-version'] === undefined ? 'latest' : undefined;
