import { at, expectSuccess, listAt, requiredText, textAt } from '../../targets/clients/reading';
import type { ApiRequest, Exchange, Target } from '../../targets/target';
import { type Case, type ImageName, images } from './cases';

/** What became of one rescue at 2.87. In texts {server}, {volume}, {own} and {rescue} stand for ids. */
export interface Observation {
  readonly status: number;
  /** The message of the fault that answered. */
  readonly answer?: string;
  /** Status, vm_state and power_state in the end. */
  readonly ends: readonly [status: string, vmState: string, powerState: number];
  /** The message of the rescue among the server's actions; undefined where there is no such action. */
  readonly action?: string | null;
  /** What the compute host says went wrong: the details of the action's event, for an admin. */
  readonly details?: string;
  /** The message of the fault that the server shows in the end. */
  readonly shows?: string;
}

const unknown = '00000000-0000-0000-0000-70a599e031e7';
const version = { 'OpenStack-API-Version': 'compute 2.87' };
const wait = 500;
/** Milliseconds that a server may take for what it is asked. */
const patience = 180_000;

type Rest = Partial<ApiRequest> & Pick<ApiRequest, 'method' | 'path'>;

/** Makes what the case needs in this zone of the target, rescues, waits for the end, and removes it all. */
export async function observe(target: Target, wanted: Case, zone: string): Promise<Observation> {
  const made: (() => Promise<unknown>)[] = [];
  try {
    const own = wanted.own === undefined ? undefined : await makeImage(target, wanted.own, made);
    const server = await makeServer(target, { wanted, zone, own }, made);
    const rescue =
      wanted.rescue === undefined || wanted.rescue === 'unknown'
        ? wanted.rescue && unknown
        : await makeImage(target, wanted.rescue, made);
    if (wanted.ownDeleted) {
      await granted(target, { service: 'image', method: 'DELETE', path: `/v2/images/${own}` });
    }
    const body = { rescue: rescue === undefined ? null : { rescue_image_ref: rescue } };
    const { reply } = await ask(target, { method: 'POST', path: `/servers/${server}/action`, headers: version, body });
    await settled(target, server);
    const volume = await rootVolume(target, server);
    const named = (text: string | undefined) => withNames(text, { server, volume, own, rescue });
    return { status: reply.status, ...answered(reply.json, named), ...(await endOf(target, server, named)) };
  } finally {
    for (const remove of made.reverse()) await remove();
  }
}

type Named = (text: string | undefined) => string | undefined;

function answered(json: unknown, named: Named): Pick<Observation, 'answer'> {
  const fault = Object.values(json as object)[0];
  const answer = named(textAt(fault, 'message'));
  return answer === undefined ? {} : { answer };
}

async function endOf(target: Target, server: string, named: Named): Promise<Omit<Observation, 'status' | 'answer'>> {
  const shown = at((await granted(target, { method: 'GET', path: `/servers/${server}` })).reply.json, 'server');
  const path = `/servers/${server}/os-instance-actions`;
  const list = await granted(target, { caller: 'admin', method: 'GET', path });
  const action = listAt(list.reply.json, 'instanceActions').find((item) => at(item, 'action') === 'rescue');
  const shows = named(textAt(shown, 'fault', 'message'));
  return {
    ends: [
      requiredState(shown, 'status'),
      requiredState(shown, 'OS-EXT-STS:vm_state'),
      Number(at(shown, 'OS-EXT-STS:power_state')),
    ],
    ...(action !== undefined && { action: (at(action, 'message') ?? null) as string | null }),
    ...(action !== undefined && (await detailsOf(target, `${path}/${textAt(action, 'request_id')}`, named))),
    ...(shows !== undefined && { shows }),
  };
}

const requiredState = (shown: unknown, key: string): string => textAt(shown, key) ?? `no ${key}`;

async function detailsOf(target: Target, path: string, named: Named): Promise<Pick<Observation, 'details'>> {
  const headers = { 'OpenStack-API-Version': 'compute 2.84' };
  const { reply } = await granted(target, { caller: 'admin', method: 'GET', path, headers });
  const details = named(textAt(listAt(reply.json, 'instanceAction', 'events')[0], 'details'));
  return details === undefined ? {} : { details };
}

