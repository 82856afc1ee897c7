import type { Action, ActionOf, Asking, OfServer } from './action';
import { nowhere } from './properties';
import { granted, imageRef, newVolume, placement, providerPath, type Scene, within } from './scene';
import type { Wanted } from './stage';

/** What each action asks for; what it needs besides is made first. */
type Requests = { readonly [Name in Action['do']]: (scene: Scene, action: ActionOf<Name>) => Promise<Wanted> };

/** The trait that everything is about. */
const trait = 'COMPUTE_RESCUE_BFV';

const compute = (
  { as = 'owner', at, headers, legacy }: Asking,
  method: Wanted['method'],
  path: string,
  body?: unknown,
): Wanted => ({
  caller: as,
  service: 'compute',
  method,
  path,
  legacy,
  headers: { ...(at !== undefined && { 'OpenStack-API-Version': `compute ${at}` }), ...headers },
  ...(body !== undefined && { body }),
});

/** Where none was made, one that is nowhere. */
const serverOf = ({ servers }: Scene, { server = servers.length }: OfServer): string => servers[server - 1] || nowhere;

const act = (scene: Scene, action: Asking & OfServer, body: unknown): Promise<Wanted> =>
  Promise.resolve(compute(action, 'POST', `/servers/${serverOf(scene, action)}/action`, body));

/** An action that takes no value. */
const plain = (scene: Scene, action: Asking & OfServer & { readonly do: string }) =>
  act(scene, action, { [action.do]: null });

/** What most admins' requests have no way to ask for otherwise. */
const byAdmin = <A extends Asking>(action: A): A => ({ as: 'admin', ...action });

export const requests: Requests = {
  create: async (scene, action) => {
    const { flavors, zones } = scene.stage;
    const { boots, on = 'capable', tooLarge } = action;
    const own = await imageRef(scene, action.withTpm ? 'with a TPM' : 'own');
    const root = { boot_index: 0, destination_type: 'volume', volume_size: 1, delete_on_termination: true };
    const mappings = {
      image: undefined,
      volume: { source_type: 'image', uuid: own },
      'named image, volume': { source_type: 'image', uuid: own },
      'blank volume': { source_type: 'blank' },
      'existing volume': {
        source_type: 'volume',
        uuid: boots === 'existing volume' ? await newVolume(scene, own) : '',
      },
    } as const;
    const mapping = mappings[boots];
    const server = {
      name: 'played',
      flavorRef: tooLarge ? flavors.tooLarge : flavors.usual,
      networks: 'none',
      availability_zone: zones[on],
      ...((boots === 'image' || boots === 'named image, volume') && { imageRef: own }),
      ...(mapping && { block_device_mapping_v2: [{ ...root, ...mapping }] }),
    };
    // Servers without a network came with 2.37.
    return compute({ at: '2.37', ...action }, 'POST', '/servers', { server });
  },
  rescue: async (scene, action) => {
    const { image, password } = action;
    const value = {
      ...(image !== undefined && { rescue_image_ref: await imageRef(scene, image) }),
      ...(password !== undefined && { adminPass: password }),
    };
    return act(scene, action, { rescue: Object.keys(value).length === 0 ? null : value });
  },
  unrescue: (scene, action) => act(scene, action, { unrescue: action.value ?? null }),
  lock: plain,
  unlock: plain,
  pause: plain,
  unpause: plain,
  suspend: plain,
  resume: plain,
  'os-start': plain,
  'os-stop': plain,
  reboot: (scene, action) => act(scene, action, { reboot: { type: action.type } }),
  act: (scene, action) => act(scene, action, action.text ?? action.body),
  'reset state': (scene, action) => act(scene, byAdmin(action), { 'os-resetState': { state: action.to } }),
  'attach volume': async (scene, action) => {
    const volumeAttachment = { volumeId: await newVolume(scene) };
    const path = `/servers/${serverOf(scene, action)}/os-volume_attachments`;
    return compute(action, 'POST', path, { volumeAttachment });
  },
  'reset volume': async (scene, action) => {
    const path = `/servers/${serverOf(scene, action)}/os-volume_attachments`;
    const listed = await scene.stage.send(compute({ as: 'admin', at: '2.1' }, 'GET', path));
    const volume = within(listed.body, 'volumeAttachments', 0, 'volumeId') ?? nowhere;
    const body = { 'os-reset_status': { status: action.to } };
    return { caller: 'admin', service: 'block-storage', method: 'POST', path: `/volumes/${volume}/action`, body };
  },
  delete: async (scene, action) => compute(action, 'DELETE', `/servers/${serverOf(scene, action)}`),
  show: async (scene, action) => compute(action, 'GET', `/servers/${serverOf(scene, action)}`),
  'delete image': async (scene, { image }) => ({
    caller: 'owner',
    service: 'image',
    method: 'DELETE',
    path: `/v2/images/${await imageRef(scene, image)}`,
  }),
  'set trait': async (scene, { on, to }) => {
    const path = `${await providerPath(scene, on)}/traits`;
    const { body } = await granted(scene, { ...placement, method: 'GET', path });
    const had = within(body, 'traits') as readonly string[];
    const others = had.filter((other) => other !== trait);
    const traits = to === 'present' ? [...others, trait] : others;
    const generation = within(body, 'resource_provider_generation');
    return { ...placement, method: 'PUT', path, body: { traits, resource_provider_generation: generation } };
  },
  'list flavors': async (_, action) => compute(action, 'GET', '/flavors/detail'),
  'read version document': async (_, action) => compute({ as: 'nobody', ...action }, 'GET', '/'),
  'list traits': async (scene, { of }) => {
    const path = of === undefined ? '/traits' : `${await providerPath(scene, of)}/traits`;
    return { ...placement, method: 'GET', path };
  },
};
