import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../user-error';
import { findCloud } from './cloud-credentials';
import { cloudsYaml, passwordLines, scratchHome } from './scratch-home.test';

const complete = (name: string) => cloudsYaml(name, { auth: passwordLines });

test('a complete cloud', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': complete('one') });
  assert.deepEqual(findCloud('one', home), {
    name: 'one',
    authUrl: 'http://keystone:5000/v3',
    auth: {
      method: 'password',
      username: 'demo',
      userDomainName: 'Default',
      password: 'S3cret',
      scope: { projectName: 'demo', projectDomainId: 'default' },
    },
    interface: 'public',
    endpointOverrides: {},
    insecure: false,
  });
});

test('the first file on the search path is taken, alone', (t) => {
  const home = scratchHome(t);
  const folders = ['etc/openstack', 'etc/xdg/openstack', 'home/.config/openstack', 'xdg/openstack', 'work'];
  const env = { XDG_CONFIG_HOME: `${home.root}/xdg` };
  for (const folder of folders) {
    for (const suffix of ['json', 'yml', 'yaml']) {
      const name = `${folder}-${suffix}`.replaceAll('/', '-');
      home.write(`${folder}/clouds.${suffix}`, complete(name));
      assert.equal(findCloud(undefined, home.with(env)).name, name);
    }
  }
  const chosen = home.write('chosen.yaml', complete('chosen'));
  assert.equal(findCloud(undefined, home.with({ ...env, OS_CLIENT_CONFIG_FILE: chosen })).name, 'chosen');
  assert.equal(findCloud(undefined, home.with({ ...env, OS_CLIENT_CONFIG_FILE: '../chosen.yaml' })).name, 'chosen');
});

test('JSON with tabs is read, and numbers keep their digits', (t) => {
  const auth = `"auth_url": "http:\\/\\/k", "user-id": 007, "password": 0123456789012345678901, "project_id": 1e3`;
  const home = scratchHome(t, { 'work/clouds.json': `{\n\t"clouds": {"j": {\n\t\t"auth": {${auth}}}}}` });
  const { auth: found, authUrl } = findCloud('j', home);
  const password = '0123456789012345678901';
  assert.deepEqual(found, { method: 'password', userId: '007', password, scope: { projectId: '1e3' } });
  assert.equal(authUrl, 'http://k');
});

test('secure.yaml is merged over clouds.yaml at every depth', (t) => {
  const home = scratchHome(t, {
    'work/clouds.yaml': complete('one'),
    'home/.config/openstack/secure.yaml': 'clouds: {one: {auth: {password: other}}, two: {}}',
  });
  const { auth } = findCloud('one', home);
  assert.equal(auth.method === 'password' && `${auth.username} ${auth.password}`, 'demo other');
  const secure = home.write('s.yaml', 'clouds: {one: {auth: {password: third}}}');
  const { auth: again } = findCloud('one', home.with({ OS_CLIENT_SECURE_FILE: secure }));
  assert.equal(again.method === 'password' && again.password, 'third');
});

test('secure.yaml alone is enough', (t) => {
  const home = scratchHome(t, { 'work/secure.yaml': complete('s') });
  assert.equal(findCloud(undefined, home).name, 's');
  assert.throws(() => findCloud('x', home), { message: `${home.cwd}/secure.yaml: there is no cloud "x"; it has: s` });
});

test('which cloud: the name, else OS_CLOUD, else the only one', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': complete('one') });
  assert.equal(findCloud(undefined, home).name, 'one');
  home.write('work/clouds.yaml', `${complete('one')}${complete('two').replace('clouds:\n', '')}`);
  assert.equal(findCloud('two', home.with({ OS_CLOUD: 'one' })).name, 'two');
  assert.equal(findCloud(undefined, home.with({ OS_CLOUD: 'two' })).name, 'two');
  const message = `${home.cwd}/clouds.yaml: no cloud is chosen: set OS_CLOUD to one of one, two`;
  assert.throws(() => findCloud(undefined, home), { name: 'UserError', message });
});

test('a cloud that does not exist', (t) => {
  const home = scratchHome(t);
  const nowhere = 'no clouds.yaml in this directory, ~/.config/openstack or /etc/openstack';
  assert.throws(() => findCloud('x', home), {
    message: `${nowhere}: there is no cloud "x", nor any other: add it below "clouds"`,
  });
  assert.throws(() => findCloud(undefined, home), {
    message: `no cloud is configured (${nowhere}): write a clouds.yaml, or set OS_AUTH_URL and its like`,
  });
  home.write('work/clouds.yaml', `${complete('one')}  two: {}\n`);
  assert.throws(() => findCloud('x', home.with({ OS_CLIENT_CONFIG_FILE: '/no/such' })), {
    name: 'UserError',
    message: `${home.cwd}/clouds.yaml: there is no cloud "x"; it has: one, two (OS_CLIENT_CONFIG_FILE names /no/such, which cannot be read)`,
  });
});

test('a malformed cloud', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': 'clouds:\n  list: [1]\n  empty:\n  auth:\n    auth: S3cret\n' });
  const file = `${home.cwd}/clouds.yaml`;
  const refused = (name: string, message: string) => {
    assert.throws(() => findCloud(name, home), new UserError(message));
  };
  refused('list', `${file}:2: cloud "list" must be a mapping with the key "auth"`);
  refused('empty', `${file}:3: cloud "empty" must be a mapping with the key "auth"`);
  const below = 'must have a mapping below "auth": auth_url, username, password, project_name …';
  refused('auth', `${file}:5: cloud "auth" ${below}`);
});

test('settings from secure.yaml are found where they are', (t) => {
  const home = scratchHome(t, {
    'work/clouds.yaml': complete('one'),
    'work/secure.yaml': '\nclouds:\n  hidden:\n    auth: {}\n',
  });
  assert.throws(() => findCloud('hidden', home), {
    message: `${home.cwd}/secure.yaml:4: cloud "hidden" has no auth_url: set auth.auth_url there or in secure.yaml`,
  });
});