async function rootVolume(target: Target, server: string): Promise<string | undefined> {
  const { reply } = await granted(target, { method: 'GET', path: `/servers/${server}/os-volume_attachments` });
  return textAt(listAt(reply.json, 'volumeAttachments')[0], 'volumeId');
}

/** The folder that libvirt names is the testbed's own; this one is Debian's. */
const folder = /(?<=')\/[^' ]*(?=\/instances\/)/g;

function withNames(text: string | undefined, ids: Readonly<Record<string, string | undefined>>): string | undefined {
  return Object.entries(ids).reduce(
    (named, [name, id]) => (id === undefined ? named : named?.replaceAll(id, `{${name}}`)),
    text?.replaceAll(folder, '/var/lib/nova'),
  );
}

async function makeImage(target: Target, name: ImageName, made: (() => Promise<unknown>)[]): Promise<string> {
  const form = { name: 'nova-rescue-observed', disk_format: 'raw', container_format: 'bare' };
  const body = { ...form, ...images[name] };
  const id = requiredText(await granted(target, { service: 'image', method: 'POST', path: '/v2/images', body }), 'id');
  made.push(() => ask(target, { service: 'image', method: 'DELETE', path: `/v2/images/${id}` }));
  // A guest finds nothing to boot in it; what counts is that it can be started.
  const data = Buffer.alloc(name === 'volume snapshot' ? 0 : 2 ** 20);
  await granted(target, { service: 'image', method: 'PUT', path: `/v2/images/${id}/file`, body: data });
  return id;
}

interface ServerToMake {
  readonly wanted: Case;
  readonly zone: string;
  readonly own: string | undefined;
}

async function makeServer(
  target: Target,
  { wanted: { root }, zone, own }: ServerToMake,
  made: (() => Promise<unknown>)[],
): Promise<string> {
  const source = root === 'blank' ? { source_type: 'blank' } : { source_type: 'image', uuid: own };
  const volume = { boot_index: 0, destination_type: 'volume', volume_size: 1, delete_on_termination: true };
  const server = {
    name: 'nova-rescue-observed',
    flavorRef: '1',
    networks: 'none',
    availability_zone: zone,
    ...((root === 'image' || root === 'named') && { imageRef: own }),
    ...(root !== 'image' && { block_device_mapping_v2: [{ ...volume, ...source }] }),
  };
  const headers = { 'OpenStack-API-Version': 'compute 2.37' };
  const asked = await granted(target, { method: 'POST', path: '/servers', headers, body: { server } });
  const id = requiredText(asked, 'server', 'id');
  made.push(() => removeServer(target, id));
  const status = await settled(target, id);
  if (status !== 'ACTIVE') throw new Error(`server ${id} is ${status}, so nothing can be observed of it`);
  return id;
}

/** Waits until the server has nothing to do any more, or is gone where it is to go; its status then. */
async function settled(target: Target, server: string, goes = false): Promise<string> {
  for (const start = target.clock.now(); target.clock.now() < start + patience; await target.clock.wait(wait)) {
    const { reply } = await ask(target, { method: 'GET', path: `/servers/${server}` });
    if (reply.status === 404) return 'gone';
    const shown = at(reply.json, 'server');
    const idle = at(shown, 'OS-EXT-STS:task_state') === null && at(shown, 'status') !== 'BUILD';
    if (idle && !goes) return requiredState(shown, 'status');
  }
  throw new Error(`server ${server} was still ${goes ? 'there' : 'busy'} after ${patience / 1000} s`);
}

async function removeServer(target: Target, server: string): Promise<void> {
  await ask(target, { method: 'DELETE', path: `/servers/${server}` });
  await settled(target, server, true);
}

function ask(target: Target, request: Rest): Promise<Exchange> {
  return target.send({ caller: 'owner', service: 'compute', ...request });
}

const granted = async (target: Target, request: Rest): Promise<Exchange> =>
  expectSuccess(await ask(target, request), `${request.method} ${request.path}`);
