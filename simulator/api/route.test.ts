import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Cloud } from '../cloud.test';
import { ofBytes, router } from './route';

const named = { 'GET /servers/{id}': (_: unknown, id = '') => ({ status: 200, body: id }) };
const idOf =
  (...unquoted: readonly ((path: string) => string)[]) =>
  (path: string) =>
    router<undefined>(named, ...unquoted)('GET', path)?.answer(undefined).body;

it('a path is read as the service reads it: what is escaped may be text, or bytes', () => {
  const asText = idOf();
  const asBytes = idOf(ofBytes);
  for (const [path, text, bytes] of [
    ['/servers/%C3%A4', 'ä', 'Ã¤'],
    ['/servers/%zz', '%zz', '%zz'],
    ['/servers/a%20b', 'a b', 'a b'],
    ['/%73ervers/x', 'x', 'x'],
    // What is escaped is there before anything is looked for.
    ['/servers/a%2Fb', undefined, undefined],
  ] as const) {
    assert.deepEqual([asText(path), asBytes(path)], [text, bytes], path);
  }
});

it('Nova, Glance and Cinder take bytes for characters, Neutron does not', async () => {
  const cloud = new Cloud();
  const words = async (service: 'compute' | 'image' | 'network' | 'block-storage', path: string) =>
    (await cloud.ask('GET', path, { service })).text;
  assert.match(await words('compute', '/servers/%C3%A4'), /Instance Ã¤ could not be found/);
  assert.match(await words('image', '/v2/images/%C3%A4'), /No image found with ID Ã¤/);
  assert.match(await words('block-storage', '/volumes/%C3%A4'), /Volume Ã¤ could not be found/);
  assert.match(await words('network', '/v2.0/ports/%C3%A4'), /Port ä could not be found/);
});
