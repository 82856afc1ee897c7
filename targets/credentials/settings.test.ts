import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { findCloud } from './cloud-credentials';
import { cloudsYaml, passwordLines, scratchHome } from './scratch-home.test';

function home(t: TestContext, ...settings: string[]) {
  return scratchHome(t, { 'work/clouds.yaml': cloudsYaml('c', { auth: passwordLines, settings }) });
}

const found = (t: TestContext, ...settings: string[]) => findCloud('c', home(t, ...settings));

function refused(t: TestContext, what: string, ...settings: string[]) {
  const scratch = home(t, ...settings);
  const message = `${scratch.cwd}/clouds.yaml:10: cloud "c" ${what}`;
  assert.throws(() => findCloud('c', scratch), { name: 'UserError', message });
}

test('the interface, by its new and its old name', (t) => {
  assert.equal(found(t).interface, 'public');
  assert.equal(found(t, 'interface: internal').interface, 'internal');
  assert.equal(found(t, 'interface: internal', 'endpoint-type: adminURL').interface, 'admin');
  refused(t, 'has the endpoint_type "private": use public, internal or admin', 'endpoint_type: private');
});

test('endpoint overrides, by every name of their service', (t) => {
  const url = 'http://h/v3/%(project_id)s';
  for (const name of ['block_storage', 'block-storage', 'volumev3', 'volume', 'block_store']) {
    const { endpointOverrides } = found(t, `${name}_endpoint_override: ${url}/`);
    assert.deepEqual(endpointOverrides, { 'block-storage': url });
  }
  const lines = ['compute', 'image', 'placement', 'network'].map((name) => `${name}_endpoint_override: http://${name}`);
  const { endpointOverrides } = found(t, 'region_name: r1', 'compute_endpoint: http://old', ...lines);
  assert.deepEqual(endpointOverrides, {
    compute: 'http://compute',
    image: 'http://image',
    placement: 'http://placement',
    network: 'http://network',
  });
  assert.deepEqual(found(t, 'volumev2_endpoint_override: http://h').endpointOverrides, {});
  assert.deepEqual(found(t, 'compute_endpoint: "http://{region_name}.h"', 'region_name: r1').endpointOverrides, {
    compute: 'http://r1.h',
  });
});

test('URLs that are none', (t) => {
  const what = 'has a compute_endpoint_override that is no URL: write it in full, as in https://host:5000/v3';
  for (const url of ['nova', 'nova:8774', 'ftp://nova', '"http://"']) {
    refused(t, what, `compute_endpoint_override: ${url}`);
  }
  const secret = 'has a user name or password inside its compute_endpoint: set them as settings of their own';
  refused(t, secret, 'compute_endpoint: http://u:S3cret@h');
  const unknown = (name: string) => `has {${name}} in its compute_endpoint, but no ${name}: set it`;
  refused(t, unknown('region_name'), 'compute_endpoint: "http://{region_name}"');
  refused(t, unknown('password'), 'compute_endpoint: "http://{password}"', 'password: S3cret');
});

test('certificates', (t) => {
  const scratch = home(t, 'cacert: ~/ca.pem', 'cert: my.pem', 'key: /k/my.key');
  const { cacert, cert, key, insecure } = findCloud('c', scratch);
  const files = [`${scratch.home}/ca.pem`, `${scratch.cwd}/my.pem`, '/k/my.key'];
  assert.deepEqual([cacert, cert, key, insecure], [...files, false]);
  for (const line of [
    'verify: false',
    'verify: no',
    'verify: "False"',
    'insecure: true',
    'insecure: yes',
    'insecure: 1',
  ]) {
    assert.equal(found(t, line).insecure, true, line);
  }
  for (const line of ['verify: true', 'insecure: false', 'insecure: maybe']) {
    assert.equal(found(t, line).insecure, false, line);
  }
});

test('regions', (t) => {
  const regions = ['regions: [a, {name: b, values: {interface: admin, auth: {project_id: pb}}}, {name: c}]'];
  const scratch = home(t, ...regions, 'interface: internal');
  const at = (name?: string) => findCloud('c', scratch, name);
  assert.deepEqual([at().regionName, at().interface], ['a', 'internal']);
  assert.deepEqual([at('b').regionName, at('b').interface, at('c').interface], ['b', 'admin', 'internal']);
  const { auth } = at('b');
  assert.deepEqual(auth.method === 'password' && [auth.username, auth.scope], ['demo', { projectId: 'pb' }]);
  assert.throws(() => at('B'), {
    message: `${scratch.cwd}/clouds.yaml:10: cloud "c" has no region "B": it has a, b, c (case matters)`,
  });
  refused(t, 'has a region without a name: give it one', 'regions: [{values: {}}]');

  assert.equal(found(t, 'region_name: x, y').regionName, 'x');
  assert.equal(found(t, 'region_name: [x, y]').regionName, 'x');
  assert.equal(findCloud('c', home(t, 'region_name: x,y'), 'y').regionName, 'y');
  assert.equal(findCloud('c', home(t), 'any').regionName, 'any');
});
