import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../features/catalogue';
import { at, Cloud, stable, textAt, version } from '../cloud.test';
import type { SimulatedEdition } from '../editions';
import { departures } from './departures';

/** Everything below is asked of a cloud with a departure and of one without: only what the departure says may differ. */

const marked = (marker: string) => {
  const data = Buffer.alloc(512);
  data.write(`nova-rescue ${marker}`, 0x100);
  return data;
};

type Boots = 'image' | 'volume' | 'blank volume';

interface Probe {
  readonly boots: Boots;
  readonly zone?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The rescue image; none where it is not given. `unknown`: a reference to none. */
  readonly image?: Readonly<Record<string, string>> | 'unknown';
}

const at287 = version('2.87');
const snapshot = { ...stable, block_device_mapping: '[{}]' };

const rescues = {
  'volume, no header': { boots: 'volume', image: stable },
  'volume, 2.9': { boots: 'volume', image: stable, headers: version('2.9') },
  'volume, 2.86': { boots: 'volume', image: stable, headers: version('2.86') },
  'volume, 2.87': { boots: 'volume', image: stable, headers: at287 },
  'volume, 2.88': { boots: 'volume', image: stable, headers: version('2.88') },
  'volume, latest': { boots: 'volume', image: stable, headers: version('latest') },
  'volume, legacy 2.87': { boots: 'volume', image: stable, headers: { 'X-OpenStack-Nova-API-Version': '2.87' } },
  'volume, foreign': { boots: 'volume', image: stable, headers: { 'OpenStack-API-Version': 'volume 3.60' } },
  'volume, incapable, 2.86': { boots: 'volume', image: stable, headers: version('2.86'), zone: 'no-rescue-bfv' },
  'volume, incapable, 2.87': { boots: 'volume', image: stable, headers: at287, zone: 'no-rescue-bfv' },
  'volume, libvirt, 2.87': { boots: 'volume', image: stable, headers: at287, zone: 'libvirt' },
  'volume, no image': { boots: 'volume', headers: at287 },
  'volume, plain image': { boots: 'volume', headers: at287, image: {} },
  'volume, snapshot': { boots: 'volume', headers: at287, image: snapshot },
  'volume, cdrom on usb': {
    boots: 'volume',
    headers: at287,
    image: { hw_rescue_device: 'cdrom', hw_rescue_bus: 'usb' },
  },
  'volume, unknown image': { boots: 'volume', headers: at287, image: 'unknown' },
  'blank volume, no image': { boots: 'blank volume', headers: at287 },
  'image, no header': { boots: 'image', image: stable },
  'image, 2.86': { boots: 'image', image: stable, headers: version('2.86') },
  'image, 2.87': { boots: 'image', image: stable, headers: at287 },
  'image, incapable, 2.87': { boots: 'image', image: stable, headers: at287, zone: 'no-rescue-bfv' },
  'image, libvirt, 2.87': { boots: 'image', image: stable, headers: at287, zone: 'libvirt' },
  'image, no image': { boots: 'image', headers: at287 },
  'image, unknown image': { boots: 'image', image: 'unknown', headers: version('2.86') },
  'image, snapshot': { boots: 'image', image: snapshot, headers: version('2.86') },
} as const satisfies Record<string, Probe>;

const unknownId = '00000000-0000-4000-8000-00000000dead';
const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The server, its volumes and its actions, as far as they are the same each time. */
async function stateOf(cloud: Cloud, server: string, own: string): Promise<unknown> {
  const shown = await cloud.show(server);
  const attached = (at(shown, 'os-extended-volumes:volumes_attached') as readonly { id: string }[]).map(({ id }) => id);
  const list = await cloud.granted('GET', `/servers/${server}/os-instance-actions`);
  const output = await cloud.granted('POST', `/servers/${server}/action`, { body: { 'os-getConsoleOutput': {} } });
  const actions = at(list.json, 'instanceActions') as readonly { action: string; message: string | null }[];
  const shownImage = at(shown, 'image', 'id');
  return [
    at(shown, 'status'),
    shownImage === undefined ? 'no image' : shownImage === own ? 'its own image' : 'another image',
    at(shown, 'OS-EXT-STS:power_state'),
    attached.length,
    actions.map(({ action, message }) => [action, message]),
    at(output.json, 'output'),
  ];
}

