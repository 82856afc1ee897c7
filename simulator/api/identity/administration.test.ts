import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { byPassword, defaultDomain, Keystone, message, onProject, origin } from './keystone.test';

describe('administration', () => {
  it('makes credentials that work, and takes them away', async () => {
    const keystone = new Keystone();
    const project = await keystone.made('project', { name: 'made', description: 'for a test' });
    const user = await keystone.made('user', {
      name: 'made',
      password: 'pw',
      email: 'x@y.example',
      default_project_id: project,
    });
    const role = await keystone.idOf('role', 'member');
    const grant = `/projects/${project}/users/${user}/roles/${role}`;
    await keystone.answers(404, 'GET', grant);
    await keystone.answers(204, 'PUT', grant);
    await keystone.answers(204, 'PUT', grant);
    await keystone.answers(204, 'HEAD', grant);
    assert.deepEqual(await keystone.names(`/projects/${project}/users/${user}/roles`), ['member']);
    const who = { name: 'made', domain: defaultDomain, password: 'pw' };
    const identity = { methods: ['password'], password: { user: who } };
    const token = await keystone.token(identity);
    const shown = await keystone.answers(200, 'GET', `/users/${user}`, { token });
    assert.deepEqual(
      [textAt(shown, 'user', 'email'), at(shown, 'user', 'password'), textAt(shown, 'user', 'links', 'self')],
      ['x@y.example', undefined, `${origin}/identity/v3/users/${user}`],
    );
    await keystone.answers(200, 'GET', `/projects/${project}`, { token });
    await keystone.answers(204, 'DELETE', grant);
    await keystone.answers(404, 'DELETE', grant);
    await keystone.answers(401, 'GET', `/projects/${project}`, { token });
    await keystone.answers(200, 'PATCH', `/users/${user}`, { body: { user: { password: 'new', nonsense: 1 } } });
    assert.equal((await keystone.signIn(identity)).status, 401);
    await keystone.answers(204, 'DELETE', `/users/${user}`);
    await keystone.answers(204, 'DELETE', `/projects/${project}`);
    await keystone.answers(404, 'GET', `/users/${user}`);
    await keystone.answers(404, 'DELETE', `/projects/${project}`);
  });

  it('is for admins, but for what is one’s own', async () => {
    const keystone = new Keystone();
    const own = [
      `/users/${await keystone.idOf('user', 'demo')}`,
      `/projects/${await keystone.idOf('project', 'demo')}`,
      '/domains/default',
    ];
    for (const path of own) {
      await keystone.answers(200, 'GET', path, { as: 'owner' });
      await keystone.answers(403, 'DELETE', path, { as: 'owner' });
    }
    await keystone.answers(403, 'GET', `/roles/${await keystone.idOf('role', 'member')}`, { as: 'owner' });
    const lists = ['/users', '/projects', '/roles', '/domains', '/role_assignments'];
    for (const path of [...lists, '/projects/1/users/1/roles', '/projects/1/users/1/roles/1']) {
      const refused = await keystone.answers(403, 'GET', path, { as: 'owner' });
      assert.match(message(refused), /^You are not authorized to perform the requested action: identity:\w+\.$/);
    }
    await keystone.answers(403, 'POST', '/users', { as: 'reader', body: { user: { name: 'x' } } });
  });

  it('lists all, or what fits', async () => {
    const keystone = new Keystone();
    assert.deepEqual(await keystone.names('/users'), ['demo', 'admin', 'other', 'reader']);
    assert.deepEqual(await keystone.names('/projects'), ['demo', 'admin', 'other']);
    assert.deepEqual(await keystone.names('/roles'), ['admin', 'member', 'reader']);
    assert.deepEqual(await keystone.names('/domains'), ['Default']);
    assert.deepEqual(await keystone.names('/users?enabled=True&domain_id=default&name=demo'), ['demo']);
    assert.deepEqual(await keystone.names('/users?enabled=false'), []);
  });

  it('refuses names that are taken, missing or no names, and domains that are not there', async () => {
    const keystone = new Keystone();
    const ask = (method: string, path: string, body: object) => keystone.ask(method, path, { body });
    const taken = await ask('POST', '/projects', { project: { name: 'demo' } });
    assert.deepEqual(
      [taken.status, message(taken.json)],
      [
        409,
        'Conflict occurred attempting to store project - Duplicate entry found with name demo at domain ID default.',
      ],
    );
    const role = await ask('POST', '/roles', { role: { name: 'admin' } });
    assert.match(message(role.json), /Duplicate entry found with name admin\.$/);
    const user = await keystone.idOf('user', 'demo');
    assert.equal((await ask('PATCH', `/users/${user}`, { user: { name: 'admin' } })).status, 409);
    assert.equal((await ask('PATCH', `/users/${user}`, { user: { name: 'demo' } })).status, 200);
    assert.equal((await ask('POST', '/users', { user: {} })).status, 400);
    assert.equal((await ask('POST', '/users', { user: { name: '' } })).status, 400);
    assert.equal((await ask('POST', '/users', { user: { name: 'x', domain_id: 'none' } })).status, 404);
    assert.equal((await ask('PATCH', `/users/${user}`, { user: { password: null } })).status, 400);
    assert.equal((await ask('POST', '/users', { user: { name: 'nobody yet', password: null } })).status, 201);
    for (const [method, path] of [
      ['POST', '/users'],
      ['PATCH', `/users/${user}`],
    ] as const) {
      const wrong = await ask(method, path, { user: { name: 'x', enabled: 'yes', email: null } });
      assert.equal(message(wrong.json), `Invalid input for field 'enabled': "yes" is not of type 'boolean'`);
    }
  });

  it('makes domains, in which names are free again, and removes them with all that is in them', async () => {
    const keystone = new Keystone();
    const domain = await keystone.made('domain', { name: 'Elsewhere' });
    const user = await keystone.made('user', { name: 'demo', domain_id: domain, password: 'pw', enabled: true });
    const project = await keystone.made('project', { name: 'demo', domain_id: domain });
    const role = await keystone.made('role', { name: 'auditor', description: 'looks' });
    await keystone.answers(204, 'PUT', `/projects/${project}/users/${user}/roles/${role}`);
    const identity = {
      methods: ['password'],
      password: { user: { name: 'demo', domain: { name: 'Elsewhere' }, password: 'pw' } },
    };
    const token = await keystone.token(identity, { project: { name: 'demo', domain: { name: 'Elsewhere' } } });
    const made = await keystone.answers(201, 'POST', `/users/${user}/application_credentials`, {
      token,
      body: { application_credential: { name: 'ci' } },
    });
    assert.equal(textAt(made, 'application_credential', 'roles', 0, 'name'), 'auditor');
    const refused = await keystone.answers(403, 'DELETE', `/domains/${domain}`);
    assert.equal(message(refused), 'Cannot delete a domain that is enabled, please disable it first.');
    await keystone.answers(200, 'PATCH', `/domains/${domain}`, { body: { domain: { enabled: false } } });
    await keystone.answers(401, 'GET', '/auth/projects', { token });
    await keystone.answers(204, 'DELETE', `/domains/${domain}`);
    await keystone.answers(404, 'GET', `/users/${user}`);
    assert.deepEqual(await keystone.names('/projects'), ['demo', 'admin', 'other']);
  });

  it('takes application credentials away with the role, the user or the project', async () => {
    for (const kind of ['role', 'user', 'project'] as const) {
      const keystone = new Keystone();
      const token = await keystone.token(byPassword('demo'), onProject('demo'));
      const user = await keystone.idOf('user', 'demo');
      const body = { application_credential: { name: 'ci', secret: 's' } };
      const made = await keystone.answers(201, 'POST', `/users/${user}/application_credentials`, { token, body });
      const identity = {
        methods: ['application_credential'],
        application_credential: { id: textAt(made, 'application_credential', 'id'), secret: 's' },
      };
      const own = await keystone.token(identity);
      await keystone.answers(204, 'DELETE', `/roles/${await keystone.made('role', { name: 'other' })}`);
      await keystone.answers(200, 'GET', '/auth/projects', { token: own });
      await keystone.answers(
        204,
        'DELETE',
        `/${kind}s/${await keystone.idOf(kind, kind === 'role' ? 'member' : 'demo')}`,
      );
      await keystone.answers(401, 'GET', '/auth/projects', { token: own });
      assert.equal((await keystone.signIn(identity)).status, 401);
    }
  });

  it('tells who has which role where', async () => {
    const keystone = new Keystone();
    const [user, project, role] = [
      await keystone.idOf('user', 'demo'),
      await keystone.idOf('project', 'demo'),
      await keystone.idOf('role', 'reader'),
    ];
    const listed = async (query: string) =>
      at(await keystone.answers(200, 'GET', `/role_assignments${query}`), 'role_assignments') as unknown[];
    assert.equal((await listed('')).length, 4);
    assert.equal((await listed(`?scope.project.id=${project}`)).length, 2);
    assert.equal((await listed(`?scope.project.id=${project}&role.id=${role}`)).length, 1);
    assert.equal((await listed(`?scope.project.id=${project}&role.id=${role}&effective`)).length, 2);
    assert.equal((await listed('?scope.system=all')).length, 0);
    const [named] = await listed(`?user.id=${user}&include_names=True`);
    assert.deepEqual(
      [
        textAt(named, 'role', 'name'),
        textAt(named, 'user', 'domain', 'name'),
        textAt(named, 'scope', 'project', 'name'),
      ],
      ['member', 'Default', 'demo'],
    );
    const [bare] = await listed(`?user.id=${user}`);
    assert.deepEqual([at(bare, 'user'), at(bare, 'scope')], [{ id: user }, { project: { id: project } }]);
  });

  it('answers 404 for a grant of what is not there', async () => {
    const keystone = new Keystone();
    const [user, project] = [await keystone.idOf('user', 'demo'), await keystone.idOf('project', 'demo')];
    for (const [path, what] of [
      [`/projects/none/users/${user}/roles/none`, /project: none/],
      [`/projects/${project}/users/none/roles/none`, /user: none/],
      [`/projects/${project}/users/${user}/roles/none`, /role: none/],
    ] as const) {
      assert.match(message(await keystone.answers(404, 'PUT', path)), what);
    }
  });

  it('answers 501 for what Keystone has more of, and 404 for what it has not', async () => {
    const keystone = new Keystone();
    const answer = await keystone.ask('GET', '/services');
    assert.deepEqual([answer.status, answer.headers['x-not-simulated']], [501, 'GET /services of Keystone']);
    await keystone.answers(501, 'POST', '/users/x/password', { body: {} });
    await keystone.answers(404, 'GET', '/nowhere');
  });
});
