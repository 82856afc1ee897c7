/**
 * Every rule once: what it is called, what it says, where it comes from. It holds no expected value: those are in the
 * features, and, read a second time from the same sources, in the simulator.
 */

/** How strong the source of a rule is. `observed` rules never decide a verdict unless the user asks for it. */
export type Level = 'spec' | 'api' | 'observed';

export type Family = 'opt-in' | 'trait' | 'fallback' | '400' | 'request' | 'state' | 'outcome';

/** One microversion, several behaviours: the named lists of gates that a cloud may apply. */
export type Edition = 'spec' | 'nova-21.0' | 'nova-21.1' | 'nova-27.0' | 'nova-30.0';

export interface Rule {
  readonly level: Level;
  readonly family: Family;
  /** The rule in a sentence of our own. */
  readonly sentence: string;
  /** Document and section. */
  readonly source: string;
  /** The first edition that keeps the rule, and with it all that come after; `spec` keeps what is not `observed`. */
  readonly editions: readonly Edition[];
  /** An issue or page to read where a rule is known to surprise. */
  readonly note?: string;
}

const everywhere = ['spec', 'nova-21.0', 'nova-21.1', 'nova-27.0', 'nova-30.0'] as const;
const novas = ['nova-21.0', 'nova-21.1', 'nova-27.0', 'nova-30.0'] as const;
const from21_1 = ['nova-21.1', 'nova-27.0', 'nova-30.0'] as const;
const from27 = ['nova-27.0', 'nova-30.0'] as const;

const text = (section: string) => `Virtual instance rescue with boot from volume instances: ${section}`;
const guide = (section: string) => `Compute API guide: Microversions, ${section}`;
const reference = (section: string) => `Compute API reference: ${section}`;

