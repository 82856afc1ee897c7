import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleIds } from '../features/catalogue';
import { facts, scenario } from './made-up.test';
import { judge, judgeRule } from './verdicts';

const rule = 'bfv-needs-microversion';
const observed = 'bfv-needs-stable-device-image';
const conforming = [scenario(rule, 'witness', 'passed'), scenario(rule, 'control', 'passed')];

describe('the verdict of a rule', () => {
  const verdictOf = (...parts: Parameters<typeof judgeRule>[1]) => judgeRule(rule, parts, facts());

  it('conforms where a witness and its control held', () => {
    const judged = verdictOf(...conforming);
    assert.equal(judged.verdict, 'conforms');
    assert.equal(judged.witnessed, true);
  });

  it('is violated by a witness, whatever became of the control', () => {
    for (const control of ['passed', 'violated', 'skipped'] as const) {
      const judged = verdictOf(scenario(rule, 'witness', 'violated'), scenario(rule, 'control', control));
      assert.equal(judged.verdict, 'violates');
      assert.equal(judged.reason, 'expected a refusal, but it was accepted');
    }
  });

  it('is violated by a supporting scenario, which makes no witness', () => {
    const judged = verdictOf(scenario(rule, 'supporting', 'violated'), scenario(rule, 'control', 'passed'));
    assert.deepEqual([judged.verdict, judged.witnessed], ['violates', false]);
  });

  it('is inconclusive where the control did not hold, for then a refusal means nothing', () => {
    const judged = verdictOf(scenario(rule, 'witness', 'passed'), scenario(rule, 'control', 'violated'));
    assert.equal(judged.verdict, 'inconclusive');
    assert.match(judged.reason ?? '', /^the control did not hold/);
  });

  it('is inconclusive after a timeout, a mistake of ours, or an end before the end', () => {
    for (const ended of ['inconclusive', 'crashed', 'unfinished'] as const) {
      assert.equal(
        verdictOf(scenario(rule, 'witness', ended), scenario(rule, 'control', 'passed')).verdict,
        'inconclusive',
      );
    }
    const crashed = verdictOf(scenario(rule, 'witness', 'crashed'));
    assert.equal(crashed.reason, 'an error of ours: TypeError: x is not a function');
    const error = { type: 'UserError', message: 'the token has expired and cannot be renewed' };
    const expired = verdictOf({ ...scenario(rule, 'witness', 'crashed'), error });
    assert.deepEqual([expired.verdict, expired.reason], ['inconclusive', error.message]);
  });

  it('is not applicable where only one half could be arranged', () => {
    const harmless = verdictOf(scenario(rule, 'witness', 'skipped'), scenario(rule, 'control', 'passed'));
    assert.equal(harmless.verdict, 'not-applicable');
    assert.equal(harmless.reason, 'the control held, but what the rule forbids could not be tried: no such host');
    const lonely = verdictOf(scenario(rule, 'witness', 'passed'), scenario(rule, 'control', 'skipped'));
    assert.equal(lonely.verdict, 'not-applicable');
    assert.equal(lonely.reason, 'it held, but its control could not be arranged: no such host');
    assert.equal(
      verdictOf(scenario(rule, 'witness', 'skipped'), scenario(rule, 'control', 'skipped')).reason,
      'no such host',
    );
  });

  it('is untested where no scenario of it ran', () => {
    assert.equal(verdictOf().verdict, 'untested');
  });
});

