import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, listAt } from '../targets/clients/reading';
import { loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

const narrow = ['run', '--out', 'out', '--rule', 'bfv-needs-trait', '--edition', 'nova-30.0', '--seed', '7'];
const line =
  /^gates, in order: role 403, lock 409, state 409, \(unknown image 400 or snapshot image 400, not told apart\), volume 409, \(microversion 400 or image properties 400, not told apart\), trait 400$/m;

test('--gates looks at the gates after the scenarios, and keeps them in the history', unlessItHangs, async (t) => {
  const place = workplace(t);
  const { code, stdout, stderr } = await place.run(...narrow, '--gates');
  assert.equal(code, 0, stderr);
  assert.match(stdout, line);
  assert.match(stdout, /1 of 1 deciding rule verified\.\n$/);
  const gates: unknown = JSON.parse(place.read('gates.json'));
  const report: unknown = JSON.parse(place.read('report.json'));
  assert.deepEqual(at(report, 'gates'), gates);
  assert.equal(listAt(gates, 'gates').length, 9);
  assert.match(place.read('report.md'), /\n## Gates\n/);
  assert.match(String(at(report, 'run', 'reproduce')), / --gates --seed 7$/);
});

test('a run for some rules does not, nor does it keep what an earlier run has found', unlessItHangs, async (t) => {
  const place = workplace(t);
  assert.equal((await place.run(...narrow)).code, 0);
  const stale = join(place.out, 'gates.json');
  writeFileSync(stale, '{}');
  const { stdout } = await place.run(...narrow);
  assert.doesNotMatch(stdout, /gates/);
  assert.ok(!existsSync(stale));
  assert.equal(at(JSON.parse(place.read('report.json')), 'gates'), null);
});

test('a run for all rules does so on the simulator, unless --no-gates', unlessItHangs, async (t) => {
  const place = workplace(t);
  const [whole, without] = [
    await place.run('run', '--out', 'out', '--samples', '1', '--accept-samples', '0'),
    await place.run('run', '--out', 'other', '--samples', '1', '--accept-samples', '0', '--no-gates'),
  ];
  assert.match(whole.stdout, /^gates, in order: role 403, lock 409, state 409, microversion 400, trait 400; absent: /m);
  assert.doesNotMatch(without.stdout, /^gates/m);
});

test('an interruption while it looks at the gates takes nothing from the verdicts', unlessItHangs, async (t) => {
  let stop = () => {};
  const cloud = await loopbackCloud(t, {
    meddle: ({ body }, proceed) => {
      // No scenario of that rule locks a server.
      if (body.toString().startsWith('{"lock"')) stop();
      return proceed();
    },
  });
  const before = await cloud.names();
  const place = workplace(t);
  place.write('clouds.yaml', cloud.cloudsYaml);
  const words = ['--cloud', 'loop', '--out', 'out', '--timeout', '5', '--rule', 'rescue-answers-200', '--gates'];
  const { child, ended } = place.start('run', ...words, '--allow-unverified', 'opt-in', 'trait', 'fallback', '400');
  stop = () => void (child.killed || child.kill('SIGINT'));
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^interrupted: /m);
  assert.match(stdout, /not looked at: /);
  assert.match(stdout, /^loop conforms: 1 of 1 deciding rule verified\.$/m);
  assert.deepEqual(await cloud.names(), before);
});
