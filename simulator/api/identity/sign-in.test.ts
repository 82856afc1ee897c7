import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { byPassword, defaultDomain, Keystone, message, onProject, origin, passwordOf } from './keystone.test';

const unauthorized = {
  error: { code: 401, message: 'The request you have made requires authentication.', title: 'Unauthorized' },
};

describe('Keystone’s version documents', () => {
  it('lead to /v3, at the origin that was asked', async () => {
    const { cloud } = new Keystone();
    const list = await cloud.ask('GET', '', { service: 'identity', as: 'nobody' });
    assert.deepEqual([list.status, list.headers.location], [300, `${origin}/identity/v3/`]);
    assert.equal(textAt(list.json, 'versions', 'values', 0, 'id'), 'v3.14');
    const one = await cloud.ask('GET', '/v3/', { service: 'identity', as: 'nobody' });
    assert.equal(textAt(one.json, 'version', 'links', 0, 'href'), `${origin}/identity/v3/`);
    assert.equal(one.headers.vary, 'X-Auth-Token');
    assert.equal((await cloud.ask('HEAD', '/v3', { service: 'identity', as: 'nobody' })).status, 200);
    assert.equal((await cloud.ask('GET', '/v2.0', { service: 'identity' })).status, 404);
  });
});

describe('a method that Keystone does not take', () => {
  it('is refused to anybody, with those that it takes', async () => {
    const { cloud } = new Keystone();
    const read = 'HEAD, GET, OPTIONS';
    const both = 'POST, GET, OPTIONS, PATCH, HEAD, DELETE';
    for (const [method, path, status, allow] of [
      ['POST', '/v3', 405, read],
      ['OPTIONS', '', 200, read],
      ['PUT', '/v3/users', 405, both],
      ['PUT', '/v3/projects/1', 405, both],
      ['OPTIONS', '/v3/users/1', 200, both],
      ['GET', '/v3/users/1/password', 405, 'POST'],
      ['DELETE', '/v3/auth/projects', 405, read],
      ['PATCH', '/v3/auth/tokens', 405, 'POST, GET, OPTIONS, HEAD, DELETE'],
      ['POST', '/v3/projects/1/users/2/roles/3', 405, 'GET, OPTIONS, HEAD, PUT, DELETE'],
      ['OPTIONS', '/v3/nothing', 404, undefined],
    ] as const) {
      const answer = await cloud.ask(method, path, { service: 'identity', as: 'nobody' });
      assert.deepEqual([answer.status, answer.headers.allow], [status, allow], `${method} ${path}`);
    }
    const { json } = await cloud.ask('PUT', '/v3/users', { service: 'identity', as: 'nobody' });
    assert.deepEqual(json, { message: 'The method is not allowed for the requested URL.' });
  });
});

