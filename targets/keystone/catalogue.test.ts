import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudCredentials } from '../credentials/cloud-credentials';
import { demandCompute, endpointOf } from './catalogue';
import { credentials, entry } from './fake-keystone.test';
import type { ScopedToken } from './scoped-token';

const token = (...catalogue: ScopedToken['catalogue']): ScopedToken => ({
  ...{ id: 't', expiresAt: 0, projectId: 'p-1', userId: 'u', roles: [], scoped: true },
  catalogue,
});

test('block storage by every type it goes by, best first; volumev2 is another API', () => {
  const entries = ['volumev2', 'block-store', 'volumev3', 'block-storage'].map((type) =>
    entry(type, ['public', 'R1', `http://${type}`]),
  );
  const found = (count: number) => endpointOf('block-storage', credentials(), token(...entries.slice(0, count)));
  assert.deepEqual(
    [found(0), found(1), found(2), found(3), found(4)],
    [undefined, undefined, 'http://block-store', 'http://volumev3', 'http://block-storage'],
  );
});

test('the wanted interface and region, else nothing', () => {
  const catalogued = token(
    entry('image', ['admin', 'R1', 'http://a1'], ['public', 'R1', 'http://p1/'], ['public', 'R2', 'http://p2/v2//']),
    { type: 'network', endpoints: 'none' },
    {
      type: 'placement',
      endpoints: [{ interface: 'public', region: 'R2', url: 'http://old' }, { interface: 'public' }],
    },
  );
  const image = (wanted: Partial<CloudCredentials>) => endpointOf('image', credentials(wanted), catalogued);
  assert.equal(image({}), 'http://p1');
  assert.equal(image({ regionName: 'R2' }), 'http://p2/v2');
  assert.equal(image({ regionName: 'r2' }), undefined);
  assert.equal(image({ interface: 'admin' }), 'http://a1');
  assert.equal(image({ interface: 'internal' }), undefined);
  assert.equal(endpointOf('network', credentials(), catalogued), undefined);
  assert.equal(endpointOf('placement', credentials({ regionName: 'R2' }), catalogued), 'http://old');
});

test('overrides win, with the project filled in', () => {
  const catalogued = token(entry('compute', ['public', 'R1', 'http://catalogued']));
  const override = (compute: string) =>
    endpointOf('compute', credentials({ endpointOverrides: { compute } }), catalogued);
  assert.equal(override('http://mine/'), 'http://mine');
  for (const project of ['%(project_id)s', '$(project_id)s', '%(tenant_id)s', '$(tenant_id)s']) {
    assert.equal(override(`http://mine/v3/${project}/`), 'http://mine/v3/p-1');
  }
});

test('without compute nothing works', () => {
  const refused = (message: string, wanted: Partial<CloudCredentials>, ...catalogue: ScopedToken['catalogue']) => {
    assert.throws(() => demandCompute(credentials(wanted), token(...catalogue)), { name: 'UserError', message });
  };
  const compute = entry('compute', ['public', 'R1', 'u'], ['public', 'R2', 'u'], ['admin', 'R2', 'u']);
  refused(
    'cloud "c" has no public endpoint of compute in region "R3"; it has one in: R1, R2: set region_name',
    { regionName: 'R3' },
    compute,
  );
  refused(
    'cloud "c" has no internal endpoint of compute; it has it as: public, admin: set interface',
    { interface: 'internal' },
    compute,
  );
  const advice = 'set compute_endpoint_override if it is not catalogued';
  refused(
    `cloud "c" has no public endpoint of compute, nor in any other (regions in its catalogue: R9): ${advice}`,
    {},
    entry('image', ['public', 'R9', 'u']),
  );
  refused(
    `cloud "c" has no public endpoint of compute in region "R1", nor in any other (regions in its catalogue: none): ${advice}`,
    { regionName: 'R1' },
  );
  demandCompute(credentials({ endpointOverrides: { compute: 'http://mine' } }), token());
});

test('where no region is named, a service is taken from compute’s', () => {
  const catalogued = token(
    entry('image', ['public', 'R1', 'http://i1'], ['public', 'R2', 'http://i2']),
    entry('placement', ['public', 'R1', 'http://p1']),
    entry('compute', ['public', 'R2', 'http://c2']),
  );
  assert.equal(endpointOf('image', credentials(), catalogued), 'http://i2');
  assert.equal(endpointOf('placement', credentials(), catalogued), 'http://p1');
  assert.equal(endpointOf('placement', credentials({ regionName: 'R2' }), catalogued), undefined);
});

test('nobody is left in doubt which region is judged', () => {
  const two = token(entry('compute', ['public', 'R1', 'u'], ['public', 'R2', 'v'], ['admin', 'R2', 'w']));
  assert.throws(() => demandCompute(credentials(), two), {
    name: 'UserError',
    message: 'cloud "c" has compute in several regions: R1, R2: set region_name to the one to be judged',
  });
  demandCompute(credentials({ regionName: 'R2' }), two);
  demandCompute(credentials({ interface: 'admin' }), two);
  demandCompute(credentials({ endpointOverrides: { compute: 'http://mine' } }), two);
});
