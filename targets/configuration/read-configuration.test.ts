import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { scratchHome } from '../credentials/scratch-home.test';
import { readConfiguration } from './read-configuration';

const read = (t: TestContext, text: string) => readConfiguration(scratchHome(t).write('own.yaml', text));

function refused(t: TestContext, text: string, message: string | RegExp): void {
  const path = scratchHome(t).write('own.yaml', text);
  assert.throws(
    () => readConfiguration(path),
    (error) => {
      assert.ok(error instanceof Error && error.name === 'UserError');
      const said = error.message.replace(path, 'own.yaml');
      if (typeof message === 'string') assert.equal(said, message);
      else assert.match(said, message);
      return true;
    },
  );
}

test('all that can be said', (t) => {
  const content = {
    implementation: { org: 'o', product: 'p', version: '1', contact: 'c' },
    flavor: '1',
    images: { root: 'r', stable: 's', plain: 'p', 'bus-only': 'b', 'device-only': 'd', snapshot: 'n' },
    zones: { capable: ['a'], incapable: ['b', 'c'] },
    network: 'none',
    servers: [
      { id: 's1', disk: 'volume', host: 'capable' },
      { id: 's2', disk: 'image' },
    ],
    claims: ['bfv-rescue', 'incapable-host', 'console', 'placement'],
    callers: {
      owner: { 'token-file': 'f' },
      reader: { cloud: 'r' },
      admin: 'none',
      'other-project': { 'token-file': 'g' },
    },
    hooks: { 'host-trait': './x', 'reset-state': './y', 'volume-status': './z' },
  };
  assert.deepEqual(read(t, JSON.stringify(content)), content);
});

test('hosts are places like zones', (t) => {
  const { zones } = read(t, 'zones: {capable: [a]}\nhosts: {capable: ["z:h1"], incapable: ["z:h2"]}\n');
  assert.deepEqual(zones, { capable: ['a', 'z:h1'], incapable: ['z:h2'] });
});

test('a file that says nothing, and one that is not there', (t) => {
  const nothing = { zones: { capable: [], incapable: [] } };
  assert.deepEqual(read(t, ''), nothing);
  assert.deepEqual(read(t, '# only a comment\n'), nothing);
  assert.throws(() => readConfiguration('/no/such'), {
    name: 'UserError',
    message: 'cannot read /no/such (ENOENT); give the path of a file that can be read',
  });
  assert.throws(() => readConfiguration('/'), { message: /^cannot read \/ \(EISDIR\)/ });
  // This folder has no nova-rescue.yaml.
  assert.deepEqual(readConfiguration(undefined), {});
});

test('what is no YAML is said with its line', (t) => {
  refused(t, 'flavor: "1"\nimages: {root: a}}\n', /^own\.yaml:2: this is no YAML \(.*\); put that line right$/);
  refused(t, 'flavor: a\n\nflavor: b\n', /^own\.yaml:3: this is no YAML \(Map keys must be unique/);
  refused(t, 'flavor: a\n---\nflavor: b\n', /^own\.yaml:2: this is no YAML \(Source contains multiple documents/);
  refused(t, 'flavor: *a\n', /^own\.yaml: this is no YAML \(Unresolved alias/);
});

test('what has another form is said with the line of its key', (t) => {
  const known = 'implementation, flavor, images, zones, hosts, network, servers, claims, callers, hooks';
  refused(t, 'flavor: a\n\nzonen:\n  capable: [a]\n', `own.yaml:3: zonen is not known here; it can be ${known}`);
  refused(t, 'a list\n', 'own.yaml:1: the file must be object');
  refused(t, 'images:\n  root: a\n  stabel: b\n', /^own\.yaml:3: images\.stabel is not known here; it can be root, /);
  refused(t, 'images:\n', 'own.yaml:1: images must be object');
  refused(t, 'zones:\n  capable: a\n', 'own.yaml:2: zones.capable must be array');
  refused(t, 'zones:\n  capable:\n    - a\n    - 7\n', 'own.yaml:4: zones.capable.1 must be string');
  refused(t, 'network: ""\n', 'own.yaml:1: network must NOT have fewer than 1 characters');
  refused(t, 'servers:\n- id: a\n  disk: tape\n', 'own.yaml:3: servers.0.disk must be one of image, volume');
  refused(t, 'servers:\n- id: a\n', "own.yaml:2: servers.0 must have required property 'disk'");
  refused(t, 'claims: [miracles]\n', /^own\.yaml:1: claims\.0 must be one of bfv-rescue, /);
  refused(t, 'callers:\n  owner: token\n', /^own\.yaml:2: callers\.owner /);
});
