import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { at } from '../targets/clients/reading';
import { unlessItHangs, workplace } from './testing/command-line.test';

const narrow = ['run', '--out', 'out', '--rule', 'bfv-needs-microversion'];

test('what ends a run early does not keep it from reporting what was found', unlessItHangs, async (t) => {
  const place = workplace(t);
  mkdirSync(join(place.out, 'junit.xml'), { recursive: true });
  const { code, stdout, stderr } = await place.run(...narrow);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /^the run has ended early: .*EISDIR/m);
  assert.match(stdout, /^Nothing can be said of simulator \(spec\): the run was interrupted/m);
  assert.equal(at(JSON.parse(place.read('report.json')), 'interrupted'), true);
  assert.ok(!existsSync(join(place.out, 'ledger.ndjson')));
});

test('a report that cannot be written is said in a line, after all was removed', unlessItHangs, async (t) => {
  const place = workplace(t);
  mkdirSync(join(place.out, 'report.json'), { recursive: true });
  const { code, stdout, stderr } = await place.run(...narrow);
  assert.deepEqual([code, stdout], [2, '']);
  assert.ok(
    stderr.endsWith(`\nerror: cannot write to ${place.out} (EISDIR); give another folder with --out\n`),
    stderr,
  );
  assert.ok(!existsSync(join(place.out, 'ledger.ndjson')));
});

test('expectations that cannot be written do not keep a run from reporting', unlessItHangs, async (t) => {
  const place = workplace(t);
  const { code, stdout, stderr } = await place.run(...narrow, '--write-expectations', 'no/such/file.yaml');
  assert.equal(code, 2);
  assert.match(stdout, /conforms: 1 of 1 deciding rule verified\.\n$/);
  assert.match(
    stderr,
    /\nerror: cannot write the expectations to no\/such\/file\.yaml \(ENOENT\); give another file\n$/,
  );
});

test('whoever reads the list of rules may stop after its beginning', unlessItHangs, async (t) => {
  const place = workplace(t);
  const { child, ended } = place.start('rules', '--json');
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [0, '']);
});

test('a ledger that is none of ours is not touched', unlessItHangs, async (t) => {
  const place = workplace(t);
  mkdirSync(place.out);
  const ledger = join(place.out, 'ledger.ndjson');
  writeFileSync(ledger, 'some\nnotes\n\nnull\n{}\n');
  const { code, stdout } = await place.run('cleanup', '--out', 'out');
  assert.deepEqual([code, stdout], [0, 'nothing is left: out/ledger.ndjson lists nothing\n']);
  assert.ok(existsSync(ledger));
});