async function tryRescue(cloud: Cloud, { boots, zone = 'rescue-bfv', headers = {}, image }: Probe): Promise<unknown> {
  const own = await cloud.image(stable, marked('own'));
  const ref = image === 'unknown' ? unknownId : image && (await cloud.image(image, marked('rescue')));
  const server = await cloud.server({
    zone,
    ...(boots === 'image' && { image: own }),
    ...(boots === 'volume' && { root: { source_type: 'image', uuid: own } }),
    ...(boots === 'blank volume' && { root: { source_type: 'blank' } }),
  });
  const rescue = ref === undefined ? null : { rescue_image_ref: ref };
  const answer = await cloud.act(server, { rescue }, { headers });
  cloud.settle();
  const text = answer.text.replaceAll(ids, 'ID').replaceAll(/"adminPass":"\w+"/g, 'a password');
  return [answer.status, text, await stateOf(cloud, server, own), answer.headers['openstack-api-version']];
}

/** The status of a refusal; which of the others an acceptance has, is other rules' matter. */
const gateOf = ({ status }: { status: number }): number | 'accepted' => (status < 300 ? 'accepted' : status);

const unknown = { rescue: { rescue_image_ref: unknownId } };

/** Rescues of a server that is no longer as it was made, by what was done to it before. */
const changed: Readonly<Record<string, (cloud: Cloud, server: string) => Promise<unknown>>> = {
  paused: (cloud, server) => cloud.done(server, { pause: null }),
  'in RESCUE': (cloud, server) => cloud.done(server, { rescue: null }),
  busy: (cloud, server) => cloud.granted('POST', `/servers/${server}/action`, { body: { rescue: null } }),
  locked: (cloud, server) => cloud.done(server, { lock: null }),
  SHUTOFF: (cloud, server) => cloud.done(server, { 'os-stop': null }),
};

const inStates: Readonly<Record<string, (cloud: Cloud) => Promise<unknown>>> = {
  ...Object.fromEntries(
    Object.entries(changed).flatMap(([name, change]) =>
      [{ rescue: null }, unknown].map((body) => [
        `${name}${body === unknown ? ', unknown image' : ''}`,
        async (cloud: Cloud) => {
          const server = await cloud.server();
          await change(cloud, server);
          return gateOf(await cloud.act(server, body));
        },
      ]),
    ),
  ),
  'locked, unrescue': async (cloud) => {
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    await cloud.done(server, { lock: null });
    return gateOf(await cloud.act(server, { unrescue: null }));
  },
  'never ran': async (cloud) => gateOf(await cloud.act(await cloud.server({ flavor: '3' }), { rescue: null })),
  TPM: async (cloud) => {
    const image = await cloud.image({ hw_tpm_version: '2.0' });
    return gateOf(await cloud.act(await cloud.server({ image }), { rescue: null }));
  },
  'volume not in use': async (cloud) => {
    const image = await cloud.image(stable);
    const server = await cloud.server({ root: { source_type: 'image', uuid: image } });
    const attached = at(await cloud.show(server), 'os-extended-volumes:volumes_attached', 0, 'id');
    await cloud.volumeAction(String(attached), 'os-reset_status', { status: 'error' });
    const rescue = { rescue_image_ref: image };
    return gateOf(await cloud.act(server, { rescue }, { headers: at287 }));
  },
};

