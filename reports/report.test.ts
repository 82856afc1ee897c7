import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import pc from 'picocolors';
import { expectationsFrom } from './expectations';
import { gates } from './gates.test';
import { facts, scenario } from './made-up.test';
import { markdownReport } from './markdown';
import { reportOf } from './report';
import schema from './report.schema.json';
import { terminalReport } from './terminal';
import { verdictSentence } from './verdict-sentence';

const rule = 'bfv-falls-back-to-original';
const observed = 'bfv-needs-stable-device-image';
const selected = [rule, observed, 'bfv-needs-trait'] as const;
const scenarios = [
  scenario(rule, 'witness', 'violated'),
  scenario(rule, 'control', 'passed'),
  scenario(observed, 'witness', 'violated'),
  scenario('bfv-needs-trait', 'witness', 'skipped'),
];
const report = reportOf(facts({ selected }), scenarios);
const colourless = pc.createColors(false);

describe('report.json', () => {
  it('is what its schema says', () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    assert.ok(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors));
    assert.equal(validate({ ...report, summary: undefined }), false);
    assert.ok(validate(JSON.parse(JSON.stringify({ ...report, gates }))), JSON.stringify(validate.errors));
    assert.equal(validate({ ...report, gates: { ...gates, order: ['lock-refused'] } }), false);
  });

  it('counts, and says how to run a rule again', () => {
    const { deciding, verified, violates, notApplicable, differs } = report.summary;
    assert.deepEqual([deciding, verified, violates, notApplicable, differs], [2, 1, 1, 1, 1]);
    assert.equal(report.rules[0]?.scenarios[0]?.replay, `nova-rescue run --cloud acme --seed 7 --rule bfv-needs-trait`);
  });
});

it('the report has the gates where they were looked at, before the verdict and at the end of the page', () => {
  const withGates = reportOf(facts({ selected }), scenarios, gates);
  assert.deepEqual([report.gates, withGates.gates], [null, gates]);
  assert.match(terminalReport(withGates, colourless), /\n\ngates, in order: lock 409, .*\n\n[^\n]*\.$/);
  assert.ok(!terminalReport(report, colourless).includes('gates, in order'));
  assert.match(markdownReport(withGates), /\n## Gates\n/);
  assert.doesNotMatch(markdownReport(report), /## Gates/);
});

describe('the report on a terminal', () => {
  const text = terminalReport(report, colourless);

  it('shows each violation with its sentence, what was expected, what came, and its request id', () => {
    for (const part of [
      'violates bfv-falls-back-to-original',
      'the original image is found',
      'expected  a refusal',
      'but       it was accepted',
      'request   POST https://cloud.example/compute/v2.1/servers/1/action  as owner',
      'OpenStack-API-Version: compute 2.86',
      'response  200 {"adminPass":"[redacted]"}',
      'its id    req-1',
      'Every Nova released so far',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('says why what was not verified was not', () => {
    assert.match(text, /not-applicable bfv-needs-trait: no such host/);
    assert.match(text, /differs bfv-needs-stable-device-image/);
  });

  it('ends in the verdict', () => {
    assert.equal(text.split('\n').at(-1), verdictSentence(report));
  });
});

describe('report.md', () => {
  it('has a table of the rules, and a section with its evidence for each finding', () => {
    const text = markdownReport(report);
    assert.match(text, /^# acme violates 1 rule: bfv-falls-back-to-original\. 1 of 2 deciding rules verified\./);
    assert.match(text, /\| fallback \| `bfv-falls-back-to-original` \| spec \| \*\*violates\*\* \|/);
    assert.match(text, /## `bfv-needs-stable-device-image` differs/);
    assert.match(text, /"requestId": "req-1"/);
  });
});

describe('the verdict in one sentence', () => {
  const sentence = (...input: Parameters<typeof reportOf>) => verdictSentence(reportOf(...input));
  const kept = [scenario('bfv-needs-trait', 'witness', 'passed'), scenario('bfv-needs-trait', 'control', 'passed')];

  it('names the edition of a simulator, and what fails as expected', () => {
    const target = { ...facts().target, name: 'simulator', edition: 'nova-27.0' };
    const expectations = [{ rule, verdict: 'violates', reason: 'known' }] as const;
    const all = [...scenarios.slice(0, 2), ...kept];
    const run = facts({ target, expectations, selected: [rule, 'bfv-needs-trait'] });
    assert.equal(
      sentence(run, all),
      'simulator (nova-27.0) conforms, failing as expected at bfv-falls-back-to-original: 2 of 2 deciding rules verified.',
    );
  });

  it('says what keeps a run from a verdict', () => {
    const run = facts({ selected: ['bfv-needs-trait', 'trait-is-known'], interrupted: true });
    assert.equal(
      sentence(run, [scenario('bfv-needs-trait', 'witness', 'inconclusive')]),
      'Nothing can be said of acme: the run was interrupted; 1 rule inconclusive (bfv-needs-trait); 1 rule untested; nothing verified of trait. 0 of 2 deciding rules verified.',
    );
    assert.match(sentence(facts({ selected: [observed] }), []), /no deciding rule was selected/);
  });

  it('says once what all that is inconclusive has in common', () => {
    const two = [
      scenario('bfv-needs-trait', 'witness', 'inconclusive'),
      scenario('trait-of-own-host', 'control', 'inconclusive'),
    ];
    const run = facts({ selected: ['bfv-needs-trait', 'trait-of-own-host'] });
    assert.match(sentence(run, two), /^Nothing can be said of acme: 2 rules inconclusive because not within 180 s; /);
    assert.match(
      terminalReport(reportOf(run, two), colourless),
      /^inconclusive bfv-needs-trait, trait-of-own-host: not within 180 s$/m,
    );
  });

  it('says where a cloud is older than what is judged', () => {
    const of = (max: string) => {
      const target = { ...facts().target, microversions: { min: '2.1', max } };
      return sentence(facts({ target, selected: ['bfv-needs-trait'] }), []);
    };
    assert.match(of('2.86'), /^Nothing can be said of acme: its newest microversion is 2\.86, before 2\.87; /);
    for (const newest of ['2.87', '2.100', '3.1']) assert.doesNotMatch(of(newest), /its newest microversion/);
  });

  it('says which expectations are stale', () => {
    const run = facts({
      selected: ['bfv-needs-trait'],
      expectations: [{ rule: 'bfv-needs-trait', verdict: 'violates', reason: 'known' }],
    });
    assert.match(sentence(run, kept), /^The expectations are stale, for bfv-needs-trait did not fail/);
  });
});

describe('expectations made from a run', () => {
  it('hold its failures of deciding rules', () => {
    assert.deepEqual(expectationsFrom(report), [
      { rule, verdict: 'violates', reason: 'expected a refusal, but it was accepted' },
    ]);
  });
});
