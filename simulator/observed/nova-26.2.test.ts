import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, stable, textAt, version } from '../cloud.test';
import table from './nova-26.2.json';

/**
 * The edition nova-27.0 answers as a real Nova of it did: 26.2.2, with its fake and its libvirt driver. Each row of the
 * table is one request. In its texts {server}, {volume} and the names of images stand for their ids.
 */
interface Row {
  readonly case: string;
  readonly server: string;
  /** What was done to the server before, in this order. */
  readonly given?: readonly string[];
  readonly as?: 'owner' | 'admin' | 'nobody';
  /** The microversion asked for; each, where there are several. 2.1 stands for a request that asks for none. */
  readonly at?: string | readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is. */
  readonly body?: unknown;
  readonly status: number;
  /** The name of the fault, and its message, where the status is of one. */
  readonly fault?: string;
  readonly message?: string;
  /** The whole body, where it is no fault. {generated} is a password that Nova made. */
  readonly answer?: unknown;
  /** The microversion in both headers; null where there are none. */
  readonly versions?: string | null;
  /** Status, vm_state and power_state in the end, when no task is left. */
  readonly then?: readonly [status: string, vmState: string, powerState: number];
  /** The message of the newest action in the end. */
  readonly action?: string | null;
  /** The message of the fault that the server shows in the end. */
  readonly shows?: string;
}

const images = {
  plain: {},
  stable,
  'stable-cdrom': { hw_rescue_device: 'cdrom', hw_rescue_bus: 'scsi' },
  'bus-only': { hw_rescue_bus: 'virtio' },
  'device-only': { hw_rescue_device: 'disk' },
  'disk-on-xen-bus': { hw_rescue_device: 'disk', hw_rescue_bus: 'xen' },
  'volume-snapshot': { ...stable, bdm_v2: 'True', block_device_mapping: '[{"source_type": "snapshot"}]' },
} as const;

const capable = 'rescue-bfv';
const fromImage = (uuid: string | undefined) => ({ source_type: 'image', uuid });

async function fromCinder(cloud: Cloud, imageRef?: string, metadata?: object): Promise<string> {
  const volume = await cloud.volume({ ...(imageRef !== undefined && { imageRef }) });
  await cloud.volumeAction(volume, 'os-set_bootable', { bootable: true });
  if (metadata) await cloud.volumeAction(volume, 'os-set_image_metadata', { metadata });
  return cloud.server({ zone: capable, root: { source_type: 'volume', uuid: volume } });
}

type Ids = Readonly<Record<string, string>>;

const servers: Readonly<Record<string, (cloud: Cloud, ids: Ids) => Promise<string>>> = {
  none: async () => '00000000-0000-0000-0000-000000000001',
  'not-a-uuid': async () => 'not-a-uuid',
  'of another project': (cloud) => cloud.server({ as: 'other-project', root: { source_type: 'blank' }, zone: capable }),
  'image-backed': (cloud, { plain = '' }) => cloud.server({ image: plain, zone: capable }),
  'image-backed, libvirt': (cloud, { plain = '' }) => cloud.server({ image: plain, zone: 'libvirt' }),
  'volume-backed': (cloud, ids) => cloud.server({ root: fromImage(ids.stable), zone: capable }),
  'volume-backed, incapable': (cloud, ids) => cloud.server({ root: fromImage(ids.stable), zone: 'no-rescue-bfv' }),
  'volume-backed, libvirt': (cloud, ids) => cloud.server({ root: fromImage(ids.plain), zone: 'libvirt' }),
  'volume-backed, plain': (cloud, ids) => cloud.server({ root: fromImage(ids.plain), zone: capable }),
  'volume-backed, image named': (cloud, ids) =>
    cloud.server({ image: ids.stable ?? '', root: fromImage(ids.stable), zone: capable }),
  'blank root': (cloud) => cloud.server({ root: { source_type: 'blank' }, zone: capable }),
  'empty volume': (cloud) => fromCinder(cloud),
  'empty volume with properties': (cloud) => fromCinder(cloud, undefined, stable),
  'volume from the stable image': (cloud, ids) => fromCinder(cloud, ids.stable),
  'volume from the plain image': (cloud, ids) => fromCinder(cloud, ids.plain),
};

const rescueWith = (image: string | undefined) => ({ rescue: { rescue_image_ref: image } });
const at287: Question = { headers: version('2.87') };
const asAdmin: Question = { as: 'admin' };

async function setTraits(cloud: Cloud, server: string, traits: readonly string[]): Promise<void> {
  const host = textAt(await cloud.show(server), 'OS-EXT-SRV-ATTR:hypervisor_hostname');
  const placement = { as: 'admin', service: 'placement' } as const;
  const found = await cloud.granted('GET', `/resource_providers?name=${host}`, placement);
  const { uuid, generation } = at(found.json, 'resource_providers', 0) as { uuid: string; generation: number };
  const body = { resource_provider_generation: generation, traits };
  await cloud.granted('PUT', `/resource_providers/${uuid}/traits`, { ...placement, body });
}