const others: Readonly<Record<string, (cloud: Cloud) => Promise<unknown>>> = {
  unrescue: async (cloud) => {
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    const answer = await cloud.act(server, { unrescue: null });
    cloud.settle();
    return [answer.status, answer.text, at(await cloud.show(server), 'status')];
  },
  'flavors, after an opt-in': async (cloud) => {
    await cloud.granted('GET', '/flavors/detail', { headers: at287 });
    return Object.keys(at((await cloud.ask('GET', '/flavors/detail')).json, 'flavors', 0) as object);
  },
  'unrescue of a volume-backed server': async (cloud) => {
    const image = await cloud.image(stable);
    const server = await cloud.server({ zone: 'rescue-bfv', root: { source_type: 'image', uuid: image } });
    await cloud.act(server, { rescue: { rescue_image_ref: image } }, { headers: at287 });
    cloud.settle();
    return (await cloud.act(server, { unrescue: null })).status;
  },
  'paused, asked twice': async (cloud) => {
    const server = await cloud.server();
    await cloud.done(server, { pause: null });
    const [first, second] = [await cloud.act(server, { rescue: null }), await cloud.act(server, { rescue: null })];
    return first.text === second.text;
  },
  'wrong rescue': async (cloud) => (await cloud.act(await cloud.server(), { rescue: 1 })).status,
  'unknown action': async (cloud) => (await cloud.act('none', { rescueAgain: null })).status,
  'two actions': async (cloud) => (await cloud.act('none', {})).status,
  'no keys': async (cloud) => (await cloud.act('none', 'null')).status,
  XML: async (cloud) =>
    (await cloud.act(await cloud.server(), { rescue: null }, { headers: { 'Content-Type': 'application/xml' } }))
      .status,
  'unknown server': async (cloud) => (await cloud.ask('GET', '/servers/none')).status,
  'another project': async (cloud) =>
    (await cloud.ask('GET', `/servers/${await cloud.server()}`, { as: 'other-project' })).status,
  'no token': async (cloud) => (await cloud.ask('GET', '/flavors/detail', { as: 'nobody' })).status,
  'refuses a reader': async (cloud) =>
    (await cloud.act(await cloud.server(), { rescue: null }, { as: 'reader' })).status === 403,
  malformed: async (cloud) => (await cloud.ask('GET', '/flavors/detail', { headers: version('2.x') })).status,
  'above the newest': async (cloud) =>
    (await cloud.ask('GET', '/flavors/detail', { headers: version('2.999') })).status,
  'below the oldest': async (cloud) => (await cloud.ask('GET', '/flavors/detail', { headers: version('2.0') })).status,
  'malformed, /v2': async (cloud) =>
    (await cloud.ask('GET', '/flavors/detail', { headers: version('2.x'), legacy: true })).status,
  'unrescue with a value': async (cloud) => {
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    return gateOf(await cloud.act(server, { unrescue: {} }));
  },
  'unrescue while ACTIVE': async (cloud) => gateOf(await cloud.act(await cloud.server(), { unrescue: null })),
  'data volume': async (cloud) => {
    const server = await cloud.server();
    const volumeAttachment = { volumeId: await cloud.volume() };
    await cloud.granted('POST', `/servers/${server}/os-volume_attachments`, { body: { volumeAttachment } });
    await cloud.act(server, { rescue: null });
    cloud.settle();
    return (at(await cloud.show(server), 'os-extended-volumes:volumes_attached') as readonly unknown[]).length;
  },
  'own image deleted': async (cloud) => {
    const image = await cloud.image(stable);
    const server = await cloud.server({ image, zone: 'libvirt' });
    await cloud.deleteImage(image);
    const rescue = { rescue_image_ref: await cloud.image(stable) };
    await cloud.act(server, { rescue });
    cloud.settle();
    return at(await cloud.show(server), 'status');
  },
  'driver error': async (cloud) => {
    const server = await cloud.server({ zone: 'libvirt' });
    const rescue = { rescue_image_ref: await cloud.image({ ...stable, hw_rescue_bus: 'lxc' }) };
    await cloud.act(server, { rescue });
    cloud.settle();
    return at(await cloud.show(server), 'fault') !== undefined;
  },
  'trait taken away': async (cloud) => {
    const image = await cloud.image(stable);
    const server = await cloud.server({ zone: 'rescue-bfv', root: { source_type: 'image', uuid: image } });
    const isAccepted = async (body: object) => {
      const answer = await cloud.act(server, body, { headers: at287 });
      cloud.settle();
      return answer.status < 300;
    };
    const before = await isAccepted({ rescue: { rescue_image_ref: image } });
    await isAccepted({ unrescue: null });
    const placement = { as: 'admin', service: 'placement' } as const;
    const { json } = await cloud.ask('GET', '/resource_providers?name=sim-bfv', placement);
    const { uuid, generation } = at(json, 'resource_providers', 0) as { uuid: string; generation: number };
    const body = { resource_provider_generation: generation, traits: [] };
    await cloud.granted('PUT', `/resource_providers/${uuid}/traits`, { ...placement, body });
    return [before, await isAccepted({ rescue: { rescue_image_ref: image } })];
  },
  'reboot in RESCUE': async (cloud) => {
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    return gateOf(await cloud.act(server, { reboot: { type: 'SOFT' } }));
  },
  'pause in RESCUE': async (cloud) => {
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    return gateOf(await cloud.act(server, { pause: null }));
  },
  'three rescues': async (cloud) => {
    const server = await cloud.server();
    const gates: unknown[] = [];
    for (const body of [{ rescue: null }, { unrescue: null }, { rescue: null }, { unrescue: null }, { rescue: null }]) {
      gates.push(gateOf(await cloud.act(server, body)));
      cloud.settle();
    }
    return gates;
  },
  'flavors, 2.86': async (cloud) =>
    Object.keys((await cloud.ask('GET', '/flavors/detail', { headers: version('2.86') })).json as object),
  'flavors, 2.87': async (cloud) =>
    Object.keys((await cloud.ask('GET', '/flavors/detail', { headers: at287 })).json as object),
  'no server': async (cloud) => (await cloud.act('none', { rescue: null })).json,
  'version document': async (cloud) => (await cloud.ask('GET', '', { as: 'nobody' })).status,
  'version document, with a token': async (cloud) => (await cloud.ask('GET', '')).json,
  'known traits': async (cloud) => (await cloud.ask('GET', '/traits', { as: 'admin', service: 'placement' })).json,
  'traits of the libvirt host': async (cloud) => {
    const placement = { as: 'admin', service: 'placement' } as const;
    const { json } = await cloud.ask('GET', '/resource_providers?name=sim-libvirt', placement);
    const id = textAt(json, 'resource_providers', 0, 'uuid');
    return at((await cloud.ask('GET', `/resource_providers/${id}/traits`, placement)).json, 'traits');
  },
};

