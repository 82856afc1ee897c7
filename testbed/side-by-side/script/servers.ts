import type { ScriptedRequest, Theme } from '../request';
import { get, until } from './requests';

/** The servers that the rest of the script rescues, by the name under which each is captured. */

const capable = 'rescue-bfv';
const incapable = 'no-rescue-bfv';
const volume = { boot_index: 0, destination_type: 'volume', volume_size: 1, delete_on_termination: true } as const;
const fromImage = (image: string) => ({ ...volume, source_type: 'image', uuid: image });
const fromVolume = (uuid: string) => ({ ...volume, source_type: 'volume', uuid });

interface Wish {
  readonly zone: string;
  readonly as?: 'other-project';
  readonly image?: string;
  readonly root?: Readonly<Record<string, unknown>>;
}

const wishes: Readonly<Record<string, Wish>> = {
  img: { zone: capable, image: '{plain image}' },
  'of-another-project': { zone: capable, as: 'other-project', root: { ...volume, source_type: 'blank' } },
  'bfv-capable': { zone: capable, root: fromImage('{stable image}') },
  'bfv-incapable': { zone: incapable, root: fromImage('{stable image}') },
  'bfv-plain': { zone: capable, root: fromImage('{plain image}') },
  'blank-root': { zone: capable, root: { ...volume, source_type: 'blank' } },
  'empty-volume': { zone: capable, root: fromVolume('{empty volume}') },
  'empty-volume-with-properties': { zone: capable, root: fromVolume('{empty volume with properties}') },
  'volume-from-stable': { zone: capable, root: fromVolume('{volume from stable}') },
  'volume-from-plain': { zone: capable, root: fromVolume('{volume from plain}') },
  'image-named': { zone: capable, image: '{stable image}', root: fromImage('{stable image}') },
  'lv-img': { zone: 'libvirt', image: '{plain image}' },
  'lv-bfv': { zone: 'libvirt', root: fromImage('{plain image}') },
};

const made = ([name, { zone, as, image, root }]: readonly [string, Wish]): ScriptedRequest => ({
  name,
  ...(as && { as }),
  path: '/v2.1/servers',
  at: '2.87',
  body: {
    server: {
      name: `side-by-side-${name}`,
      flavorRef: '1',
      networks: 'none',
      availability_zone: zone,
      ...(image !== undefined && { imageRef: image }),
      ...(root && { block_device_mapping_v2: [root] }),
    },
  },
  captures: { [name]: 'server.id' },
});

const ready = ([name, { as }]: readonly [string, Wish]): ScriptedRequest =>
  until(`${name} is ready`, `{${name}}`, 'ACTIVE', { ...(as && { as }) });

export const servers: Theme = {
  name: 'creating servers',
  requests: [...Object.entries(wishes).map(made), ...Object.entries(wishes).map(ready)],
};

const shown = (at: string): ScriptedRequest => get(`at ${at}`, '/v2.1/servers/{img}', { at });

export const showingServers: Theme = {
  name: 'showing a server',
  requests: [
    ...['2.3', '2.9', '2.16', '2.19', '2.26', '2.47', '2.63', '2.71', '2.73', '2.75', '2.87', '2.93', 'latest'].map(
      shown,
    ),
    get('a volume-backed one', '/v2.1/servers/{bfv-capable}', { at: '2.93' }),
    get('one whose image is named', '/v2.1/servers/{image-named}'),
    get('as the admin', '/v2.1/servers/{img}', { as: 'admin' }),
    get('as the admin, at 2.93', '/v2.1/servers/{img}', { as: 'admin', at: '2.93' }),
    get('as a reader', '/v2.1/servers/{img}', { as: 'reader' }),
    get('as another project', '/v2.1/servers/{img}', { as: 'other-project' }),
    get('without a token', '/v2.1/servers/{img}', { as: 'nobody' }),
    get('under /v2', '/v2/servers/{img}'),
    get('list by name', '/v2.1/servers?name=side-by-side-img'),
    get('list in detail by name', '/v2.1/servers/detail?name=side-by-side-img'),
    get('list in detail by name, at 2.93', '/v2.1/servers/detail?name=side-by-side-img', { at: '2.93' }),
    get('list of the admin', '/v2.1/servers?name=side-by-side-img', { as: 'admin' }),
    get('list of all projects', '/v2.1/servers/detail?name=side-by-side-img&all_tenants=1', { as: 'admin' }),
    get('list by name and status', '/v2.1/servers?name=side-by-side-img&status=ACTIVE'),
    get('list by another status', '/v2.1/servers?name=side-by-side-img&status=RESCUE'),
    get('list by image', '/v2.1/servers?name=side-by-side-img&image={plain image}'),
    get('a page', '/v2.1/servers?name=side-by-side-bfv&sort_key=display_name&sort_dir=asc&limit=1'),
    get(
      'the next page',
      '/v2.1/servers?name=side-by-side-bfv&sort_key=display_name&sort_dir=asc&limit=1&marker={bfv-capable}',
    ),
    get(
      'the last page',
      '/v2.1/servers?name=side-by-side-bfv&sort_key=display_name&sort_dir=asc&limit=2&marker={bfv-capable}',
    ),
    get('list downwards', '/v2.1/servers?name=side-by-side-bfv&sort_key=display_name&sort_dir=desc'),
    get('its addresses', '/v2.1/servers/{img}/ips'),
    get('its interfaces', '/v2.1/servers/{img}/os-interface'),
    get('its security groups', '/v2.1/servers/{img}/os-security-groups'),
    get('its volumes', '/v2.1/servers/{bfv-capable}/os-volume_attachments'),
    get('its volumes, at 2.93', '/v2.1/servers/{bfv-capable}/os-volume_attachments', { at: '2.93' }),
    get('an image-backed one’s volumes', '/v2.1/servers/{img}/os-volume_attachments'),
    get('its migrations, at 2.87', '/v2.1/servers/{img}/migrations', { at: '2.87' }),
    get('its migrations, at 2.87, as the admin', '/v2.1/servers/{img}/migrations', { at: '2.87', as: 'admin' }),
    get('one migration, at 2.87, as the admin', '/v2.1/servers/{img}/migrations/1', { at: '2.87', as: 'admin' }),
    get('its migrations, before 2.23', '/v2.1/servers/{img}/migrations', { as: 'admin' }),
    get('its topology, at 2.78', '/v2.1/servers/{img}/topology', { at: '2.78' }),
    get('its topology, at 2.77', '/v2.1/servers/{img}/topology', { at: '2.77' }),
    get('its tags, at 2.87, as another project', '/v2.1/servers/{img}/tags', { at: '2.87', as: 'other-project' }),
    get('a volume that it does not have', '/v2.1/servers/{img}/os-volume_attachments/{empty volume}'),
  ],
};
