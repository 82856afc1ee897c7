import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { type Answer, at, Cloud, type Question, textAt, version } from '../../cloud.test';
import { said } from './flavors.test';

const keys = '/os-keypairs';
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me@here';

const create = (cloud: Cloud, keypair: object, question: Question = {}) =>
  cloud.ask('POST', keys, { ...question, body: { keypair } });

const at2 = (minor: number): Question => ({ headers: version(`2.${minor}`) });

const names = async (cloud: Cloud, query = '', question: Question = {}) =>
  (at((await cloud.granted('GET', `${keys}${query}`, question)).json, 'keypairs') as object[]).map((item) =>
    at(item, 'keypair', 'name'),
  );

const userOf = async (cloud: Cloud, as: 'owner' | 'other-project') =>
  textAt(
    (
      await cloud.granted('GET', '/v3/auth/tokens', {
        as,
        service: 'identity',
        headers: { 'X-Subject-Token': `${as}-token` },
      })
    ).json,
    'token',
    'user',
    'id',
  );

describe('the key pairs', () => {
  it('are made from a key, shown, listed and deleted', async () => {
    const cloud = new Cloud();
    const made = await create(cloud, { name: 'mine', public_key: publicKey });
    const user_id = await userOf(cloud, 'owner');
    const own = { name: 'mine', public_key: publicKey };
    const fingerprint = textAt(made.json, 'keypair', 'fingerprint');
    assert.match(fingerprint, /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    assert.deepEqual([made.status, made.json], [200, { keypair: { ...own, fingerprint, user_id } }]);
    const shown = await cloud.granted('GET', `${keys}/mine`, at2(2));
    const dates = { created_at: '2026-01-01T00:00:00.000000', updated_at: null, deleted: false, deleted_at: null };
    assert.deepEqual(shown.json, { keypair: { ...own, fingerprint, type: 'ssh', user_id, id: 1, ...dates } });
    const { json } = await cloud.granted('GET', keys);
    assert.deepEqual(json, { keypairs: [{ keypair: { ...own, fingerprint } }] });
    assert.equal((await cloud.ask('DELETE', `${keys}/mine`)).status, 202);
    assert.equal((await create(cloud, { name: 'mine', public_key: publicKey }, at2(2))).status, 201);
    assert.equal((await cloud.ask('DELETE', `${keys}/mine`, at2(2))).status, 204);
    assert.deepEqual(said(await cloud.ask('GET', `${keys}/mine`)), [404, `Keypair mine not found for user ${user_id}`]);
  });

  it('are generated, before 2.92', async () => {
    const cloud = new Cloud();
    const { json } = await create(cloud, { name: 'new', type: 'ssh' }, at2(91));
    const [kind, blob, comment] = textAt(json, 'keypair', 'public_key').split(' ');
    assert.deepEqual([kind, comment], ['ssh-rsa', 'Generated-by-Nova']);
    const key = createPrivateKey(textAt(json, 'keypair', 'private_key'));
    const { n } = createPublicKey(key).export({ format: 'jwk' });
    const modulus = Buffer.from(String(blob), 'base64').subarray(-256).toString('base64url');
    assert.equal(modulus, n);
    const signed = sign('sha256', Buffer.from('text'), key);
    assert.ok(verify('sha256', Buffer.from('text'), createPublicKey(key), signed));
    const next = await create(cloud, { name: 'next' }, at2(91));
    const again = await create(new Cloud(), { name: 'again' });
    const others = await create(new Cloud({ seed: 2 }), { name: 'other' });
    const isSame = (answer: Answer) => textAt(answer.json, 'keypair', 'public_key').split(' ')[1] === blob;
    assert.deepEqual([next, again, others].map(isSame), [false, true, false]);
    assert.equal((await create(cloud, { name: 'x', type: 'x509' }, at2(91))).status, 501);
    const late = said(await create(cloud, { name: 'late' }, at2(92)));
    assert.deepEqual(late, [
      400,
      "Invalid input for field/attribute keypair. Value: {'name': 'late'}. 'public_key' is a required property",
    ]);
  });

  it('may be certificates', async () => {
    const cloud = new Cloud();
    const public_key = '-----BEGIN CERTIFICATE-----\nAAECAw==\n-----END CERTIFICATE-----';
    const { json } = await create(cloud, { name: 'c', type: 'x509', public_key }, at2(2));
    assert.deepEqual(
      [at(json, 'keypair', 'type'), at(json, 'keypair', 'fingerprint')],
      ['x509', 'a0:2a:05:b0:25:b9:28:c0:39:cf:1a:e7:e8:ee:04:e7:c1:90:c0:db'],
    );
    assert.equal((await create(cloud, { name: 'd', type: 'x509', public_key: 'x' }, at2(2))).status, 400);
  });

  it('are refused as Nova words it', async () => {
    const cloud = new Cloud();
    await create(cloud, { name: 'mine', public_key: publicKey });
    const unreadable = 'Keypair data is invalid: failed to generate fingerprint';
    for (const [keypair, status, message] of [
      [{ name: 'mine', public_key: publicKey }, 409, "Key pair 'mine' already exists."],
      [{ name: 'other', public_key: 'junk' }, 400, unreadable],
      [{ name: 'other', public_key: 'ssh-rsa AAAA' }, 400, unreadable],
      [{ name: 'other', public_key: publicKey.replace('ed25519', 'rsa') }, 400, unreadable],
    ] as const) {
      assert.deepEqual(said(await create(cloud, keypair)), [status, message]);
    }
    const unsafe = await create(cloud, { name: 'a@b', public_key: publicKey });
    assert.match(unsafe.text, /The name must be: Only expected characters: \[_- 0123/);
    assert.equal((await create(cloud, { name: 'a@b', public_key: publicKey }, at2(92))).status, 201);
  });

  it('are each user’s own, which an admin may ask for from 2.10', async () => {
    const cloud = new Cloud();
    const user_id = await userOf(cloud, 'owner');
    await create(cloud, { name: 'theirs', public_key: publicKey, user_id }, { ...at2(10), as: 'admin' });
    assert.deepEqual(await names(cloud), ['theirs']);
    const query = `?user_id=${user_id}`;
    assert.deepEqual(await names(cloud, query, { ...at2(10), as: 'admin' }), ['theirs']);
    assert.deepEqual(await names(cloud, query, { as: 'admin' }), []);
    const asOther: Question = { ...at2(10), as: 'other-project' };
    for (const [method, path, action] of [
      ['GET', query, 'index'],
      ['GET', `/theirs${query}`, 'show'],
      ['DELETE', `/theirs${query}`, 'delete'],
    ] as const) {
      const refused = `Policy doesn't allow os_compute_api:os-keypairs:${action} to be performed.`;
      assert.deepEqual(said(await cloud.ask(method, `${keys}${path}`, asOther)), [403, refused]);
    }
    assert.equal((await create(cloud, { name: 'x', public_key: publicKey, user_id }, asOther)).status, 403);
  });

  it('come in pages, from 2.35', async () => {
    const cloud = new Cloud();
    for (const name of ['b', 'a', 'c']) await create(cloud, { name, public_key: publicKey });
    const { json } = await cloud.granted('GET', `${keys}?limit=2`, at2(35));
    assert.equal(
      at(json, 'keypairs_links', 0, 'href'),
      'http://cloud.invalid/compute/v2.1/os-keypairs?limit=2&marker=b',
    );
    assert.deepEqual(await names(cloud, '?limit=2&marker=b', at2(35)), ['c']);
    assert.deepEqual(await names(cloud, '?limit=2'), ['a', 'b', 'c']);
    assert.deepEqual(await names(cloud, '', at2(35)), ['a', 'b', 'c']);
    assert.deepEqual(said(await cloud.ask('GET', `${keys}?marker=z`, at2(35))), [400, 'Marker z could not be found.']);
  });

  it('are named by servers', async () => {
    const cloud = new Cloud();
    await create(cloud, { name: 'mine', public_key: publicKey });
    const imageRef = await cloud.image();
    const server = (key_name: string) =>
      cloud.ask('POST', '/servers', { body: { server: { name: 's', flavorRef: '1', imageRef, key_name } } });
    const made = await server('mine');
    assert.equal(at(await cloud.show(textAt(made.json, 'server', 'id')), 'key_name'), 'mine');
    assert.deepEqual(said(await server('none')), [400, 'Invalid key_name provided.']);
  });
});
