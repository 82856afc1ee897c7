import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { facts, scenario } from './made-up.test';
import { markdownReport } from './markdown';
import { judgeOwn } from './own-scenarios';
import { reportOf } from './report';
import type { ScenarioResult } from './scenarios';

const own = (ended: Parameters<typeof scenario>[2], changes: Partial<ScenarioResult> = {}): ScenarioResult => ({
  ...scenario('bfv-needs-trait', 'control', ended),
  ...changes,
});

const error = (type: string) => ({ type, message: 'no\n  + 1\n  - 2' });

describe('a scenario of the user’s own', () => {
  const ends = (result: ScenarioResult) => {
    const [only] = judgeOwn('own', [result], false).own.scenarios;
    return [only?.verdict, only?.reason];
  };

  it('fails by an assertion of any library, also where it is tagged as a control of ours', () => {
    assert.deepEqual(ends(own('violated')), ['failed', 'expected a refusal, but it was accepted']);
    assert.deepEqual(ends(own('crashed', { error: error('JestAssertionError') })), ['failed', 'no + 1 - 2']);
  });

  it('is open where a step ends in another error, or does not end', () => {
    assert.deepEqual(ends(own('crashed')), [
      'inconclusive',
      'a step ended in an error: TypeError: x is not a function',
    ]);
    assert.deepEqual(ends(own('inconclusive')), ['inconclusive', 'not within 180 s']);
    assert.deepEqual(ends(own('unfinished')), ['inconclusive', 'the scenario did not end']);
    assert.deepEqual(ends(own('passed', { status: 'PENDING' })), ['inconclusive', 'a step of it is pending']);
  });

  it('is not applicable where it was skipped, by us or by itself', () => {
    assert.deepEqual(ends(own('skipped')), ['not-applicable', 'no such host']);
    assert.deepEqual(ends(own('passed', { status: 'SKIPPED' })), ['not-applicable', 'a step of it says so']);
  });

  it('passes', () => {
    assert.deepEqual(ends(own('passed')), ['passed', null]);
  });
});

describe('a run of the user’s own scenarios', () => {
  const ends = (...all: readonly ScenarioResult[]) => judgeOwn('own', all, false).exitCode;

  it('ends with 1 where one failed, 3 where one is open or none passed, else 0', () => {
    assert.equal(ends(own('passed'), own('violated'), own('crashed')), 1);
    assert.equal(ends(own('passed'), own('crashed')), 3);
    assert.equal(ends(own('skipped')), 3);
    assert.equal(ends(), 3);
    assert.equal(ends(own('passed'), own('skipped')), 0);
  });

  it('decides nothing where it was interrupted, but by what has failed', () => {
    assert.equal(judgeOwn('own', [own('passed')], true).exitCode, 3);
    assert.equal(judgeOwn('own', [own('violated')], true).exitCode, 1);
  });

  it('is a section of the report, and judges no rule', () => {
    const run = facts({ features: 'own', selected: [], interrupted: true });
    const report = reportOf(run, [own('passed'), own('violated')]);
    assert.deepEqual(report.rules, []);
    assert.deepEqual([report.verdict, report.exitCode], ['violates', 1]);
    const { scenarios: _, ...counts } = report.ownScenarios ?? { scenarios: [] };
    assert.deepEqual(counts, { folder: 'own', passed: 1, failed: 1, inconclusive: 0, notApplicable: 0 });
    const page = markdownReport(report);
    assert.match(page, /^# 2 scenarios of your own on acme: 1 passed, 1 failed, the run was interrupted\.\n/);
    assert.match(page, /## Your own scenarios, of own\n/);
    assert.doesNotMatch(page, /\| family \|/);
    assert.match(page, /"url": "https:\/\/cloud\.example\/compute\/v2\.1\/servers\/1\/action"/);
  });
});
