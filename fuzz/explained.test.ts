import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Explaining, explained } from './explained';

/** A difference that a simulator shows in one of these ways: with a departure, with a fault, or as an edition. */
interface Stub {
  readonly kind: string;
  readonly ways: readonly string[];
}

const explaining: Explaining<Stub> = {
  model: { edition: 'spec', driver: 'libvirt' },
  doesSo:
    ({ ways }) =>
    async ({ edition, departure, fault }) =>
      ways.includes(departure ?? fault ?? edition),
  kindOf: ({ kind }) => kind,
  decides: (rules) => !rules.every((rule) => rule === 'malformed-is-no-server-error'),
};

const [deciding, other, observed] = ['malformed-json', 'rescue-once', 'malformed-is-no-server-error'] as const;
const [one, another] = ['409 → 200', '400 → 500'] as const;

/** Which of the later ones is hidden by the first. */
async function hiddenBy(first: Stub, later: Readonly<Record<string, Stub>>): Promise<readonly string[]> {
  const { isSame } = await explained(first, explaining);
  const hidden: string[] = [];
  for (const [name, difference] of Object.entries(later)) if (await isSame(difference)) hidden.push(name);
  return hidden;
}

describe('a difference that is explained', () => {
  it('hides what has its cause, of whatever kind, and nothing else', async () => {
    const hidden = await hiddenBy(
      { kind: one, ways: [deciding, 'malformed-json-is-500'] },
      {
        'a rule that it breaks': { kind: another, ways: [deciding, other] },
        'a fault that it may have': { kind: another, ways: ['malformed-json-is-500'] },
        'another rule, though it looks like it': { kind: one, ways: [other] },
        'nothing known': { kind: one, ways: [] },
      },
    );
    assert.deepEqual(hidden, ['a rule that it breaks', 'a fault that it may have']);
  });

  it('hides nothing that decides, where it decides nothing', async () => {
    const hidden = await hiddenBy(
      { kind: one, ways: [observed] },
      {
        'that decides': { kind: another, ways: [observed, deciding] },
        'of the same kind': { kind: another, ways: [observed, deciding] },
        'that does not': { kind: 'third', ways: [observed] },
        'that is allowed': { kind: 'fourth', ways: ['nova-27.0', observed] },
        'of its own kind': { kind: one, ways: [observed] },
      },
    );
    assert.deepEqual(hidden, ['that does not', 'that is allowed', 'of its own kind']);
  });

  it('as a note hides what is allowed to the same and is of its kind', async () => {
    const hidden = await hiddenBy(
      { kind: one, ways: ['nova-27.0'] },
      {
        'allowed to the same': { kind: one, ways: ['nova-27.0'] },
        'of another kind': { kind: another, ways: ['nova-27.0'] },
        'allowed to others besides': { kind: one, ways: ['nova-27.0', 'nova-30.0'] },
        'a violation': { kind: one, ways: [deciding] },
      },
    );
    assert.deepEqual(hidden, ['allowed to the same']);
  });

  it('hides what is of its kind where nothing is known of it', async () => {
    const hidden = await hiddenBy(
      { kind: one, ways: [] },
      { 'of its kind': { kind: one, ways: [other] }, 'of another': { kind: another, ways: [] } },
    );
    assert.deepEqual(hidden, ['of its kind']);
  });
});
