import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pc from 'picocolors';
import { facts, scenario } from './made-up.test';
import { markdownReport } from './markdown';
import { noEvidence } from './no-evidence';
import { reportOf } from './report';
import { terminalReport } from './terminal';
import { verdictSentence } from './verdict-sentence';

const rule = 'bfv-needs-trait';
const scenarios = [scenario(rule, 'witness', 'passed'), scenario(rule, 'control', 'passed')];
const reported = (brokenBy?: readonly string[]) => {
  const { target } = facts();
  return reportOf(facts({ selected: [rule], target: { ...target, ...(brokenBy && { brokenBy }) } }), scenarios);
};

describe('a report of a cloud that is broken on purpose', () => {
  const report = reported(['fault trait-cached: it goes on from what was']);
  const warning =
    'NO EVIDENCE: acme is a simulated cloud that is broken on purpose (fault trait-cached: it goes on from what was). What is said here holds of no real cloud.';

  it('says so before all else on a terminal, and once more before the verdict', () => {
    const lines = terminalReport(report, pc.createColors(false)).split('\n');
    assert.equal(lines[0], warning);
    assert.equal(lines.at(-3), warning);
  });

  it('says so at the top of the page, and in the verdict', () => {
    assert.equal(markdownReport(report).split('\n')[2], `> **${warning}**`);
    assert.match(verdictSentence(report), /^acme \(broken on purpose\) conforms: /);
  });

  it('says nothing of any other', () => {
    assert.equal(noEvidence(reported()), undefined);
    assert.match(verdictSentence(reported()), /^acme conforms: /);
  });
});
