import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ruleIds } from '../features/catalogue';
import { type RunOptions, rules, run, UserError } from './index';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'nova-rescue-program-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

const surroundings = { cwd: __dirname, env: { PATH: process.env.PATH } };

/** One rule, and the families that are left out by it. */
const narrow: RunOptions = { rules: ['bfv-needs-trait'], seed: 7, samples: 3 };

describe('the package’s root', () => {
  it('lists every rule with its id', () => {
    assert.deepEqual(
      rules.map(({ id }) => id),
      ruleIds,
    );
    const [first] = rules;
    assert.deepEqual([first?.id, first?.level, first?.family], ['bfv-needs-microversion', 'spec', 'opt-in']);
  });

  it('is loaded without cucumber, by CommonJS and by ESM, with every name', () => {
    const loaded = (...words: readonly string[]) =>
      execFileSync(process.execPath, words, {
        cwd: __dirname,
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
      }).trim();
    const cucumber = "Object.keys(require.cache).filter((path) => path.includes('cucumber')).length";
    const names = Object.keys(require('./index')).sort().join();
    const required = `const it = require('nova-rescue-conformance'); console.log(Object.keys(it).sort().join(), ${cucumber})`;
    assert.equal(loaded('-e', required), `${names} 0`);
    const imported =
      "import * as it from 'nova-rescue-conformance'; const {default: _, 'module.exports': __, ...names} = it; console.log(Object.keys(names).sort().join())";
    assert.equal(loaded('--input-type=module', '-e', imported), names);
  });
});

describe('run', () => {
  it('judges the simulator, and writes the reports', async (t) => {
    const out = folder(t);
    const report = await run({ ...narrow, out });
    assert.deepEqual([report.verdict, report.exitCode, report.run.seed], ['conforms', 0, 7]);
    assert.deepEqual(
      report.rules.map(({ id, verdict }) => [id, verdict]),
      [['bfv-needs-trait', 'conforms']],
    );
    assert.deepEqual(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')), JSON.parse(JSON.stringify(report)));
    for (const file of ['report.md', 'junit.xml', 'run.json', 'messages.ndjson'])
      assert.ok(existsSync(join(out, file)), file);
  });

  it('resolves to the report of a violation too', async (t) => {
    const report = await run({ ...narrow, out: folder(t), departure: 'bfv-needs-trait' });
    assert.deepEqual([report.verdict, report.exitCode], ['violates', 1]);
  });

  it('says nothing, and leaves the exit code to its caller', (t) => {
    const options = { ...narrow, out: folder(t), departure: 'bfv-needs-trait' };
    const program = `require('nova-rescue-conformance').run(${JSON.stringify(options)})`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
      ...surroundings,
      encoding: 'utf8',
    });
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  });

  it('shows its progress to whoever asks for it', async (t) => {
    let shown = '';
    const progress = { write: (text: string) => (shown += text) };
    await run({ ...narrow, out: folder(t), progress });
    assert.match(shown, /^seed 7\n\[1\/\d\] bfv-needs-trait\n/);
  });

  it('takes a configuration as an object or as a file', async (t) => {
    const out = folder(t);
    const implementation = { org: 'Acme', product: 'Cloud', version: '1', contact: 'qa@acme.example' };
    const file = join(out, 'own.yaml');
    writeFileSync(file, JSON.stringify({ implementation }));
    const [one, other] = await Promise.all([
      run({ ...narrow, out, configuration: { implementation, hosts: { capable: ['nova:host-1'] } } }),
      run({ ...narrow, out: join(out, 'other'), configuration: file }),
    ]);
    assert.deepEqual([one.implementation, other.implementation], [implementation, implementation]);
    assert.match(other.run.reproduce, /--config .*own\.yaml/);
  });

  it('stops where its signal says so, and reports what there is', async (t) => {
    const controller = new AbortController();
    const progress = { write: () => controller.abort(new Error('enough')) };
    const report = await run({ ...narrow, out: folder(t), progress, signal: controller.signal });
    assert.deepEqual([report.interrupted, report.exitCode], [true, 3]);
  });

  it('runs others’ features and our own in one process, in any order', async (t) => {
    const own = (name: string) => {
      const path = folder(t);
      const ours = join(__dirname, 'steps.cjs');
      const steps = `require(${JSON.stringify(ours)}).Then('all is ${name}', () => undefined);\n`;
      writeFileSync(join(path, 'own.feature'), `Feature: own\n  Scenario: own\n    Then all is ${name}\n`);
      writeFileSync(join(path, 'own.cjs'), steps);
      return path;
    };
    const [one, other] = [own('one'), own('other')];
    const ends = async (options: RunOptions) => (await run({ ...options, out: folder(t) })).exitCode;
    for (const features of [one, other, one]) {
      assert.equal(await ends({ features }), 0);
      assert.equal(await ends(narrow), 0);
    }
    await assert.rejects(ends({ features: join(one, 'none') }), UserError);
    assert.equal(await ends({ ...narrow, departure: 'bfv-needs-trait' }), 1);
  });

  it('keeps a token out of the report', async (t) => {
    const out = folder(t);
    await run({ ...narrow, out, token: 'S3cret-token' });
    assert.doesNotMatch(readFileSync(join(out, 'run.json'), 'utf8'), /S3cret/);
  });

  it('throws a UserError for what the caller can put right, and writes nothing', async (t) => {
    const out = folder(t);
    const refused = (options: object, line: RegExp | string) =>
      assert.rejects(run({ out: join(out, 'never'), ...options }), (error) => {
        assert.ok(error instanceof UserError, String(error));
        if (typeof line === 'string') assert.equal(error.message, line);
        else assert.match(error.message, line);
        return true;
      });
    await refused({ editon: 'spec' }, /^run: editon is not known here; it can be cloud, /);
    await refused({ edition: 'nova-2' }, /^run: edition must be one of spec, /);
    await refused(
      { fault: 'trait-cache' } as object,
      /^run: no fault is called “trait-cache”; the nearest is trait-cached/,
    );
    await refused({ samples: '3' }, 'run: samples must be integer');
    await refused({ rules: ['needs-trait'] }, /^no rule is called “needs-trait”; did you mean bfv-needs-trait/);
    await refused(
      { configuration: { zonen: {} } },
      /^run: in configuration, zonen is not known here; it can be implementation, /,
    );
    await refused({ configuration: '/no/such' }, /^cannot read \/no\/such \(ENOENT\)/);
    await refused({ features: '/no/such' }, /^--features: there is no folder \/no\/such/);
    await refused({ cloud: 'x', endpoint: 'http://127.0.0.1:1' }, /exclude each other/);
    assert.equal(existsSync(join(out, 'never')), false);
  });
});
