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
    const [user, project] = own;
    const role = `/roles/${await keystone.idOf('role', 'member')}`;
    const lists = ['/users', '/projects', '/roles', '/domains', '/role_assignments', '/services', '/endpoints'];
    const more = ['/role_inferences', '/services/none', '/users/none', '/projects/none', '/domains/none', '/groups'];
    const grants = [`${project}${user}/roles`, `${project}${user}${role}`];
    for (const path of [...lists, ...more, ...grants, role, `${role}/implies`, '/users/none/groups']) {
      const refused = await keystone.answers(403, 'GET', path, { as: 'owner' });
      assert.match(message(refused), /^You are not authorized to perform the requested action: identity:\w+\.$/);
    }
    await keystone.answers(403, 'POST', '/users', { as: 'reader', body: { user: { name: 'x' } } });
  });

  it('says to anybody that some things are not there', async () => {
    const keystone = new Keystone();
    const user = await keystone.idOf('user', 'demo');
    for (const path of ['/roles/none', '/roles/none/implies', '/endpoints/none', '/regions/none']) {
      await keystone.answers(404, 'GET', path, { as: 'owner' });
    }
    for (const path of ['/roles/none', '/domains/none', `/projects/none/users/${user}/roles/none`]) {
      await keystone.answers(404, 'DELETE', path, { as: 'owner' });
    }
    for (const path of ['/projects/none', '/users/none']) await keystone.answers(403, 'DELETE', path, { as: 'owner' });
  });

  it('lists all, or what fits', async () => {
    const keystone = new Keystone();
    assert.deepEqual(await keystone.names('/users'), ['demo', 'admin', 'other', 'reader']);
    assert.deepEqual(await keystone.names('/projects'), ['demo', 'admin', 'other']);
    assert.deepEqual(await keystone.names('/roles'), ['admin', 'member', 'reader']);
    assert.deepEqual(await keystone.names('/domains'), ['Default']);
    assert.deepEqual(await keystone.names('/users?enabled=True&domain_id=default&name=demo'), ['demo']);
    assert.deepEqual(await keystone.names('/users?enabled=false'), []);
    const list = await keystone.answers(200, 'GET', '/roles?name=member');
    assert.equal(textAt(list, 'links', 'self'), `${origin}/identity/v3/roles?name=member`);
  });

  it('refuses names that are taken, missing or no names, and domains that are not there', async () => {
    const keystone = new Keystone();
    const ask = (method: string, path: string, body: object) => keystone.ask(method, path, { body });
    const taken = await ask('POST', '/projects', { project: { name: 'demo' } });
    assert.equal(taken.status, 409);
    assert.match(message(taken.json), /store project - it is not permitted to have two .*: name is demo, project id/);
    const duplicate = await ask('POST', '/users', { user: { name: 'demo' } });
    assert.match(message(duplicate.json), /Duplicate entry found with name demo at domain ID default\.$/);
    const role = await ask('POST', '/roles', { role: { name: 'admin' } });
    assert.match(message(role.json), /Duplicate entry found with name admin\.$/);
    const user = await keystone.idOf('user', 'demo');
    assert.equal((await ask('PATCH', `/users/${user}`, { user: { name: 'admin' } })).status, 409);
    assert.equal((await ask('PATCH', `/users/${user}`, { user: { name: 'demo' } })).status, 200);
    assert.equal((await ask('POST', '/users', { user: { name: 'x', domain_id: 'none' } })).status, 404);
    for (const [method, path, fields, what] of [
      ['POST', '/users', {}, "'name' is a required property"],
      ['POST', '/users', { name: '' }, "Invalid input for field 'name': '' is too short"],
      [
        'POST',
        '/users',
        { name: 'x', enabled: 'yes' },
        "Invalid input for field 'enabled': 'yes' is not of type 'boolean'",
      ],
      ['POST', '/users', { name: null }, "Invalid input for field 'name': None is not of type 'string'"],
      ['PATCH', `/users/${user}`, {}, '{} does not have enough properties'],
      ['PATCH', `/users/${user}`, { name: 7 }, "Invalid input for field 'name': 7 is not of type 'string'"],
      ['PATCH', `/users/${user}`, { id: 'other' }, 'Cannot change ID'],
      ['PATCH', `/users/${user}`, { domain_id: 'other' }, 'Cannot change Domain ID'],
    ] as const) {
      const wrong = await ask(method, path, { user: fields });
      assert.deepEqual([wrong.status, message(wrong.json).split('\n')[0]], [400, what]);
    }
  });

  it('keeps what somebody gave that it has no use for, and changes only what is given', async () => {
    const keystone = new Keystone();
    const user = await keystone.made('user', { name: 'made', email: 'x@y.example', description: null });
    const project = await keystone.idOf('project', 'demo');
    const change = async (kind: string, id: string, fields: object) =>
      at(await keystone.answers(200, 'PATCH', `/${kind}s/${id}`, { body: { [kind]: fields } }), kind);
    const changed = await change('user', user, {
      phone: '1',
      default_project_id: project,
      id: user,
      domain_id: 'default',
    });
    assert.deepEqual(changed, {
      domain_id: 'default',
      email: 'x@y.example',
      enabled: true,
      id: user,
      links: { self: `${origin}/identity/v3/users/${user}` },
      name: 'made',
      options: {},
      password_expires_at: null,
      phone: '1',
      default_project_id: project,
    });
    assert.equal(at(await change('user', user, { default_project_id: null }), 'default_project_id'), undefined);
    assert.equal(at(await change('project', project, { description: null }), 'description'), null);
    assert.equal(at(await change('domain', 'default', { cost: 'high' }), 'cost'), 'high');
  });

  it('lets nobody in without a password', async () => {
    const keystone = new Keystone();
    const user = await keystone.made('user', { name: 'nobody yet', password: null });
    const signIn = (password: unknown) =>
      keystone.signIn({ methods: ['password'], password: { user: { id: user, password } } });
    assert.equal((await signIn('')).status, 401);
    await keystone.answers(200, 'PATCH', `/users/${user}`, { body: { user: { password: 'pw' } } });
    assert.equal((await signIn('pw')).status, 201);
    await keystone.answers(200, 'PATCH', `/users/${user}`, { body: { user: { password: null } } });
    assert.equal((await signIn('pw')).status, 401);
  });

  it('has users change their own password, which ends what they have signed in for', async () => {
    const keystone = new Keystone();
    const user = await keystone.made('user', { name: 'made', password: 'old' });
    const signIn = (password: string) => ({ methods: ['password'], password: { user: { id: user, password } } });
    const token = await keystone.token(signIn('old'));
    const change = (id: string, fields: object) =>
      keystone.ask('POST', `/users/${id}/password`, { as: 'nobody', body: { user: fields } });
    const wrong = await change(user, { password: 'new' });
    assert.match(message(wrong.json), /^'original_password' is a required property\n/);
    assert.equal((await change(user, { original_password: 'other', password: 'new' })).status, 401);
    assert.equal((await change('nobody', { original_password: 'old', password: 'new' })).status, 401);
    assert.equal((await change(user, { original_password: 'old', password: 'new' })).status, 204);
    await keystone.answers(401, 'GET', '/auth/projects', { token });
    assert.equal((await keystone.signIn(signIn('old'))).status, 401);
    await keystone.token(signIn('new'));
    await keystone.answers(200, 'PATCH', `/users/${user}`, { body: { user: { enabled: false } } });
    assert.equal((await change(user, { original_password: 'new', password: 'newer' })).status, 401);
  });

  it('does not change or delete what is immutable, until it is told that it is not', async () => {
    const keystone = new Keystone();
    const role = `/roles/${await keystone.idOf('role', 'member')}`;
    const change = (status: number, fields: object) =>
      keystone.answers(status, 'PATCH', role, { body: { role: fields } });
    const refused = await change(403, { description: 'x' });
    assert.match(
      message(refused),
      /^Unable to update immutable role resource: `\w+\. Set resource option "immutable" to/,
    );
    await change(403, { description: 'x', options: { immutable: false } });
    await change(403, { options: { immutable: true } });
    assert.match(message(await keystone.answers(403, 'DELETE', role)), /^Unable to delete immutable role resource/);
    await change(200, { options: { immutable: false } });
    assert.equal(at(await change(200, { description: 'x' }), 'role', 'description'), 'x');
    await keystone.answers(204, 'DELETE', role);
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
      const path = `/${kind}s/${await keystone.idOf(kind, kind === 'role' ? 'member' : 'demo')}`;
      if (kind === 'role')
        await keystone.answers(200, 'PATCH', path, { body: { role: { options: { immutable: null } } } });
      await keystone.answers(204, 'DELETE', path);
      await keystone.answers(401, 'GET', '/auth/projects', { token: own });
      assert.equal((await keystone.signIn(identity)).status, 404);
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
    const [user, role] = [await keystone.idOf('user', 'demo'), await keystone.idOf('role', 'member')];
    for (const [path, what] of [
      [`/projects/none/users/none/roles/none`, /role: none/],
      [`/projects/none/users/none/roles/${role}`, /user: none/],
      [`/projects/none/users/${user}/roles/${role}`, /project: none/],
    ] as const) {
      assert.match(message(await keystone.answers(404, 'PUT', path)), what);
    }
  });

  it('tells admins what the catalogue is made of', async () => {
    const keystone = new Keystone();
    const services = await keystone.answers(200, 'GET', '/services?type=volumev3');
    const service = at(services, 'services', 0);
    const id = textAt(service, 'id');
    const self = `${origin}/identity/v3/services/${id}`;
    assert.deepEqual(service, { id, type: 'volumev3', name: 'cinderv3', enabled: true, links: { self } });
    assert.deepEqual(at(await keystone.answers(200, 'GET', `/services/${id}`), 'service'), service);
    await keystone.answers(404, 'GET', '/services/none');
    const endpoints = await keystone.answers(200, 'GET', `/endpoints?service_id=${id}&interface=public`);
    const endpoint = at(endpoints, 'endpoints', 0);
    assert.deepEqual(
      [textAt(endpoint, 'url'), textAt(endpoint, 'service_id'), textAt(endpoint, 'region')],
      [`${origin}/volume/v3/%(project_id)s`, id, 'RegionOne'],
    );
    const path = `/endpoints/${textAt(endpoint, 'id')}`;
    assert.deepEqual(at(await keystone.answers(200, 'GET', path), 'endpoint'), endpoint);
    await keystone.answers(403, 'GET', path, { as: 'owner' });
    const regions = await keystone.answers(200, 'GET', '/regions', { as: 'owner' });
    const region = await keystone.answers(200, 'GET', '/regions/RegionOne', { as: 'owner' });
    assert.deepEqual(at(regions, 'regions'), [at(region, 'region')]);
  });

  it('tells which role brings which along', async () => {
    const keystone = new Keystone();
    const all = await keystone.answers(200, 'GET', '/role_inferences');
    const words = (at(all, 'role_inferences') as readonly object[]).map((each) => [
      textAt(each, 'prior_role', 'name'),
      textAt(each, 'implies', 0, 'name'),
    ]);
    assert.deepEqual(words, [
      ['admin', 'member'],
      ['member', 'reader'],
    ]);
    const one = await keystone.answers(200, 'GET', `/roles/${await keystone.idOf('role', 'admin')}/implies`);
    assert.equal(textAt(one, 'role_inference', 'implies', 0, 'name'), 'member');
  });

  it('lists nothing of what it has none of', async () => {
    const keystone = new Keystone();
    const user = await keystone.idOf('user', 'demo');
    for (const path of ['/auth/domains', '/credentials', `/users/${user}/groups`, `/users/${user}/access_rules`]) {
      assert.deepEqual(await keystone.names(path, { as: 'owner' }), []);
    }
    for (const path of ['/groups', `/domains/default/users/${user}/roles`]) {
      assert.deepEqual(await keystone.names(path), []);
    }
  });

  it('answers 501 for what Keystone has more of, and 404 for what it has not', async () => {
    const keystone = new Keystone();
    const answer = await keystone.ask('POST', '/services', { body: { service: { type: 'x' } } });
    assert.deepEqual([answer.status, answer.headers['x-not-simulated']], [501, 'POST /services of Keystone']);
    for (const [kind, fields] of [
      ['project', { is_domain: true }],
      ['project', { parent_id: await keystone.idOf('project', 'demo') }],
      ['project', { tags: ['x'] }],
      ['project', { options: { immutable: true } }],
      ['user', { options: { lock_password: true } }],
      ['role', { domain_id: 'default' }],
      ['domain', { tags: ['x'] }],
    ] as const) {
      await keystone.answers(501, 'POST', `/${kind}s`, { body: { [kind]: { name: 'x', ...fields } } });
    }
    const none = { is_domain: false, parent_id: 'default', tags: [], options: {} };
    await keystone.answers(201, 'POST', '/projects', { body: { project: { name: 'x', ...none } } });
    const nowhere = await keystone.ask('GET', '/nowhere', { as: 'nobody' });
    assert.deepEqual([nowhere.status, nowhere.headers['content-type']], [404, 'text/html; charset=utf-8']);
    await keystone.cloud.ask('GET', '/nowhere', { service: 'identity' });
  });
});