describe('an observed rule', () => {
  it('is never violated: it is as Nova, or differs, and says which Nova does the same', () => {
    const kept = [scenario(observed, 'witness', 'passed'), scenario(observed, 'control', 'passed')];
    assert.equal(judgeRule(observed, kept, facts()).verdict, 'as-nova');
    const broken = judgeRule(observed, [scenario(observed, 'witness', 'violated')], facts());
    assert.equal(broken.verdict, 'differs');
    assert.match(broken.reason ?? '', /so do nova-21\.0, nova-21\.1$/);
    assert.equal(judgeRule(observed, [scenario(observed, 'witness', 'skipped')], facts()).verdict, 'not-applicable');
  });

  it('decides with --strict', () => {
    const broken = judgeRule(observed, [scenario(observed, 'witness', 'violated')], facts({ strict: true }));
    assert.deepEqual([broken.verdict, broken.deciding], ['violates', true]);
  });
});

describe('expectations', () => {
  const expected = { rule, verdict: 'violates', reason: 'known' } as const;
  const violated = [scenario(rule, 'witness', 'violated'), scenario(rule, 'control', 'passed')];

  it('turn the failure they name into an expected one', () => {
    const { rules, exitCode } = judge(facts({ expectations: [expected] }), violated);
    assert.deepEqual([rules[0]?.verdict, exitCode], ['expected-failure', 0]);
  });

  it('do not cover another failure', () => {
    assert.equal(judge(facts({ expectations: [{ ...expected, verdict: 'inconclusive' }] }), violated).exitCode, 1);
  });

  it('no longer count after their expiry', () => {
    assert.equal(judge(facts({ expectations: [{ ...expected, expiry: '2026-11-21' }] }), violated).exitCode, 1);
    assert.equal(judge(facts({ expectations: [{ ...expected, expiry: '2026-11-22' }] }), violated).exitCode, 0);
  });

  it('are stale where the failure did not happen', () => {
    const { exitCode, stale } = judge(facts({ expectations: [expected] }), conforming);
    assert.deepEqual([exitCode, stale.length], [4, 1]);
  });

  it('are stale where they name no rule that there is', () => {
    const unknown = { ...expected, rule: 'no-such-rule' as typeof rule };
    assert.equal(judge(facts({ expectations: [unknown] }), conforming).exitCode, 4);
  });

  it('are not stale where the rule was not selected or could not be arranged', () => {
    const other = { ...expected, rule: 'bfv-needs-trait' } as const;
    assert.equal(judge(facts({ expectations: [other] }), conforming).exitCode, 0);
    assert.equal(judge(facts({ expectations: [expected] }), [scenario(rule, 'witness', 'skipped')]).exitCode, 3);
  });
});

describe('the verdict of a run', () => {
  it('prefers a violation to stale expectations, and those to what is open', () => {
    const selected = [rule, 'bfv-needs-trait'] as const;
    const stale = [{ rule, verdict: 'violates', reason: 'known' }] as const;
    const violated = [...conforming, scenario('bfv-needs-trait', 'witness', 'violated')];
    assert.equal(judge(facts({ selected, expectations: stale }), violated).exitCode, 1);
    const open = [...conforming, scenario('bfv-needs-trait', 'witness', 'inconclusive')];
    assert.equal(judge(facts({ selected, expectations: stale }), open).exitCode, 4);
    assert.equal(judge(facts({ selected }), open).exitCode, 3);
  });

  it('demands a verified rule of each of the four families that were selected, unless waived', () => {
    const selected = [rule, 'bfv-needs-trait'] as const;
    const scenarios = [...conforming, scenario('bfv-needs-trait', 'witness', 'skipped')];
    assert.deepEqual(judge(facts({ selected }), scenarios).unverified, ['trait']);
    assert.equal(judge(facts({ selected, waived: ['trait'] }), scenarios).exitCode, 0);
  });

  it('is inconclusive where nothing decides, or the run was interrupted', () => {
    const kept = [scenario(observed, 'witness', 'passed'), scenario(observed, 'control', 'passed')];
    assert.equal(judge(facts({ selected: [observed] }), kept).exitCode, 3);
    assert.equal(judge(facts({ interrupted: true }), conforming).exitCode, 3);
    assert.equal(judge(facts({ selected: ruleIds }), conforming).exitCode, 3);
  });
});
