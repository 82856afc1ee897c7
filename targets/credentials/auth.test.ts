import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { findCloud } from './cloud-credentials';
import { cloudsYaml, passwordLines, scratchHome } from './scratch-home.test';

function authFrom(t: TestContext, auth: string[], settings: string[] = []) {
  return findCloud('c', scratchHome(t, { 'work/clouds.yaml': cloudsYaml('c', { auth, settings }) })).auth;
}

function refused(t: TestContext, message: string, auth: string[], settings: string[] = []) {
  const home = scratchHome(t, { 'work/clouds.yaml': cloudsYaml('c', { auth, settings }) });
  assert.throws(
    () => findCloud('c', home),
    (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.equal(error.message, `${home.cwd}/clouds.yaml:${message}`);
      assert.doesNotMatch(error.message, /S3cret|\n/);
      return true;
    },
  );
}

const user = ['username: u', 'password: p', 'user_domain_id: ud'];

test('a password: every way to say who and for what', (t) => {
  const who = { method: 'password', password: 'p' };
  const byName = { ...who, username: 'u', userDomainId: 'ud' };
  for (const type of ['password', 'v3password']) {
    const auth = authFrom(t, [...user, 'project_id: 42'], [`auth_type: ${type}`]);
    assert.deepEqual(auth, { ...byName, scope: { projectId: '42' } });
  }
  const scope = { projectName: 'n', projectDomainName: 'pd' };
  assert.deepEqual(authFrom(t, [...user, 'tenant-name: n', 'project-domain-name: pd']), { ...byName, scope });
  assert.deepEqual(authFrom(t, [...user, 'tenant_name: no', 'project_name: n'], ['project_domain_name: pd']), {
    ...byName,
    scope,
  });
  assert.deepEqual(authFrom(t, user), { ...byName, scope: {} });
  assert.deepEqual(authFrom(t, [...user, 'system_scope: all']), { ...byName, scope: { systemScope: 'all' } });
  assert.deepEqual(authFrom(t, ['user_id: i', 'password: p', 'tenant_id: "7"'], ['auth_plugin: password']), {
    ...who,
    userId: 'i',
    scope: { projectId: '7' },
  });
});

test('one domain for user and project', (t) => {
  const lines = ['username: u', 'password: p', 'project_name: n'];
  const found = (userDomain: object, projectDomain: object) => ({
    ...{ method: 'password', username: 'u', password: 'p', ...userDomain },
    scope: { projectName: 'n', ...projectDomain },
  });
  const byId = found({ userDomainId: 'd' }, { projectDomainId: 'd' });
  const byName = found({ userDomainName: 'd' }, { projectDomainName: 'd' });
  assert.deepEqual(authFrom(t, [...lines, 'domain_id: d']), byId);
  assert.deepEqual(authFrom(t, [...lines, 'domain_name: d']), byName);
  assert.deepEqual(authFrom(t, [...lines, 'default_domain_name: d']), byName);
  assert.deepEqual(authFrom(t, lines, ['default_domain_id: d']), byId);
  assert.deepEqual(authFrom(t, lines, ['default_domain: d']), byId);
});

test('an application credential', (t) => {
  const type = ['auth_type: v3applicationcredential'];
  const secret = 'application_credential_secret: s';
  assert.deepEqual(authFrom(t, ['application_credential_id: i', secret], type), {
    method: 'application-credential',
    id: 'i',
    secret: 's',
  });
  assert.deepEqual(authFrom(t, ['application_credential_name: n', secret, ...user], type), {
    ...{ method: 'application-credential', name: 'n', secret: 's' },
    ...{ username: 'u', userDomainId: 'ud' },
  });
  refused(
    t,
    '3: cloud "c" has no application_credential_id: set auth.application_credential_id there or in secure.yaml',
    [],
    type,
  );
  refused(
    t,
    '3: cloud "c" has no application_credential_secret: set auth.application_credential_secret there or in secure.yaml',
    ['application_credential_id: S3cret'],
    type,
  );
  refused(t, '3: cloud "c" has an application credential: set auth_type to v3applicationcredential', [
    'application_credential_id: i',
    'application_credential_secret: S3cret',
  ]);
});

test('a token', (t) => {
  const scoped = { method: 'token', token: 't', scope: { projectId: 'p' } };
  for (const type of ['token', 'v3token']) {
    assert.deepEqual(authFrom(t, ['token: t', 'project_id: p'], [`auth_type: ${type}`]), scoped);
  }
  assert.deepEqual(authFrom(t, ['auth_token: t']), { method: 'token', token: 't', scope: {} });
  refused(t, '3: cloud "c" has no token: set auth.token there or in secure.yaml', [], ['auth_type: token']);
});

test('what is missing or cannot be used', (t) => {
  const without = (key: string) => passwordLines.filter((line) => !line.startsWith(key));
  const missing = (key: string) => `3: cloud "c" has no ${key}: set auth.${key} there or in secure.yaml`;
  refused(t, missing('password'), without('password'));
  refused(t, missing('password'), [...without('password'), 'password: ""']);
  refused(t, missing('username'), without('username'));
  refused(t, `${missing('user_domain_name')} (often Default)`, without('user_domain_name'));
  refused(t, `${missing('project_domain_name')} (often Default)`, without('project_domain'));
  refused(t, missing('project_name'), [...user, 'domain_id: d']);
  refused(
    t,
    '5: cloud "c" has the auth_type "v3oidc", which is not spoken here: use password, v3applicationcredential or token',
    [],
    ['auth_type: v3oidc'],
  );
});
