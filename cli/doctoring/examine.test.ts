import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Examiner } from './examine';
import { type Patient, patients } from './patients';

describe('everybody that the suite can examine', () => {
  it('has a name of its own', () => {
    assert.equal(new Set(patients.map(({ id }) => id)).size, patients.length);
    assert.ok(patients.filter(({ kind }) => kind === 'fault').length >= 40);
  });
});

describe('the whole suite catches a fault by the rules that it breaks, and by no others', () => {
  const examiner = new Examiner('process');
  for (const patient of patients.filter(({ kind }) => kind === 'fault')) {
    it(patient.id, async () => {
      const { missed, others } = await examiner.examine(patient);
      assert.deepEqual({ missed, others }, { missed: [], others: [] });
    });
  }
});

describe('whoever expects something else', () => {
  const patient: Patient = {
    kind: 'fault',
    id: 'made up',
    edition: 'spec',
    fault: 'refused-with-404',
    sentence: 'is not as it is said to be',
    expected: ['bfv-needs-trait'],
  };

  it('is told what was missed, and what was caught besides', async () => {
    const { caught, missed, others } = await new Examiner('process').examine(patient);
    assert.deepEqual(
      { caught, missed, others },
      {
        caught: ['refusal-is-400'],
        missed: ['bfv-needs-trait'],
        others: ['refusal-is-400'],
      },
    );
  });
});
