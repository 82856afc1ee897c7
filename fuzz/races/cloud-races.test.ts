import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { arranging, isAction, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { ConnectionProblem } from '../../targets/target';
import { raceOnCloud } from './cloud-races';

const options = { seed: 2026, races: 12, interrupted: () => false, onRace: () => {} };

describe('races on a cloud', () => {
  it('are held one after the other, and all have an order where the rules are kept', async (t: TestContext) => {
    const told: number[] = [];
    const races = await raceOnCloud(arranging(t), { ...options, onRace: (held) => void told.push(held) });
    assert.deepEqual(races, { held: 12, seen: [], inconclusive: [] });
    assert.deepEqual(told.at(-1), 12);
  });

  it('show two winners, and how often', async (t) => {
    const racing = arranging(t, { simulator: { departure: 'one-winner' } });
    const { seen } = await raceOnCloud(racing, options);
    assert.ok(seen.length > 0);
    for (const { plan, held, unordered, timeline } of seen) {
      assert.ok(plan.flat().filter((call) => call === 'rescue').length > 1);
      assert.deepEqual([held, unordered], [5, 5]);
      assert.match(timeline, /rescue → 200.*← fits nowhere/);
    }
  });

  it('tell nothing where the cloud cannot be reached, or the server does not come to rest', async (t) => {
    const broken: Rewrite = (request) => {
      if (isAction('rescue')(request)) throw new ConnectionProblem('reset');
      return undefined;
    };
    const { inconclusive, seen } = await raceOnCloud(arranging(t, { rewrites: [broken] }), { ...options, races: 2 });
    assert.deepEqual(seen, []);
    assert.deepEqual(inconclusive, ['reset', 'reset'], 'the preflight does not get through either');
  });

  it('end when the user says so', async (t) => {
    const { held } = await raceOnCloud(arranging(t), { ...options, interrupted: () => true });
    assert.equal(held, 0);
  });
});
