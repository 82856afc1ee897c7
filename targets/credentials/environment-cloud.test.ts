import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCloud } from './cloud-credentials';
import { cloudsYaml, passwordLines, scratchHome } from './scratch-home.test';

const password = {
  OS_AUTH_URL: 'http://k:5000/v3/',
  OS_USERNAME: 'u',
  OS_PASSWORD: 'S3cret',
  OS_PROJECT_NAME: 'p',
  OS_PROJECT_ID: '',
  OS_DEFAULT_DOMAIN: 'default',
};

test('the plain OS_* variables', (t) => {
  const env = {
    ...password,
    OS_REGION_NAME: 'R',
    OS_ENDPOINT_TYPE: 'internalURL',
    OS_INSECURE: 'true',
    OS_CACERT: 'ca.pem',
    OS_COMPUTE_ENDPOINT_OVERRIDE: 'http://nova/',
    OS_TEST_TIMEOUT: '5',
    HOME: '/root',
  };
  const home = scratchHome(t);
  assert.deepEqual(findCloud(undefined, home.with(env)), {
    name: 'envvars',
    authUrl: 'http://k:5000/v3',
    auth: {
      method: 'password',
      username: 'u',
      userDomainId: 'default',
      password: 'S3cret',
      scope: { projectName: 'p', projectDomainId: 'default' },
    },
    regionName: 'R',
    interface: 'internal',
    endpointOverrides: { compute: 'http://nova' },
    cacert: `${home.cwd}/ca.pem`,
    insecure: true,
  });
  assert.equal(findCloud(undefined, home.with({ ...env, OS_CLOUD_NAME: 'mine' })).name, 'mine');
});

test('OS_TOKEN, OS_TENANT_NAME and an application credential', (t) => {
  const home = scratchHome(t);
  const env = { OS_AUTH_URL: 'http://k', OS_TOKEN: 't', OS_TENANT_NAME: 'p', OS_PROJECT_DOMAIN_NAME: 'd' };
  const scope = { projectName: 'p', projectDomainName: 'd' };
  assert.deepEqual(findCloud(undefined, home.with(env)).auth, { method: 'token', token: 't', scope });
  const { auth } = findCloud(
    undefined,
    home.with({
      OS_AUTH_URL: 'http://k',
      OS_AUTH_TYPE: 'v3applicationcredential',
      OS_APPLICATION_CREDENTIAL_ID: 'i',
      OS_APPLICATION_CREDENTIAL_SECRET: 's',
    }),
  );
  assert.deepEqual(auth, { method: 'application-credential', id: 'i', secret: 's' });
});

test('what is missing is named as a variable', (t) => {
  const home = scratchHome(t);
  const where = 'in the environment, or name a cloud of clouds.yaml in OS_CLOUD';
  assert.throws(() => findCloud(undefined, home.with({ ...password, OS_PASSWORD: '' })), {
    name: 'UserError',
    message: `environment: cloud "envvars" has no password: set OS_PASSWORD ${where}`,
  });
  assert.throws(() => findCloud(undefined, home.with({ OS_COMPUTE_API_VERSION: '2.87' })), {
    message: `environment: cloud "envvars" has no auth_url: set OS_AUTH_URL ${where}`,
  });
});

test('a named cloud takes nothing from the variables, and OS_CLOUD beats them', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': cloudsYaml('one', { auth: passwordLines }) });
  assert.equal(findCloud(undefined, home.with(password)).name, 'envvars');
  const named = findCloud(undefined, home.with({ ...password, OS_CLOUD: 'one', OS_REGION_NAME: 'R' }));
  assert.deepEqual([named.name, named.auth.method === 'password' && named.auth.username], ['one', 'demo']);
  assert.equal(named.regionName, undefined);
  assert.equal(findCloud('envvars', home.with(password)).authUrl, 'http://k:5000/v3');
});

test('variables that only choose make no cloud, and a malformed clouds.yaml does not stop those that do', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': cloudsYaml('one', { auth: passwordLines }) });
  assert.equal(findCloud(undefined, home.with({ OS_REGION_NAME: 'R' })).name, 'one');
  home.write('work/clouds.yaml', '\t');
  assert.equal(findCloud(undefined, home.with(password)).name, 'envvars');
});
