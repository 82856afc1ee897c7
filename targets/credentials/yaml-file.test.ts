import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { UserError } from '../user-error';
import { findCloud } from './cloud-credentials';
import { scratchHome } from './scratch-home.test';
import { firstYamlFile } from './yaml-file';

const malformed: readonly (readonly [what: string, text: string, line: number])[] = [
  ['tab as indent', 'clouds:\n\ta: 1\n', 2],
  ['missing char', 'clouds:\n  a:\n    auth:\n      password: "S3cret\n', 5],
  ['block as implicit key', 'clouds:\n  a: b: S3cret\n', 2],
  ['bad scalar start', 'clouds:\n  a:\n    password: @S3cret\n', 3],
  ['unknown alias', 'clouds:\n  a:\n    password: *S3cret\n', 3],
  ['tag resolve failed', 'clouds:\n  a:\n    password: !S3cret\n', 3],
  ['multiple docs', 'clouds: {}\n---\nclouds: {}\n', 2],
];

for (const [what, text, line] of malformed) {
  test(`malformed YAML names its line and quotes nothing: ${what}`, (t) => {
    const home = scratchHome(t, { 'work/clouds.yaml': text });
    assert.throws(
      () => findCloud('a', home),
      new UserError(
        `${home.cwd}/clouds.yaml:${line}: not valid YAML (${what}): check the indentation, and quote values that hold special characters`,
      ),
    );
  });
}

test('a file that holds no mapping', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': '- S3cret' });
  assert.throws(() => findCloud('a', home), {
    message: `${home.cwd}/clouds.yaml:1: must hold a mapping with the key "clouds"`,
  });
  home.write('work/clouds.yaml', 'cache: {}\nclouds:\n  - S3cret');
  assert.throws(() => findCloud('a', home), {
    message: `${home.cwd}/clouds.yaml:2: "clouds" must be a mapping: the name of each cloud, and below it its settings`,
  });
});

test('an empty file holds nothing', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': '' });
  assert.throws(() => findCloud('a', home), { message: /clouds.yaml: there is no cloud "a", nor any other/ });
});

test('a folder or an unreadable file is passed over', (t) => {
  const home = scratchHome(t, { b: 'x: 1' });
  mkdirSync(`${home.root}/a`);
  assert.equal(firstYamlFile([`${home.root}/a`, `${home.root}/no`, `${home.root}/b`])?.path, `${home.root}/b`);
  assert.equal(firstYamlFile([]), undefined);
});

test('lines of keys, of inline values and through anchors', (t) => {
  const home = scratchHome(t, { f: 'a: &x\n  b:\n    c: {d: 1}\ne: *x\nb: 2\nm:\n  <<: *x\n  n: 1\n' });
  const file = firstYamlFile([`${home.root}/f`]);
  const line = (...keys: string[]) => file?.at(...keys).slice(home.root.length);
  assert.deepEqual(
    [
      line('a'),
      line('a', 'b'),
      line('a', 'b', 'c', 'd'),
      line('a', 'b', 'no'),
      line('e', 'b'),
      line('b'),
      line('no'),
      line(),
    ],
    ['/f:1', '/f:2', '/f:3', '/f:2', '/f:4', '/f:5', '/f', '/f'],
  );
  assert.deepEqual(file?.content.m, { b: { c: { d: '1' } }, n: '1' });
});