/** Returns the id of the volume that it is about, where it is about one. */
const preparations: Readonly<Record<string, (cloud: Cloud, server: string, ids: Ids) => Promise<unknown>>> = {
  PAUSED: (cloud, server) => cloud.done(server, { pause: null }),
  SUSPENDED: (cloud, server) => cloud.done(server, { suspend: null }),
  SHUTOFF: (cloud, server) => cloud.done(server, { 'os-stop': null }),
  ERROR: (cloud, server) => cloud.done(server, { 'os-resetState': { state: 'error' } }, asAdmin),
  RESCUE: (cloud, server, ids) => cloud.done(server, rescueWith(ids.stable), at287),
  rescuing: (cloud, server, ids) => cloud.act(server, rescueWith(ids.stable), at287),
  unrescuing: (cloud, server) => cloud.act(server, { unrescue: null }),
  'failed by the driver': (cloud, server, ids) => cloud.done(server, rescueWith(ids['disk-on-xen-bus']), at287),
  'locked by the admin': (cloud, server) => cloud.done(server, { lock: null }, asAdmin),
  'locked by its owner': (cloud, server) => cloud.done(server, { lock: null }),
  'host given the trait': (cloud, server) => setTraits(cloud, server, ['COMPUTE_RESCUE_BFV']),
  'host without the trait': (cloud, server) => setTraits(cloud, server, []),
};

/** As `extra volume error`: gives the server another volume, or takes its root volume, and sets its status. */
async function prepareVolume(cloud: Cloud, server: string, words: string): Promise<string> {
  const [which, , status] = words.split(' ');
  const extra = which === 'extra' ? await cloud.volume() : undefined;
  if (extra !== undefined) {
    const body = { volumeAttachment: { volumeId: extra } };
    await cloud.granted('POST', `/servers/${server}/os-volume_attachments`, { body });
  }
  const volume = extra ?? textAt(await cloud.show(server), 'os-extended-volumes:volumes_attached', 0, 'id');
  await cloud.volumeAction(volume, 'os-reset_status', { status });
  return volume;
}

async function ask(row: Row, microversion: string | undefined): Promise<void> {
  const cloud = new Cloud();
  const ids: Record<string, string> = { unknown: '00000000-0000-0000-0000-70a599e031e7' };
  for (const [name, properties] of Object.entries(images)) ids[name] = await cloud.image(properties);
  const server = (await servers[row.server]?.(cloud, ids)) ?? '';
  ids.server = server;
  for (const words of row.given ?? []) {
    const prepared = preparations[words];
    if (prepared) await prepared(cloud, server, ids);
    else ids.volume = await prepareVolume(cloud, server, words);
  }
  const filled = <Value>(value: Value): Value =>
    value === undefined
      ? value
      : JSON.parse(JSON.stringify(value).replaceAll(/\{([\w-]+)\}/g, (whole, name) => ids[name] ?? whole));

  const asked = microversion === undefined || microversion === '2.1' ? {} : version(microversion);
  const answer = await cloud.act(server, filled(row.body), {
    as: row.as ?? 'owner',
    headers: { ...asked, ...row.headers },
  });
  assert.equal(answer.status, row.status, answer.text);
  const { fault, message } = filled({ fault: row.fault, message: row.message });
  if (fault !== undefined && row.status >= 400)
    assert.deepEqual(answer.json, { [fault]: { code: row.status, message } });
  if (row.answer !== undefined) judgeBody(answer.json, row.answer);
  if (row.status === 202) assert.equal(answer.text, '');
  if (row.versions !== undefined) judgeVersions(answer.headers, row.versions);

  cloud.settle();
  if (row.then) await judgeState(cloud, server, row.then);
  if (row.action !== undefined) await judgeAction(cloud, server, row.action);
  if (row.shows !== undefined) assert.equal(at(await cloud.show(server), 'fault', 'message'), filled(row.shows));
}

function judgeBody(given: unknown, wanted: unknown): void {
  if (at(wanted, 'adminPass') !== '{generated}') assert.deepEqual(given, wanted);
  else assert.match(textAt(given, 'adminPass'), /^[A-Za-z0-9]{12}$/);
}

function judgeVersions(headers: Readonly<Record<string, unknown>>, microversion: string | null): void {
  const { 'openstack-api-version': standard, 'x-openstack-nova-api-version': legacy, vary } = headers;
  if (microversion === null) assert.deepEqual([standard, legacy, vary], [undefined, undefined, undefined]);
  else {
    const both = 'OpenStack-API-Version, X-OpenStack-Nova-API-Version';
    assert.deepEqual([standard, legacy, vary], [`compute ${microversion}`, microversion, both]);
  }
}

async function judgeState(cloud: Cloud, server: string, wanted: NonNullable<Row['then']>): Promise<void> {
  const shown = await cloud.show(server);
  const field = (name: string) => at(shown, `OS-EXT-STS:${name}`);
  const state = [at(shown, 'status'), field('vm_state'), field('power_state'), field('task_state')];
  assert.deepEqual(state, [...wanted, null]);
}

async function judgeAction(cloud: Cloud, server: string, message: string | null): Promise<void> {
  const { json } = await cloud.granted('GET', `/servers/${server}/os-instance-actions`, asAdmin);
  assert.equal(at(json, 'instanceActions', 0, 'action'), 'rescue');
  assert.equal(at(json, 'instanceActions', 0, 'message'), message);
}

for (const { about, each, rows } of table) {
  describe(`Nova 26.2: ${about}`, () => {
    for (const own of rows) {
      const row = { ...each, ...own } as unknown as Row;
      for (const microversion of [row.at].flat()) {
        it(`${row.case}${Array.isArray(row.at) ? `, at ${microversion}` : ''}`, () => ask(row, microversion));
      }
    }
  });
}
