import type { ScriptedRequest, Theme } from '../request';
import { none, post } from './requests';

/** Servers that are not made: what their making asks for is wrong. */

const usual = { name: 'side-by-side-refused', flavorRef: '1', networks: 'none' } as const;
const volume = { boot_index: 0, destination_type: 'volume', volume_size: 1, delete_on_termination: true } as const;

const made = (name: string, server: unknown, rest: Partial<ScriptedRequest> = {}): ScriptedRequest => ({
  ...post(name, '/v2.1/servers', { server }, { at: '2.87' }),
  ...rest,
});

export const refusedServers: Theme = {
  name: 'servers that are refused',
  harmless: true,
  requests: [
    post('nothing', '/v2.1/servers', {}, { at: '2.87' }),
    post('no body', '/v2.1/servers', '', { at: '2.87' }),
    post('no JSON', '/v2.1/servers', '{', { at: '2.87' }),
    post('a list', '/v2.1/servers', [], { at: '2.87' }),
    made('null', null),
    made('no name', { flavorRef: '1', networks: 'none', imageRef: none }),
    made('an empty name', { ...usual, name: '', imageRef: none }),
    made('a name of blanks', { ...usual, name: '  ', imageRef: none }),
    made('a name that is too long', { ...usual, name: 'x'.repeat(256), imageRef: none }),
    made('a number for a name', { ...usual, name: 1, imageRef: none }),
    made('no flavor', { name: usual.name, networks: 'none', imageRef: none }),
    made('null for a flavor', { ...usual, flavorRef: null, imageRef: none }),
    made('an unknown image', { ...usual, imageRef: none }),
    made('no image id', { ...usual, imageRef: 'not-a-uuid' }),
    made('no image at all', usual),
    made('no networks, from 2.37', { name: usual.name, flavorRef: '1', imageRef: none }),
    made('networks that are none', { ...usual, networks: 'some', imageRef: none }),
    made('networks: none, before 2.37', { ...usual, imageRef: none }, { at: '2.36' }),
    made('no network id', { ...usual, networks: [{ uuid: 'not-a-uuid' }], imageRef: none }),
    made('a number for a zone', { ...usual, imageRef: none, availability_zone: 1 }),
    made('an unknown key', { ...usual, imageRef: none, foo: 1 }),
    made('metadata that is no text', { ...usual, imageRef: none, metadata: { a: 1 } }),
    made('a number for a password', { ...usual, imageRef: none, adminPass: 1 }),
    made('tags, before 2.52', { ...usual, imageRef: none, tags: ['a'] }, { at: '2.51' }),
    made(
      'a description, before 2.19',
      { name: usual.name, flavorRef: '1', imageRef: none, description: 'x' },
      { at: '2.18' },
    ),
    made('none of them', { ...usual, imageRef: none, min_count: 0 }),
    made('more at least than at most', { ...usual, imageRef: none, min_count: 2, max_count: 1 }),
    made('user data that is no base64', { ...usual, imageRef: none, user_data: '!' }),
    made('an unknown volume', {
      ...usual,
      block_device_mapping_v2: [{ ...volume, source_type: 'volume', uuid: none }],
    }),
    made('an unknown snapshot', {
      ...usual,
      block_device_mapping_v2: [{ ...volume, source_type: 'snapshot', uuid: none }],
    }),
    made('a volume from an unknown image', {
      ...usual,
      block_device_mapping_v2: [{ ...volume, source_type: 'image', uuid: none }],
    }),
    made('a source that is none', {
      ...usual,
      block_device_mapping_v2: [{ ...volume, source_type: 'tape', uuid: none }],
    }),
    made('no boot index', {
      ...usual,
      block_device_mapping_v2: [{ source_type: 'blank', destination_type: 'volume', volume_size: 1 }],
    }),
    made('a blank volume of no size', {
      ...usual,
      block_device_mapping_v2: [{ boot_index: 0, source_type: 'blank', destination_type: 'volume' }],
    }),
    made('a volume from a volume of no id', {
      ...usual,
      block_device_mapping_v2: [{ ...volume, source_type: 'volume' }],
    }),
    made('a mapping that is no list', { ...usual, block_device_mapping_v2: volume }),
    made('as a reader', { ...usual, imageRef: none }, { as: 'reader' }),
  ],
};

/** The same, where the image at least is right. */
export const refusedServersWithImage: Theme = {
  name: 'servers with an image that are refused',
  requests: [
    made('an unknown flavor', { ...usual, flavorRef: 'side-by-side-none', imageRef: '{plain image}' }),
    made('an unknown network', { ...usual, networks: [{ uuid: none }], imageRef: '{plain image}' }),
    made('an unknown zone', { ...usual, imageRef: '{plain image}', availability_zone: 'side-by-side-none' }),
    made('an unknown key pair', { ...usual, imageRef: '{plain image}', key_name: 'side-by-side-none' }),
    made('a host, as its owner', { ...usual, imageRef: '{plain image}', host: '{host bfv}' }),
    made(
      'an unknown host, as the admin',
      { ...usual, imageRef: '{plain image}', host: 'side-by-side-none' },
      { as: 'admin' },
    ),
  ],
};