const probes: Readonly<Record<string, (cloud: Cloud) => Promise<unknown>>> = {
  ...others,
  ...inStates,
  ...Object.fromEntries(
    Object.entries(rescues).map(([name, probe]) => [name, (cloud: Cloud) => tryRescue(cloud, probe)]),
  ),
};

type Findings = ReadonlyMap<string, unknown>;

async function findings(edition: SimulatedEdition, departure?: RuleId): Promise<Findings> {
  const found = new Map<string, unknown>();
  for (const [name, probe] of Object.entries(probes)) {
    found.set(name, await probe(new Cloud({ edition, departure, driver: 'libvirt' })));
  }
  return found;
}

/** Whether a departure may touch, and must touch, a probe: by its name, and by what was found without the departure. */
type Touches = (name: string, kept: unknown, edition: SimulatedEdition) => boolean;

const only =
  (...names: readonly string[]): Touches =>
  (name) =>
    names.includes(name);
const accepted: Touches = (name, kept) => name in rescues && at(kept, 0) === 200;
const refused: Touches = (name, kept) => name in rescues && at(kept, 0) !== 200;
const says =
  (text: string): Touches =>
  (name, kept) =>
    name in rescues && textAt(kept, 1).includes(text);
const servedAt =
  (microversion: string): Touches =>
  (_, kept) =>
    at(kept, 3) === microversion;
