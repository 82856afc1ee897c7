import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scratchHome } from '../../targets/credentials/scratch-home.test';
import { readHosts } from './hosts-file';

test('a file of hosts, and one of JSON', (t) => {
  const home = scratchHome(t);
  const yaml =
    'hosts:\n  compute1: {zone: az1, driver: libvirt, traits: [COMPUTE_RESCUE_BFV], memory: 4096}\n  c-2.x:\n';
  assert.deepEqual(readHosts(home.write('hosts.yaml', yaml)), {
    compute1: { zone: 'az1', driver: 'libvirt', traits: ['COMPUTE_RESCUE_BFV'], memory: 4096 },
    'c-2.x': {},
  });
  assert.deepEqual(readHosts(home.write('hosts.json', '{"hosts": {"a": {"traits": []}}}')), { a: { traits: [] } });
});

test('what is wrong with it is said with its line', (t) => {
  const home = scratchHome(t);
  for (const [text, line] of [
    ['', "1: the file must have required property 'hosts'"],
    ['hosts:\n', '1: hosts must be object'],
    ['hosts: {}\n', '1: hosts must NOT have fewer than 1 properties'],
    ['hosts: [{name: a}]\n', '1: hosts must be object'],
    ['hosts:\n  a:\nhost: a\n', '3: host is not known here; it can be hosts'],
    ['hosts:\n  a: {}\n  a: {}\n', '3: this is no YAML (Map keys must be unique); put that line right'],
    ['hosts:\n  a:\n    az: one\n', '3: hosts.a.az is not known here; it can be zone, driver, traits, memory'],
    ['hosts:\n  a:\n    zone: "a:b"\n', '3: hosts.a.zone must match pattern "^[^:\\s]+$"'],
    ['hosts:\n  a:\n    driver: xen\n', '3: hosts.a.driver must be one of fake, libvirt'],
    ['hosts:\n  a:\n    traits:\n    - X\n    - rescue\n', '5: hosts.a.traits.1 must match pattern "^[A-Z0-9_]+$"'],
    ['hosts:\n  a:\n    memory: 0\n', '3: hosts.a.memory must be >= 1'],
    [
      'hosts:\n  a b:\n',
      ' hosts.a b: a host’s name begins with a letter and goes on with letters, digits, hyphens, underscores and dots',
    ],
  ] as const) {
    const path = home.write('hosts.yaml', text);
    assert.throws(() => readHosts(path), { name: 'UserError', message: `${path}:${line}` }, text);
  }
  assert.throws(() => readHosts('no/such'), {
    message: 'cannot read no/such (ENOENT); give the path of a file that can be read',
  });
});