describe('signing in by password', () => {
  it('gives a token of the project, with its roles and where the services are', async () => {
    const keystone = new Keystone();
    const answer = await keystone.signIn(byPassword('demo'), onProject('demo'));
    assert.equal(answer.status, 201);
    const token = at(answer.json, 'token');
    assert.deepEqual(
      [at(token, 'methods'), at(token, 'expires_at'), at(token, 'issued_at'), at(token, 'is_domain')],
      [['password'], '2026-01-01T01:00:00.000000Z', '2026-01-01T00:00:00.000000Z', false],
    );
    assert.deepEqual(
      (at(token, 'roles') as { name: string }[]).map(({ name }) => name),
      ['member', 'reader'],
    );
    assert.deepEqual(
      [textAt(token, 'project', 'name'), at(token, 'project', 'domain'), textAt(token, 'user', 'name')],
      ['demo', { id: 'default', name: 'Default' }, 'demo'],
    );
    const project = textAt(token, 'project', 'id');
    const urls = (at(token, 'catalog') as { type: string; endpoints: { url: string }[] }[]).map(
      ({ type, endpoints }) => [type, endpoints[0]?.url],
    );
    assert.deepEqual(urls, [
      ['identity', `${origin}/identity`],
      ['compute', `${origin}/compute/v2.1`],
      ['image', `${origin}/image`],
      ['volumev3', `${origin}/volume/v3/${project}`],
      ['placement', `${origin}/placement`],
      ['network', `${origin}/network`],
    ]);
    const given = textAt(answer.headers, 'x-subject-token');
    const { cloud } = keystone;
    assert.equal((await cloud.ask('GET', '/servers/detail', { token: given })).status, 200);
    for (const [path, status] of [
      [`/${project}/volumes/detail`, 200],
      [`/${'0'.repeat(32)}/volumes/detail`, 400],
    ] as const) {
      const listed = await cloud.ask('GET', path, { token: given, service: 'block-storage' });
      assert.equal(listed.status, status, path);
    }
  });

  it('knows users and projects by their ids as well, and leaves the catalogue out where it is told to', async () => {
    const keystone = new Keystone();
    const id = await keystone.idOf('user', 'reader');
    const project = { id: await keystone.idOf('project', 'demo') };
    const identity = { methods: ['password'], password: { user: { id, password: passwordOf.reader } } };
    const body = { auth: { identity, scope: { project } } };
    const answer = await keystone.ask('POST', '/auth/tokens?nocatalog', { body });
    assert.deepEqual(
      [at(answer.json, 'token', 'roles', 0, 'name'), at(answer.json, 'token', 'roles', 1)],
      ['reader', undefined],
    );
    assert.equal(at(answer.json, 'token', 'catalog'), undefined);
  });

  it('gives an unscoped token, which opens no service', async () => {
    const keystone = new Keystone();
    for (const scope of [undefined, { unscoped: {} }]) {
      const answer = await keystone.signIn(byPassword('demo'), scope);
      assert.deepEqual([answer.status, at(answer.json, 'token', 'project')], [201, undefined]);
      const token = textAt(answer.headers, 'x-subject-token');
      assert.equal((await keystone.cloud.ask('GET', '/servers/detail', { token })).status, 403);
      assert.deepEqual(await keystone.names('/auth/projects', { token }), ['demo']);
      assert.equal((await keystone.ask('GET', '/auth/catalog', { token })).status, 403);
    }
  });

  it('leads to the user’s usual project where no scope is asked for', async () => {
    const keystone = new Keystone();
    const [user, project] = [await keystone.idOf('user', 'demo'), await keystone.idOf('project', 'demo')];
    await keystone.answers(200, 'PATCH', `/users/${user}`, { body: { user: { default_project_id: project } } });
    const answer = await keystone.signIn(byPassword('demo'));
    assert.equal(textAt(answer.json, 'token', 'project', 'name'), 'demo');
  });

  it('refuses whom it does not know, and what they have no role on, in the same words', async () => {
    const keystone = new Keystone();
    const refused: readonly [object, object?][] = [
      [byPassword('demo', { password: 'wrong' })],
      [byPassword('demo', { name: 'nobody' })],
      [byPassword('demo', { domain: { id: 'elsewhere' } })],
      [{ methods: ['password'], password: { user: { id: 'nobody', password: 'x' } } }],
      [byPassword('demo'), onProject('other')],
      [byPassword('demo'), onProject('nowhere')],
      [byPassword('demo'), { domain: { id: 'default' } }],
      [byPassword('demo', { password: undefined })],
      [{ methods: [] }],
      [{ methods: ['application_credential'], application_credential: { name: 'x', user: { id: 'x' }, secret: 'x' } }],
    ];
    for (const [identity, scope] of refused) {
      const answer = await keystone.signIn(identity, scope);
      assert.deepEqual([answer.status, answer.json], [401, unauthorized], JSON.stringify(identity));
      assert.equal(answer.headers['www-authenticate'], `Keystone uri="${origin}/identity/v3"`);
    }
  });

  it('says what is missing in a request', async () => {
    const keystone = new Keystone();
    const user = { name: 'demo', domain: defaultDomain, password: 'x' };
    const credential = 'application_credential';
    const missing: readonly [auth: object, what: string][] = [
      [{ identity: { methods: ['nonsense'] } }, 'nonsense in identity'],
      [{ identity: { methods: ['password'] } }, 'password in identity'],
      [{ identity: { methods: ['password'], password: {} } }, 'user in None'],
      [{ identity: { methods: ['password'], password: { user: { ...user, domain: undefined } } } }, 'domain in user'],
      [{ identity: { methods: [credential], [credential]: { secret: 'x' } } }, 'name or ID in application credential'],
      [{ identity: { methods: [credential], [credential]: { name: 'x' } } }, 'user in application credential'],
      [{ identity: { methods: [credential], [credential]: { name: 'x', user: { name: 'x' } } } }, 'domain in user'],
      [{ identity: byPassword('demo'), scope: { project: { name: 'demo' } } }, 'domain in project'],
      [{ identity: byPassword('demo'), scope: 'all' }, 'system, project, domain, OS-TRUST:trust or unscoped in scope'],
      [
        { identity: byPassword('demo'), scope: { ...onProject('demo'), system: {} } },
        'system, project, domain, OS-TRUST:trust or unscoped in scope',
      ],
    ];
    for (const [auth, what] of missing) {
      const body = await keystone.answers(400, 'POST', '/auth/tokens', { body: { auth } });
      assert.ok(message(body).startsWith(`Expecting to find ${what}. The server could not comply`), message(body));
    }
    const misfits: readonly [auth: object, what: string][] = [
      [{}, "'identity' is a required property"],
      [{ identity: {} }, "Invalid input for field 'identity': 'methods' is a required property"],
      [
        { identity: { methods: ['token'], token: {} } },
        "Invalid input for field 'identity/token': 'id' is a required property",
      ],
      [
        { identity: { methods: ['password'], password: { user: { password: 'x' } } } },
        'Invalid input for field identity/password/user: id or name must be present.',
      ],
      [
        { identity: byPassword('demo'), scope: { project: {} } },
        'Invalid input for field scope/project: id or name must be present.',
      ],
    ];
    for (const [auth, what] of misfits) {
      const body = await keystone.answers(400, 'POST', '/auth/tokens', { body: { auth } });
      assert.equal(message(body).split('\n')[0], what);
    }
    const wrong = { methods: ['nonsense'], nonsense: {} };
    const answer = await keystone.signIn(wrong);
    assert.deepEqual(
      [answer.status, message(answer.json)],
      [401, 'Attempted to authenticate with an unsupported method.'],
    );
    for (const [identity, what] of [
      [{ methods: ['token'], token: { id: 'nothing' } }, 'Could not recognize Fernet token'],
      [{ methods: [credential], [credential]: { id: 'x', secret: 'x' } }, 'Could not find Application Credential: x.'],
    ] as const) {
      const refused = await keystone.signIn(identity);
      assert.deepEqual([refused.status, message(refused.json)], [404, what]);
    }
  });

  it('says what is wrong with a body', async () => {
    const keystone = new Keystone();
    for (const [body, headers, what] of [
      ['{}', {}, 'auth in request body'],
      ['x{', {}, 'valid JSON in request body'],
      ['[]', {}, 'valid JSON in request body'],
      ['{}', { 'Content-Type': 'text/plain' }, 'application/json in Content-Type header'],
    ] as const) {
      const answer = await keystone.answers(400, 'POST', '/auth/tokens', { body, headers });
      assert.ok(message(answer).startsWith(`Expecting to find ${what}. `), message(answer));
    }
    const bare = await keystone.cloud.ask('POST', '/v3/auth/tokens', { service: 'identity', body: '{}' });
    assert.match(message(bare.json), /auth in request body/);
  });

  it('says what is not simulated', async () => {
    const keystone = new Keystone();
    const { password } = byPassword('demo');
    for (const [identity, scope] of [
      [{ methods: ['totp'], totp: {} }],
      [{ methods: ['password', 'totp'], password }],
      [byPassword('demo'), { system: { all: true } }],
    ] as const) {
      const answer = await keystone.signIn(identity, scope);
      assert.equal(answer.status, 501, JSON.stringify(scope));
      assert.ok(textAt(answer.headers, 'x-not-simulated').length > 10);
    }
  });
});

