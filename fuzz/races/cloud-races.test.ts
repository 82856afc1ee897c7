import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { arranging, isAction, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { ConnectionProblem } from '../../targets/target';
import { raceOnCloud, type SeenRace } from './cloud-races';
import { timeline } from './timeline';

const options = {
  seed: 2026,
  races: 12,
  clients: 4,
  isOver: () => false,
  onRace: () => {},
  onSeen: async () => {},
};

describe('races on a cloud', () => {
  it('are held one after the other, and all have an order where the rules are kept', async (t: TestContext) => {
    const told: number[] = [];
    const races = await raceOnCloud(arranging(t), { ...options, onRace: (held) => void told.push(held) });
    assert.deepEqual(races, { held: 12, seen: [], slow: 0, inconclusive: [] });
    assert.deepEqual(told.at(-1), 12);
  });

  it('show two winners, and how often', async (t) => {
    const racing = arranging(t, { simulator: { departure: 'one-winner' } });
    const told: SeenRace[] = [];
    const { seen } = await raceOnCloud(racing, { ...options, onSeen: async (race) => void told.push(race) });
    assert.ok(seen.length > 0);
    assert.deepEqual(told, seen);
    for (const { plan, held, unordered, end } of seen) {
      assert.ok(plan.flat().filter((call) => call === 'rescue').length > 1);
      assert.deepEqual([held, unordered], [5, 5]);
      assert.match(timeline(end.history, end.stuck), /rescue → 200.*← fits nowhere/);
      assert.deepEqual(
        end.unlooked.flatMap(({ rules }) => rules),
        ['busy-server-refused', 'one-winner'],
      );
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
    const { held } = await raceOnCloud(arranging(t), { ...options, isOver: () => true });
    assert.equal(held, 0);
  });
});
