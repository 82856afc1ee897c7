import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, at, textAt } from '../../cloud.test';
import { byPassword, defaultDomain, Keystone, message, onProject } from './keystone.test';

async function demo() {
  const keystone = new Keystone();
  const token = await keystone.token(byPassword('demo'), onProject('demo'));
  const path = `/users/${await keystone.idOf('user', 'demo')}/application_credentials`;
  const make = (fields: object, as: object = { token }): Promise<Answer> =>
    keystone.ask('POST', path, { ...as, body: { application_credential: fields } });
  return { keystone, token, path, make };
}

const by = (id: string, secret: string) => ({
  methods: ['application_credential'],
  application_credential: { id, secret },
});

describe('application credentials', () => {
  it('sign in to the project they were made for, by id or by name', async () => {
    const { keystone, make } = await demo();
    const made = await make({ name: 'ci', description: 'of a test' });
    assert.equal(made.status, 201, made.text);
    const credential = at(made.json, 'application_credential');
    const [id, secret] = [textAt(credential, 'id'), textAt(credential, 'secret')];
    assert.deepEqual(
      [at(credential, 'unrestricted'), at(credential, 'expires_at'), at(credential, 'description')],
      [false, null, 'of a test'],
    );
    const user = { name: 'demo', domain: defaultDomain };
    const byName = { methods: ['application_credential'], application_credential: { name: 'ci', secret, user } };
    for (const identity of [by(id, secret), byName]) {
      const answer = await keystone.signIn(identity);
      assert.equal(answer.status, 201, answer.text);
      const token = at(answer.json, 'token');
      assert.deepEqual(
        [at(token, 'methods'), textAt(token, 'project', 'name'), at(token, 'application_credential')],
        [['application_credential'], 'demo', { id, name: 'ci', restricted: true }],
      );
      const again = { methods: ['token'], token: { id: textAt(answer.headers, 'x-subject-token') } };
      const bought = await keystone.signIn(again, onProject('demo'));
      assert.equal(textAt(bought.json, 'token', 'application_credential', 'id'), id);
    }
    assert.equal((await keystone.signIn(by(id, 'wrong'))).status, 401);
    const scoped = await keystone.signIn(by(id, secret), onProject('demo'));
    assert.match(message(scoped.json), /Application credentials cannot request a scope\.$/);
  });

  it('are listed, shown and deleted by their user, without the secret', async () => {
    const { keystone, token, path, make } = await demo();
    const id = textAt((await make({ name: 'one' })).json, 'application_credential', 'id');
    await make({ name: 'two' });
    assert.deepEqual(await keystone.names(path, { token }), ['one', 'two']);
    assert.deepEqual(await keystone.names(`${path}?name=two`, { token }), ['two']);
    const shown = await keystone.answers(200, 'GET', `${path}/${id}`, { token });
    assert.equal(at(shown, 'application_credential', 'secret'), undefined);
    await keystone.answers(403, 'GET', path, { as: 'other-project' });
    await keystone.answers(404, 'GET', `${path}/none`, { token });
    await keystone.answers(204, 'DELETE', `${path}/${id}`, { token });
    assert.deepEqual(await keystone.names(path), ['two']);
  });

  it('can be for some of the roles only', async () => {
    const { keystone, make } = await demo();
    const made = await make({ name: 'ci', secret: 'own', roles: [{ name: 'reader' }] });
    const answer = await keystone.signIn(by(textAt(made.json, 'application_credential', 'id'), 'own'));
    const roles = at(answer.json, 'token', 'roles') as { name: string }[];
    assert.deepEqual(
      roles.map(({ name }) => name),
      ['reader'],
    );
    const id = await keystone.idOf('role', 'member');
    assert.equal((await make({ name: 'by id', roles: [{ id }] })).status, 201);
  });

  it('are refused for what cannot be', async () => {
    const { keystone, make } = await demo();
    for (const [fields, status, said] of [
      [{}, 400, /^Expecting to find name in application_credential\./],
      [{ name: '' }, 400, /^Expecting to find name/],
      [{ name: 'ci', roles: [{ name: 'admin' }] }, 400, /^Invalid application credential: /],
      [{ name: 'ci', expires_at: '2025-01-01T00:00:00' }, 400, /'expires_at' must not be before now/],
      [{ name: 'ci', expires_at: 7 }, 400, /'expires_at'/],
    ] as const) {
      const answer = await make(fields);
      assert.equal(answer.status, status, answer.text);
      assert.match(message(answer.json), said);
    }
    assert.equal((await make({ name: 'ci', access_rules: [] })).status, 501);
    assert.equal((await make({ name: 'ci' })).status, 201);
    assert.equal((await make({ name: 'ci' })).status, 409);
    assert.equal((await make({ name: 'of another' }, { as: 'admin' })).status, 403);
    const unscoped = await keystone.token(byPassword('demo'));
    assert.equal((await make({ name: 'of none' }, { token: unscoped })).status, 403);
  });

  it('make no further ones, unless unrestricted', async () => {
    const { keystone, path, make } = await demo();
    for (const unrestricted of [false, true]) {
      const made = await make({ name: `unrestricted: ${unrestricted}`, secret: 's', unrestricted });
      const id = textAt(made.json, 'application_credential', 'id');
      const token = await keystone.token(by(id, 's'));
      const further = await make({ name: `further ${unrestricted}` }, { token });
      assert.equal(further.status, unrestricted ? 201 : 403);
      const gone = await keystone.ask('DELETE', `${path}/${id}`, { token });
      assert.equal(gone.status, unrestricted ? 204 : 403);
    }
  });

  it('expire', async () => {
    const { keystone, make } = await demo();
    for (const end of ['2026-01-01T00:30:00', '2026-01-01T00:30:00.000000Z', null]) {
      const made = await make({ name: `until ${end}`, secret: 's', expires_at: end });
      const id = textAt(made.json, 'application_credential', 'id');
      const wanted = end === null ? null : '2026-01-01T00:30:00.000000Z';
      assert.equal(at(made.json, 'application_credential', 'expires_at'), wanted);
      const token = await keystone.token(by(id, 's'));
      await keystone.answers(200, 'GET', '/auth/projects', { token });
    }
    const made = await make({ name: 'soon over', secret: 's', expires_at: '2026-01-01T00:30:00Z' });
    const id = textAt(made.json, 'application_credential', 'id');
    const token = await keystone.token(by(id, 's'));
    keystone.cloud.simulator.clock.advance(1_800_000);
    assert.equal((await keystone.signIn(by(id, 's'))).status, 401);
    await keystone.answers(401, 'GET', '/auth/projects', { token });
  });

  it('end with the role, the user and the project that they rest on', async () => {
    const { keystone, path, make } = await demo();
    const [user, project, role] = [
      await keystone.idOf('user', 'demo'),
      await keystone.idOf('project', 'demo'),
      await keystone.idOf('role', 'member'),
    ];
    const made = await make({ name: 'ci', secret: 's' });
    const token = await keystone.token(by(textAt(made.json, 'application_credential', 'id'), 's'));
    await keystone.answers(204, 'DELETE', `/projects/${project}/users/${user}/roles/${role}`);
    await keystone.answers(401, 'GET', '/auth/projects', { token });
    assert.deepEqual(await keystone.names(path), []);
  });
});