export const catalogue = {
  'bfv-needs-microversion': {
    level: 'spec',
    family: 'opt-in',
    sentence: 'A volume-backed server is not rescued at any microversion below 2.87, even on a host that could.',
    source: text('Proposed change; Upgrade impact'),
    editions: everywhere,
  },
  'bfv-opt-in-at-microversion': {
    level: 'spec',
    family: 'opt-in',
    sentence: 'At 2.87 a volume-backed server on a capable host is rescued.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'bfv-opt-in-later': {
    level: 'spec',
    family: 'opt-in',
    sentence: 'So it is at every later microversion, up to the newest, and at “latest”.',
    source: text('Other end user impact'),
    editions: everywhere,
  },
  'no-header-is-no-opt-in': {
    level: 'spec',
    family: 'opt-in',
    sentence: 'A request that names no microversion has not opted in.',
    source: `${text('Upgrade impact')}; ${guide('Client interaction')}`,
    editions: everywhere,
  },
  'image-backed-unchanged': {
    level: 'spec',
    family: 'opt-in',
    sentence: 'The rescue of an image-backed server asks and answers the same on both sides of 2.87.',
    source: text('REST API impact'),
    editions: everywhere,
  },
  'no-other-change-at-microversion': {
    level: 'spec',
    family: 'opt-in',
    sentence: 'Every other request about a server is answered alike at 2.86 and at 2.87.',
    source: text('REST API impact'),
    editions: everywhere,
  },
  'microversion-is-numeric': {
    level: 'api',
    family: 'opt-in',
    sentence: 'Microversions are compared as numbers, part by part: 2.9 is older than 2.87, and 2.100 is newer.',
    source: guide('What is a Microversion?'),
    editions: everywhere,
  },
  'both-version-headers': {
    level: 'api',
    family: 'opt-in',
    sentence: 'Both version headers opt in alike, and where both are sent, OpenStack-API-Version wins.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'foreign-version-header': {
    level: 'api',
    family: 'opt-in',
    sentence: 'A version header for another service, or for none, is no opt-in by itself.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'opt-in-is-per-request': {
    level: 'api',
    family: 'opt-in',
    sentence: 'Who has opted in once has not opted in for a later request, nor for another server.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'unrescue-at-any-microversion': {
    level: 'api',
    family: 'opt-in',
    sentence: 'What was rescued at 2.87 is unrescued at any microversion.',
    source: `${text('REST API impact')}; ${reference('Unrescue Server (unrescue Action)')}`,
    editions: everywhere,
  },
  'version-malformed': {
    level: 'api',
    family: 'opt-in',
    sentence: 'A malformed microversion for compute, or a malformed or empty older header, is refused with 400.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'version-unsupported': {
    level: 'api',
    family: 'opt-in',
    sentence: 'A microversion above the newest or below the oldest is refused with 406.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'version-is-echoed': {
    level: 'api',
    family: 'opt-in',
    sentence:
      'From 2.27 on every answer names its microversion in both version headers, and both headers in Vary; below that, at least in the older one.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'legacy-endpoint-is-no-opt-in': {
    level: 'api',
    family: 'opt-in',
    sentence: 'Under /v2, where it is offered, the version headers count for nothing.',
    source: guide('Client interaction'),
    editions: everywhere,
  },
  'version-is-advertised': {
    level: 'api',
    family: 'opt-in',
    sentence:
      'The version document, readable without a token, names the oldest and the newest microversion that is served.',
    source: `${guide('Version Discovery')}; ${reference('API Versions')}`,
    editions: everywhere,
  },
  'bfv-needs-trait': {
    level: 'spec',
    family: 'trait',
    sentence: 'A volume-backed server is not rescued on a host that does not report COMPUTE_RESCUE_BFV.',
    source: text('Proposed change; Upgrade impact'),
    editions: everywhere,
  },
  'trait-alone-is-not-enough': {
    level: 'spec',
    family: 'trait',
    sentence: 'The trait of the host does not stand in for the microversion.',
    source: text('Upgrade impact'),
    editions: everywhere,
  },
  'trait-gates-only-bfv': {
    level: 'spec',
    family: 'trait',
    sentence: 'An image-backed server is rescued whether or not its host reports the trait.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'trait-of-own-host': {
    level: 'spec',
    family: 'trait',
    sentence: 'What counts is the trait of the host that the server is on, not that of another.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'trait-is-read-now': {
    level: 'observed',
    family: 'trait',
    sentence: 'What counts is what the host reports at the time of the request.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'trait-is-known': {
    level: 'spec',
    family: 'trait',
    sentence: 'COMPUTE_RESCUE_BFV is one of the traits that Placement knows.',
    source: text('Work Items'),
    editions: everywhere,
  },
  'libvirt-reports-trait': {
    level: 'spec',
    family: 'trait',
    sentence: 'Every libvirt host reports COMPUTE_RESCUE_BFV.',
    source: text('Work Items'),
    editions: everywhere,
  },
  'bfv-falls-back-to-original': {
    level: 'spec',
    family: 'fallback',
    sentence:
      'Without a rescue image, a volume-backed server whose root volume was made from an image is rescued: the original image is found.',
    source: text('Proposed change'),
    editions: ['spec'],
    note: 'Every Nova released so far looks for a reference to the original image only on the server itself, where a server made from a volume has none, and not in the image metadata of its root volume: it accepts the request, and the rescue then fails.',
  },
  'bfv-without-original-fails': {
    level: 'spec',
    family: 'fallback',
    sentence:
      'Without a rescue image, a volume-backed server that has no reference to an original image is not rescued: the request is refused, or the accepted rescue fails.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'rescue-boots-the-rescue-device': {
    level: 'spec',
    family: 'fallback',
    sentence: 'In RESCUE the guest of a volume-backed server runs from the rescue image, never from its root volume.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'root-volume-visible-in-rescue': {
    level: 'spec',
    family: 'fallback',
    sentence: 'In RESCUE the guest sees its root volume beside the rescue disk.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'image-backed-falls-back': {
    level: 'api',
    family: 'fallback',
    sentence: 'Without a rescue image, an image-backed server is rescued with its base image, at every microversion.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'unknown-image-refused': {
    level: 'observed',
    family: 'fallback',
    sentence:
      'A rescue image that does not exist, or that the caller cannot see, is refused, for every server and at every microversion.',
    source: 'Nova 21.1.0 and later',
    editions: from21_1,
  },
  'given-image-is-used': {
    level: 'api',
    family: 'fallback',
    sentence: 'The image that a rescue names is the one that the guest boots from.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
    note: 'Nothing that the API answers names the image: only the console of a guest tells, where the cloud has one.',
  },
  'deleted-original-image': {
    level: 'observed',
    family: 'fallback',
    sentence: 'Under libvirt a server is rescued with a stable image also when the image it was made from is deleted.',
    source: 'Nova 30.0.0 and later',
    editions: ['spec', 'nova-30.0'],
  },
  'stable-device-values': {
    level: 'observed',
    family: 'fallback',
    sentence:
      'As rescue device disk, cdrom and floppy are accepted, each on virtio, scsi, ide and usb; what the hypervisor lacks ends in ERROR with a fault that names it.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'volume-snapshot-image-refused': {
    level: 'observed',
    family: 'fallback',
    sentence: 'An image that is a snapshot of a volume-backed server is refused as rescue image.',
    source: 'Nova 21.1.0 and later',
    editions: from21_1,
  },
  'bfv-needs-stable-device-image': {
    level: 'observed',
    family: 'fallback',
    sentence:
      'For a volume-backed server the rescue image needs both hw_rescue_device and hw_rescue_bus; without them the refusal is that of an old microversion.',
    source: 'Nova 25.1.1, 26.1.1, 27.0.0 and later',
    editions: from27,
  },
  'refusal-is-400': {
    level: 'spec',
    family: '400',
    sentence: 'A refusal to rescue a volume-backed server reaches the caller as 400.',
    source: text('Problem description; Upgrade impact'),
    editions: everywhere,
  },
  'refusal-has-fault-body': {
    level: 'api',
    family: '400',
    sentence: 'A refusal carries a fault body: badRequest with the code 400 and a message.',
    source: `${reference('Faults')}; Compute API guide: Faults, Synchronous Faults`,
    editions: everywhere,
  },
  'refusal-changes-nothing': {
    level: 'api',
    family: '400',
    sentence: 'A refused rescue leaves the server, its volumes and its list of actions as they were.',
    source: 'Compute API guide: Faults, Synchronous Faults',
    editions: everywhere,
  },
  'refusal-is-repeatable': {
    level: 'api',
    family: '400',
    sentence: 'The same request is refused in the same way again, and accepted once it is put right.',
    source: 'Compute API guide: Faults, Synchronous Faults',
    editions: everywhere,
  },
  'refusal-names-the-server': {
    level: 'observed',
    family: '400',
    sentence: 'The message of a refusal names the server and the reason, or the image that it refuses.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'refusals-tell-which-gate': {
    level: 'observed',
    family: '400',
    sentence: 'An old microversion and a missing trait give different reasons.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'rescue-body': {
    level: 'api',
    family: 'request',
    sentence:
      'A rescue takes null or an object with adminPass and rescue_image_ref, both optional; any other value is refused with 400.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'unknown-server': {
    level: 'api',
    family: 'request',
    sentence: 'A server that does not exist is answered 404, once the body is known to be right.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'other-projects-server': {
    level: 'api',
    family: 'request',
    sentence: 'A server of another project is answered 404 to who is no admin.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'no-token': {
    level: 'api',
    family: 'request',
    sentence: 'A request without a token is answered 401, where Keystone stands before the API.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'role-refused': {
    level: 'api',
    family: 'request',
    sentence: 'A caller of the project whose role may not rescue is answered 403.',
    source: reference('Rescue Server (rescue Action)'),
    editions: ['spec', 'nova-30.0'],
    note: 'Until 27.0 the default policies let every role of the project rescue: there it is not applicable.',
  },
  'no-such-action': {
    level: 'api',
    family: 'request',
    sentence: 'An action that does not exist is refused with 400.',
    source: 'Compute API guide: Faults, Synchronous Faults',
    editions: everywhere,
  },
  'malformed-json': {
    level: 'api',
    family: 'request',
    sentence: 'A body that is no JSON, or an object without exactly one key, is refused with 400.',
    source: 'Compute API guide: Faults, Synchronous Faults',
    editions: everywhere,
  },
  'wrong-content-type': {
    level: 'observed',
    family: 'request',
    sentence: 'A body whose type is not JSON is refused with 415; text/plain, and no type at all, are read as JSON.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'malformed-is-no-server-error': {
    level: 'observed',
    family: 'request',
    sentence: 'No malformed request is answered 5xx, and none changes the server.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'rescuable-states': {
    level: 'observed',
    family: 'state',
    sentence:
      'A server can be rescued from ACTIVE, from SHUTOFF, and from ERROR where it once ran; from no other state.',
    source: 'Nova 21.0.0 and later: API.rescue in nova/compute/api.py',
    editions: everywhere,
  },
  'never-launched-refused': {
    level: 'observed',
    family: 'state',
    sentence: 'A server that never ran is not rescued, although it is in ERROR.',
    source: 'Nova 21.0.0 and later: check_instance_state in nova/compute/api.py',
    editions: everywhere,
  },
  'rescue-once': {
    level: 'api',
    family: 'state',
    sentence: 'A server that is in RESCUE is not rescued again: 409.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'busy-server-refused': {
    level: 'api',
    family: 'state',
    sentence: 'A server is not rescued while something else is being done to it: 409.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'locked-server-refused': {
    level: 'api',
    family: 'state',
    sentence: 'A locked server is neither rescued nor unrescued for its owner: 409. An admin is let through.',
    source: reference('Lock Server (lock Action)'),
    editions: everywhere,
  },
  'volumes-must-be-in-use': {
    level: 'observed',
    family: 'state',
    sentence: 'A server of which a volume is not in use is not rescued: 409. Unrescue does not look at volumes.',
    source: 'Nova 21.0.0 and later: API.rescue in nova/compute/api.py',
    editions: novas,
  },
  'vtpm-refused': {
    level: 'observed',
    family: 'state',
    sentence: 'A server with an emulated TPM is not rescued: 409 in Nova 22 and 23, 400 later.',
    source: 'Nova 22.0.0 and later: reject_vtpm_instances in nova/compute/api.py',
    editions: from21_1,
  },
  'order-of-refusals': {
    level: 'observed',
    family: 'state',
    sentence:
      'Where a rescue is refused for several reasons, the answer is that of the first of: the body, the server, the lock, the state, the image, the volumes, the microversion.',
    source: 'Nova 21.1.0 and later: API.rescue in nova/compute/api.py',
    editions: from21_1,
  },
  'rescue-answers-200': {
    level: 'api',
    family: 'outcome',
    sentence:
      'An accepted rescue is answered 200 with adminPass, the one given or a new one, or with {} where passwords are hidden.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'rescue-reaches-rescue': {
    level: 'api',
    family: 'outcome',
    sentence: 'An accepted rescue ends in RESCUE with no task left.',
    source: reference('Rescue Server (rescue Action)'),
    editions: everywhere,
  },
  'rescue-keeps-root-volume': {
    level: 'spec',
    family: 'outcome',
    sentence: 'The root volume of a volume-backed server stays attached and in use through rescue and unrescue.',
    source: text('Proposed change'),
    editions: everywhere,
  },
  'rescued-server-shows-itself': {
    level: 'observed',
    family: 'outcome',
    sentence: 'In RESCUE a server shows the name, the flavor and the image that it has, not those of the rescue.',
    source: 'Nova 21.0.0 and later: rescue_instance in nova/compute/manager.py',
    editions: everywhere,
  },
  'unrescue-answers-202': {
    level: 'api',
    family: 'outcome',
    sentence: 'Unrescue is answered 202 with an empty body, and the server becomes ACTIVE.',
    source: reference('Unrescue Server (unrescue Action)'),
    editions: everywhere,
  },
  'rescue-keeps-volumes': {
    level: 'observed',
    family: 'outcome',
    sentence: 'The other volumes of any server stay attached and in use through rescue and unrescue.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'failed-rescue-is-visible': {
    level: 'observed',
    family: 'outcome',
    sentence:
      'An accepted rescue that fails is listed with the message “Error”; where the driver failed, the server is in ERROR with a fault, and can be rescued again.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'rescued-server-restricted': {
    level: 'api',
    family: 'outcome',
    sentence:
      'In RESCUE a server cannot be started, stopped, rebooted, rebuilt, resized, shelved or imaged: that is refused with 409.',
    source: reference('Servers - run an action (servers, action), the preconditions of each'),
    editions: everywhere,
  },
  'rescued-server-restricted-further': {
    level: 'observed',
    family: 'outcome',
    sentence:
      'Nor can it be paused, suspended, backed up or unshelved, have its password, volumes or interfaces changed, or its metadata and tags written.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'one-winner': {
    level: 'observed',
    family: 'outcome',
    sentence: 'Of rescues that are asked for at once, no more than one is accepted while it lasts.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'unrescue-only-rescued': {
    level: 'api',
    family: 'outcome',
    sentence: 'Unrescue of a server that is not in RESCUE is refused with 409.',
    source: reference('Unrescue Server (unrescue Action)'),
    editions: everywhere,
  },
  'unrescue-ignores-its-value': {
    level: 'observed',
    family: 'outcome',
    sentence: 'Whatever stands under “unrescue” in the request is accepted.',
    source: 'Nova 21.0.0 and later',
    editions: everywhere,
  },
  'rescue-again-after-unrescue': {
    level: 'api',
    family: 'outcome',
    sentence: 'A server can be rescued and unrescued any number of times.',
    source: reference('Rescue Server (rescue Action); Unrescue Server (unrescue Action)'),
    editions: everywhere,
  },
  'rescue-is-recorded': {
    level: 'api',
    family: 'outcome',
    sentence: 'The list of actions of a server shows its rescue and its unrescue, and that they went well.',
    source: reference('Servers actions (servers, os-instance-actions)'),
    editions: everywhere,
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof catalogue;

/** The four families that the specification names; each needs a verified rule before a cloud is said to conform. */
export const requiredFamilies = ['opt-in', 'trait', 'fallback', '400'] as const satisfies readonly Family[];

export const ruleIds = Object.keys(catalogue) as readonly RuleId[];

export const isRuleId = (id: string): id is RuleId => Object.hasOwn(catalogue, id);

export const ruleOf = (id: RuleId): Rule => catalogue[id];
