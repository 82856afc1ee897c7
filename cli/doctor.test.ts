import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { at } from '../targets/clients/reading';
import { unlessItHangs, workplace } from './testing/command-line.test';

test('doctor shows what the suite catches, the same in this process and over sockets', unlessItHangs, async (t) => {
  const place = workplace(t);
  const examined = async (over: string) => {
    const only = ['--only', 'nova-27.0,bfv-needs-trait,refused-with-404,no-request-id'];
    const { code, stdout, stderr } = await place.run('doctor', ...only, '--over', over, '--json', `${over}.ndjson`);
    assert.deepEqual([code, stderr], [0, ''], stdout);
    const lines = readFileSync(join(place.path, `${over}.ndjson`), 'utf8')
      .trimEnd()
      .split('\n');
    const caught = lines.map((line) => at(JSON.parse(line), 'caught'));
    return { stdout, caught };
  };
  const here = await examined('process');
  assert.deepEqual(here.caught, [
    ['bfv-falls-back-to-original', 'deleted-original-image'],
    ['bfv-needs-trait', 'trait-of-own-host', 'trait-is-read-now'],
    ['refusal-is-400'],
    [],
  ]);
  assert.match(
    here.stdout,
    /^\[3\/4\] as expected fault refused-with-404 \(spec\)\n {4}the cloud answers 404 where 400 is due\n/m,
  );
  assert.match(here.stdout, /\n4 of 4 as expected, in this process\n$/);
  const there = await examined('http');
  assert.deepEqual(there.caught, here.caught);
  assert.match(there.stdout, /\n4 of 4 as expected, over http\n$/);
});

test('doctor names the nearest of what there is not', unlessItHangs, async (t) => {
  const { code, stderr } = await workplace(t).run('doctor', '--only', 'refused-with-404,nova-27');
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^error: there is no edition, departure or fault “nova-27”; the nearest is nova-27\.0, [^\n]*\n$/,
  );
});
