import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textAt } from '../targets/clients/reading';
import { unlessItHangs, type Workplace, workplace } from './testing/command-line.test';

/** Runs on the simulator, and holds the code against the report's. @returns the last line of what was said */
async function ends(place: Workplace, code: number, ...words: readonly string[]): Promise<string> {
  const ended = await place.run('run', '--out', 'out', ...words);
  assert.equal(ended.code, code, ended.stderr);
  const report: unknown = JSON.parse(place.read('report.json'));
  assert.equal(Object(report).exitCode, code);
  assert.match(String(textAt(report, 'verdict')), /^(conforms|violates|inconclusive)$/);
  return ended.stdout.trimEnd().split('\n').at(-1) ?? '';
}

test('0: every deciding rule conforms', unlessItHangs, async (t) => {
  assert.match(await ends(workplace(t), 0), /^simulator \(spec\) conforms: (\d+) of \1 deciding rules verified\.$/);
});

test('1: a deciding rule is violated; 0 where that is expected', unlessItHangs, async (t) => {
  const place = workplace(t);
  const violated = 'simulator (nova-27.0) violates 1 rule: bfv-falls-back-to-original.';
  assert.ok((await ends(place, 1, '--edition', 'nova-27.0', '--write-expectations', 'own.yaml')).startsWith(violated));
  const expected = 'simulator (nova-27.0) conforms, failing as expected at bfv-falls-back-to-original:';
  assert.ok((await ends(place, 0, '--edition', 'nova-27.0', '--expect', 'nova-27.0')).startsWith(expected));
  assert.ok((await ends(place, 0, '--edition', 'nova-27.0', '--expect', 'own.yaml')).startsWith(expected));
});

test('2: the run cannot start, whatever else there is to say, and nothing is written', unlessItHangs, async (t) => {
  const place = workplace(t);
  const ended = await place.run('run', '--out', 'out', '--edition', 'nova-27.0', '--expect', 'nova-28.0');
  assert.deepEqual([ended.code, ended.stdout], [2, '']);
  assert.throws(() => place.readAll(), { code: 'ENOENT' });
});

test('3: nothing was verified of a family; 0 where that is allowed', unlessItHangs, async (t) => {
  const place = workplace(t);
  // All but the witnesses of the trait's rules.
  const rest = ['--tags', '@control or @supporting or not @rule:trait-gates-only-bfv', '--level', 'spec'];
  const narrow = ['--rule', 'bfv-needs-microversion,trait-gates-only-bfv', ...rest];
  assert.equal(
    await ends(place, 3, ...narrow),
    'Nothing can be said of simulator (spec): nothing verified of trait. 1 of 2 deciding rules verified.',
  );
  await ends(place, 0, ...narrow, '--allow-unverified', 'fallback', '--allow-unverified', 'trait');
  await ends(place, 3, ...narrow, '--allow-unverified', 'fallback', '400');
});

test('3: a deciding rule stayed untested', unlessItHangs, async (t) => {
  const none = ['--rule', 'bfv-needs-microversion', '--tags', '@nobody'];
  assert.match(await ends(workplace(t), 3, ...none), /1 rule untested/);
});

test('4: an expected failure did not happen, or an entry matches nothing', unlessItHangs, async (t) => {
  const place = workplace(t);
  assert.match(
    await ends(place, 4, '--edition', 'spec', '--expect', 'nova-27.0'),
    /^The expectations are stale, for bfv-falls-back-to-original did not fail: take them out\./,
  );
  place.write('none.yaml', '- {rule: no-such-rule, verdict: violates, reason: none}\n');
  const narrow = ['--rule', 'bfv-needs-microversion'];
  await ends(place, 4, ...narrow, '--expect', 'none.yaml');
  // 1 comes before 4 …
  await ends(place, 1, ...narrow, '--expect', 'none.yaml', '--departure', 'bfv-needs-microversion');
  // … and 4 before 3.
  await ends(place, 4, ...narrow, '--expect', 'none.yaml', '--tags', '@nobody');
});