describe('a token', () => {
  it('buys another one, which lasts no longer than itself', async () => {
    const keystone = new Keystone();
    const id = await keystone.token(byPassword('demo'));
    keystone.cloud.simulator.clock.advance(60_000);
    const first = await keystone.signIn({ methods: ['token'], token: { id } }, onProject('demo'));
    assert.deepEqual(
      [at(first.json, 'token', 'methods'), at(first.json, 'token', 'expires_at')],
      [['token', 'password'], '2026-01-01T01:00:00.000000Z'],
    );
    const again = textAt(first.headers, 'x-subject-token');
    const second = await keystone.signIn({ methods: ['token'], token: { id: again } });
    assert.deepEqual(at(second.json, 'token', 'methods'), ['token', 'password']);
    assert.equal(at(second.json, 'token', 'audit_ids', 1), at(first.json, 'token', 'audit_ids', 0));
  });

  it('expires on the simulated clock', async () => {
    const keystone = new Keystone();
    const token = await keystone.token(byPassword('demo'), onProject('demo'));
    const ask = async () => (await keystone.cloud.ask('GET', '/servers/detail', { token })).status;
    keystone.cloud.simulator.clock.advance(3_599_999);
    assert.equal(await ask(), 200);
    keystone.cloud.simulator.clock.advance(1);
    assert.equal(await ask(), 401);
    assert.equal((await keystone.signIn({ methods: ['token'], token: { id: token } })).status, 404);
  });

  it('can be looked up and revoked by its holder and by an admin, and by nobody else', async () => {
    const keystone = new Keystone();
    const token = await keystone.token(byPassword('demo'), onProject('demo'));
    const subject = { headers: { 'X-Subject-Token': token } };
    const shown = await keystone.ask('GET', '/auth/tokens', { ...subject, token });
    assert.deepEqual(
      [shown.status, shown.headers['x-subject-token'], textAt(shown.json, 'token', 'user', 'name')],
      [200, token, 'demo'],
    );
    const head = await keystone.ask('HEAD', '/auth/tokens', subject);
    assert.deepEqual([head.status, head.headers['x-subject-token']], [200, token]);
    const refused = await keystone.answers(403, 'GET', '/auth/tokens', { ...subject, as: 'other-project' });
    assert.equal(message(refused), 'You are not authorized to perform the requested action: identity:validate_token.');
    assert.equal(message(await keystone.answers(404, 'GET', '/auth/tokens')), 'No token in the request');
    await keystone.answers(403, 'GET', '/auth/tokens', { as: 'owner' });
    await keystone.answers(401, 'GET', '/auth/tokens', { ...subject, as: 'nobody' });
    await keystone.answers(204, 'DELETE', '/auth/tokens', { ...subject, token });
    const gone = await keystone.answers(404, 'GET', '/auth/tokens', { ...subject, as: 'owner' });
    assert.equal(message(gone), 'Failed to validate token');
    await keystone.answers(401, 'GET', '/auth/projects', { token });
  });

  it('says what it gives access to', async () => {
    const keystone = new Keystone();
    const token = await keystone.token(byPassword('demo'), onProject('demo'));
    const catalogue = await keystone.answers(200, 'GET', '/auth/catalog', { token });
    assert.equal((at(catalogue, 'catalog') as unknown[]).length, 6);
    assert.deepEqual(at(catalogue, 'links'), { self: `${origin}/identity/v3/auth/catalog` });
    const user = await keystone.idOf('user', 'demo');
    assert.deepEqual(await keystone.names(`/users/${user}/projects`, { token }), ['demo']);
    assert.deepEqual(await keystone.names(`/users/${user}/projects`), ['demo']);
    await keystone.answers(403, 'GET', `/users/${user}/projects`, { as: 'other-project' });
    await keystone.answers(404, 'GET', '/users/nobody/projects');
  });

  it('ends with what it stands for', async () => {
    const keystone = new Keystone();
    const [user, project] = [await keystone.idOf('user', 'demo'), await keystone.idOf('project', 'demo')];
    const changes: readonly [kind: 'user' | 'project', id: string][] = [
      ['user', user],
      ['project', project],
    ];
    for (const [kind, id] of changes) {
      const token = await keystone.token(byPassword('demo'), onProject('demo'));
      const enable = (enabled: boolean) =>
        keystone.answers(200, 'PATCH', `/${kind}s/${id}`, { body: { [kind]: { enabled } } });
      await enable(false);
      await keystone.answers(401, 'GET', '/auth/projects', { token });
      assert.equal((await keystone.signIn(byPassword('demo'), onProject('demo'))).status, 401);
      await enable(true);
      await keystone.answers(401, 'GET', '/auth/projects', { token });
      await keystone.token(byPassword('demo'), onProject('demo'));
    }
    await keystone.answers(200, 'PATCH', `/users/${user}`, { body: { user: { default_project_id: project } } });
    await keystone.answers(200, 'PATCH', `/projects/${project}`, { body: { project: { enabled: false } } });
    assert.equal((await keystone.signIn(byPassword('demo'))).status, 401, 'its usual project is disabled');
  });
});