const reached: Touches = (name, kept) => name in rescues && at(kept, 2, 0) === 'RESCUE';
const failed: Touches = (...probe) => accepted(...probe) && !reached(...probe);
const named =
  (part: string): Touches =>
  (name) =>
    name.startsWith(part);
const was =
  (found: unknown): Touches =>
  (_, kept) =>
    kept === found;
const either =
  (...touches: readonly Touches[]): Touches =>
  (...probe) =>
    touches.some((touch) => touch(...probe));
const both =
  (...touches: readonly Touches[]): Touches =>
  (...probe) =>
    touches.every((touch) => touch(...probe));
const not =
  (touches: Touches): Touches =>
  (...probe) =>
    !touches(...probe);

const onVolume = either(named('volume, '), named('blank volume, '));
const onImage = named('image, ');
const tooOld = only('volume, no header', 'volume, 2.9', 'volume, 2.86', 'volume, foreign', 'volume, incapable, 2.86');
const later = only('volume, 2.88', 'volume, latest');
const unrescueOfVolume = 'unrescue of a volume-backed server';
const newest = ['compute 2.93', 'compute 2.104'];
const thereAndBack = only('unrescue', 'unrescue with a value', 'three rescues', 'reboot in RESCUE', 'pause in RESCUE');
const libvirt = 'volume, libvirt, 2.87';

