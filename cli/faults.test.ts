import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import schema from '../reports/report.schema.json';
import { anyFaultIds } from '../simulator';
import { at } from '../targets/clients/reading';
import { unlessItHangs, workplace } from './testing/command-line.test';

const program = `${__dirname}/nova-rescue.cjs`;

test('faults lists each of them once, and so does --fault list', unlessItHangs, async (t) => {
  const place = workplace(t);
  const [listed, ...others] = await Promise.all([
    place.run('faults'),
    place.run('run', '--fault', 'list'),
    place.run('serve', '--fault', 'list'),
  ]);
  assert.deepEqual([listed.code, listed.stderr], [0, '']);
  const ids = listed.stdout.split('\n').flatMap((line) => /^ {2}(\S+) +\S/.exec(line)?.[1] ?? []);
  assert.deepEqual([...ids].sort(), [...anyFaultIds].sort());
  assert.match(listed.stdout, /^opting in:\n/);
  for (const other of others) assert.deepEqual(other, listed);
});

test('what is no fault ends in one line that names the nearest', unlessItHangs, async (t) => {
  const place = workplace(t);
  const said = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await place.run(...words);
    assert.deepEqual([code, stdout], [2, '']);
    return stderr;
  };
  assert.equal(
    await said('run', '--fault', 'trait-cache'),
    "error: option '--fault <ID>' argument 'trait-cache' is invalid. no fault is called “trait-cache”; the nearest is trait-cached, and “nova-rescue faults” lists all.\n",
  );
  assert.match(
    await said('serve', '--fault', 'bfv-needs-trait'),
    /is a rule and no fault: .* name it as the departure\.\n$/,
  );
  assert.match(
    await said('run', '--cloud', 'c', '--fault', 'trait-cached'),
    /^error: --departure, --fault, .* leave them out/,
  );
});

const narrow = ['--rule', 'bfv-needs-trait'];

test('a run under a fault says loudly that it is no evidence', unlessItHangs, async (t) => {
  const place = workplace(t);
  const { code, stdout } = await place.run('run', '--out', 'out', '--fault', 'trait-ignored', ...narrow);
  assert.equal(code, 1);
  assert.match(
    stdout,
    /^NO EVIDENCE: simulator is a simulated cloud that is broken on purpose \(fault trait-ignored: it does not look at the trait\)/,
  );
  assert.match(stdout, /^simulator \(spec, broken on purpose\) violates 1 rule: bfv-needs-trait\./m);
  assert.match(stdout, /again +nova-rescue run --fault trait-ignored /);
  assert.match(place.read('report.md'), /^> \*\*NO EVIDENCE: /m);
  const report: unknown = JSON.parse(place.read('report.json'));
  assert.deepEqual(at(report, 'target', 'brokenBy'), ['fault trait-ignored: it does not look at the trait']);
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  assert.ok(ajv.validate(schema, report), ajv.errorsText());
});

test('so does a run under a departure, and one on a served cloud that is broken', unlessItHangs, async (t) => {
  const place = workplace(t);
  const own = await place.run('run', '--out', 'out', '--departure', 'bfv-needs-trait', ...narrow);
  assert.match(own.stdout, /^NO EVIDENCE: .*departure bfv-needs-trait: it does not look at the trait/);
  const run = [process.execPath, program, 'run', '--out', 'served', '--cloud', 'sim', '--admin-cloud', 'sim-admin'];
  const served = ['serve', '--time', 'steps', '--fault', 'trait-ignored', '--exec'];
  const { code, stdout, stderr } = await place.run(...served, ...run, ...narrow);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^warning: broken on purpose: fault trait-ignored: it does not look at the trait$/m);
  assert.match(stdout, /^NO EVIDENCE: sim is a simulated cloud that is broken on purpose \(fault trait-ignored: /);
});
