import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { workplace } from './testing/command-line.test';

const option = { timeout: 600_000 };
const broken = ['--departure', 'bfv-needs-trait'] as const;

test('fuzz finds nothing in a cloud that keeps the rules, and says what was played', option, async (t) => {
  const { code, stdout } = await workplace(t).run('fuzz', '--runs', '20', '--seed', '7', '--out', 'out');
  assert.equal(code, 0);
  assert.match(stdout, /^played: .*rescue \d+/);
  assert.match(stdout, /no difference in \d+ commands \(seed 7\)\n$/);
});

test('fuzz finds what is broken, keeps it, and replay tells whether it still is', option, async (t) => {
  const place = workplace(t);
  const { code, stdout, stderr } = await place.run(
    'fuzz',
    '--seed',
    '7',
    '--out',
    'out',
    '--corpus',
    'kept',
    ...broken,
  );
  assert.equal(code, 1, stderr);
  assert.match(stdout, /simulator and the simulator as spec: 1 difference in/);
  assert.match(stderr, /as with {3}bfv-needs-trait broken/);
  const folder = join('out', 'counterexamples');
  const files = readdirSync(join(place.path, folder));
  assert.deepEqual(files.map((file) => file.replace(/.*\./, '')).sort(), ['feature', 'json', 'sh']);
  assert.deepEqual(readdirSync(join(place.path, 'kept')), files);

  const file = join(folder, files.find((name) => name.endsWith('.json')) ?? '');
  const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
  for (const again of [file, token]) {
    const still = await place.run('replay', again, ...broken);
    assert.equal(still.code, 1, still.stderr);
    assert.match(still.stdout, /^still fails: /);
    const fixed = await place.run('replay', again);
    assert.equal(fixed.code, 0, fixed.stderr);
    assert.match(fixed.stdout, /^fixed: /);
  }
  const next = await place.run('fuzz', '--runs', '1', '--seed', '1', '--out', 'out', '--corpus', 'kept', ...broken);
  assert.equal(next.code, 1);
  assert.match(next.stderr, /^still fails: /m);
});

test('what cannot be replayed or drawn ends in one line', option, async (t) => {
  const place = workplace(t);
  const wrong: readonly (readonly [RegExp, ...string[]])[] = [
    [/^error: the token is damaged/, 'replay', 'nrc1.AAAA'],
    [/^error: cannot read nothing\.json/, 'replay', 'nothing.json'],
    [/give servers=N or servers=N,volumes=N/, 'fuzz', '--budget', 'many'],
    [/give a whole number from 1 on/, 'fuzz', '--runs', '0'],
  ];
  for (const [line, ...words] of wrong) {
    const { code, stderr } = await place.run(...words);
    assert.equal(code, 2);
    assert.match(stderr, line);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }
});