const touches: Readonly<Record<RuleId, Touches>> = {
  'bfv-needs-microversion': tooOld,
  'bfv-opt-in-at-microversion': either(
    both(onVolume, either(accepted, says('Host unable')), not(later)),
    both(only('volume not in use'), was('accepted')),
    only(unrescueOfVolume, 'trait taken away'),
  ),
  'bfv-opt-in-later': later,
  'no-header-is-no-opt-in': only('volume, no header', 'image, no header', 'flavors, after an opt-in'),
  'image-backed-unchanged': both(
    onImage,
    accepted,
    not(only('image, no header', 'image, 2.86', 'image, snapshot', 'image, unknown image')),
  ),
  'no-other-change-at-microversion': only('flavors, 2.87'),
  // As text, 2.104 is older than 2.87 too.
  'microversion-is-numeric': either(only('volume, 2.9'), both(only('volume, latest'), servedAt('compute 2.104'))),
  'both-version-headers': only('volume, legacy 2.87'),
  'foreign-version-header': only('volume, foreign'),
  'opt-in-is-per-request': only('flavors, after an opt-in'),
  'unrescue-at-any-microversion': only(unrescueOfVolume),
  'version-malformed': only('malformed'),
  'version-unsupported': only('above the newest', 'below the oldest'),
  'version-is-echoed': (name, kept) => name in rescues && !newest.includes(textAt(kept, 3)),
  'legacy-endpoint-is-no-opt-in': only('malformed, /v2'),
  'version-is-advertised': only('version document'),
  'bfv-needs-trait': either(says('Host unable'), only('trait taken away')),
  'trait-alone-is-not-enough': both(tooOld, not(only('volume, incapable, 2.86'))),
  'trait-gates-only-bfv': only('image, incapable, 2.87'),
  'trait-of-own-host': either(says('Host unable'), only('trait taken away')),
  'trait-is-known': only('known traits'),
  'libvirt-reports-trait': only('traits of the libvirt host', libvirt),
  'bfv-falls-back-to-original': both(only('volume, no image'), reached),
  'bfv-without-original-fails': failed,
  'rescue-boots-the-rescue-device': only(libvirt),
  'root-volume-visible-in-rescue': only(libvirt),
  'image-backed-falls-back': either(only('image, no image'), thereAndBack, named('in RESCUE')),
  'unknown-image-refused': either(
    both(only('volume, unknown image', 'image, unknown image'), refused),
    both(only('SHUTOFF, unknown image'), was(400)),
  ),
  'volume-snapshot-image-refused': both(only('volume, snapshot', 'image, snapshot'), refused),
  'bfv-needs-stable-device-image': both(only('volume, plain image', 'blank volume, no image'), refused),
  'refusal-is-400': both(onVolume, refused),
  'refusal-has-fault-body': either(refused, only('no server')),
  'refusal-changes-nothing': refused,
  'refusal-is-repeatable': only('paused, asked twice'),
  'refusal-names-the-server': both(refused, says('Instance ID')),
  'refusals-tell-which-gate': says('Host unable'),
  'rescue-body': only('wrong rescue'),
  'unknown-server': only('no server', 'unknown server', 'another project'),
  'other-projects-server': only('another project'),
  'no-token': only('no token'),
  'role-refused': (name, _, edition) => name === 'refuses a reader' && edition === 'spec',
  'no-such-action': only('unknown action'),
  'malformed-json': only('two actions'),
  'wrong-content-type': only('XML'),
  'malformed-is-no-server-error': only('no keys'),
  'rescue-answers-200': accepted,
  'rescue-reaches-rescue': either(
    reached,
    both(only('own image deleted'), was('RESCUE')),
    thereAndBack,
    only(unrescueOfVolume),
    named('in RESCUE'),
  ),
  'rescue-keeps-root-volume': both(onVolume, reached),
  'rescued-server-shows-itself': both(reached, not(only('image, no image'))),
  'unrescue-answers-202': only('unrescue', unrescueOfVolume),
  'rescuable-states': named('paused'),
  'never-launched-refused': only('never ran'),
  'rescue-once': named('in RESCUE'),
  'busy-server-refused': named('busy'),
  'locked-server-refused': named('locked'),
  'volumes-must-be-in-use': both(only('volume not in use'), was(409)),
  'vtpm-refused': both(only('TPM'), was(400)),
  'order-of-refusals': (name, kept, edition) => edition !== 'spec' && name.endsWith(', unknown image') && kept === 409,
  'given-image-is-used': (name, kept, edition) =>
    ['own image deleted', 'driver error', 'image, libvirt, 2.87', libvirt].includes(name) ||
    (name.endsWith('unknown image') && failed(name, kept, edition)) ||
    (edition !== 'spec' &&
      (name === unrescueOfVolume || (onVolume(name, kept, edition) && reached(name, kept, edition)))),
  'deleted-original-image': both(only('own image deleted'), was('RESCUE')),
  'stable-device-values': only('volume, cdrom on usb', 'driver error'),
  'trait-is-read-now': only('trait taken away'),
  'rescue-keeps-volumes': only('data volume'),
  'failed-rescue-is-visible': either(failed, only('driver error')),
  'rescued-server-restricted': only('reboot in RESCUE'),
  'rescued-server-restricted-further': only('pause in RESCUE'),
  'one-winner': named('busy'),
  'unrescue-only-rescued': only('unrescue while ACTIVE'),
  'unrescue-ignores-its-value': only('unrescue with a value'),
  'rescue-again-after-unrescue': only('three rescues'),
  'rescue-is-recorded': accepted,
};

for (const edition of ['spec', 'nova-27.0'] as const) {
  describe(`a departure from ${edition}`, () => {
    const kept = findings(edition);
    for (const rule of Object.keys(departures) as RuleId[]) {
      it(`${rule}: ${departures[rule].sentence}`, async () => {
        const before = await kept;
        const after = await findings(edition, rule);
        const finding = (found: Findings, name: string) => JSON.stringify(found.get(name));
        const changed = [...before.keys()].filter((name) => finding(before, name) !== finding(after, name));
        const wanted = [...before].filter(([name, found]) => touches[rule](name, found, edition)).map(([name]) => name);
        assert.deepEqual(changed, wanted);
      });
    }
  });
}
