import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, arranging, isAction, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { simulatorTarget } from '../../targets/simulator-target';
import { ConnectionProblem } from '../../targets/target';
import { rulesOf } from './cause-of';
import { raceOnCloud } from './cloud-races';
import type { SeenRace } from './hold-often';
import type { SlowRace } from './judge-race';
import { timelineOf } from './timeline';

const options = {
  seed: 2026,
  races: 12,
  clients: 4,
  isOver: () => false,
  onRace: () => {},
  onSeen: async () => {},
  onShortening: () => {},
  onSlow: () => {},
};

describe('races on a cloud', () => {
  it('are held one after the other, and all have an order where the rules are kept', async (t: TestContext) => {
    const told: number[] = [];
    const races = await raceOnCloud(arranging(t), { ...options, onRace: (held) => void told.push(held) });
    assert.deepEqual(races, { held: 12, seen: [], slow: 0, inconclusive: [] });
    assert.deepEqual(told.at(-1), 12);
  });

  it('show two winners, made small where the cause is new, and how often', async (t) => {
    const racing = arranging(t, { simulator: { departure: 'one-winner' } });
    const told: SeenRace[] = [];
    const shortened: SeenRace[] = [];
    const { seen } = await raceOnCloud(racing, {
      ...options,
      races: 4,
      onSeen: async (race) => void told.push(race),
      onShortening: (race) => void shortened.push(race),
    });
    assert.deepEqual(told, seen);
    const [first, second] = seen;
    assert.deepEqual(first?.plan, [['rescue', 'rescue']]);
    assert.ok(second && second.plan.flat().length > 2, 'two winners are known by then');
    assert.equal(shortened.length, 1);
    assert.ok(shortened[0] && shortened[0].plan.flat().length > 2);
    for (const { plan, held, unordered, end } of seen) {
      assert.ok(plan.flat().filter((call) => call === 'rescue').length > 1);
      assert.deepEqual([held, unordered], [5, 5]);
      assert.match(timelineOf(end).join('\n'), /rescue → 200.*← fits nowhere/);
      assert.deepEqual(rulesOf(end), ['busy-server-refused', 'one-winner']);
    }
  });

  it('are told as they were seen, should the cloud fail us while one is made smaller', async (t) => {
    let isMistaken = false;
    const mistake: Rewrite = () => {
      if (isMistaken) throw new TypeError('a mistake');
      return undefined;
    };
    const racing = arranging(t, { simulator: { departure: 'one-winner' }, rewrites: [mistake] });
    const told: SeenRace[] = [];
    const onShortening = () => {
      isMistaken = true;
    };
    const onSeen = async (race: SeenRace) => void told.push(race);
    await assert.rejects(raceOnCloud(racing, { ...options, onShortening, onSeen }), /a mistake/);
    assert.deepEqual(
      told.map(({ held, unordered }) => [held, unordered]),
      [[5, 5]],
    );
  });

  /** A cloud on which the first that is too late for a rescue is accepted, when the other one’s is over if it waits. */
  function slowLosers(t: TestContext, waits: (loser: number) => boolean = () => true) {
    const cloud = { ...simulatorTarget({ edition: 'spec', driver: 'fake', seed: 1 }), kind: 'cloud' as const };
    let [underWay, losers, isAccepted] = [0, 0, false];
    const rewrite: Rewrite = async (request, pass) => {
      if (isAction('unrescue')(request)) isAccepted = false;
      if (!isAction('rescue')(request)) return undefined;
      underWay += 1;
      const isAlone = underWay === 1;
      const exchange = await pass(request);
      const isSlow = !isAlone && !isAccepted && exchange.reply.status === 409;
      isAccepted ||= isSlow;
      if (isSlow) losers += 1;
      if (isSlow && waits(losers)) await cloud.clock.wait(10_000);
      underWay -= 1;
      return isSlow ? answered(request, 200, {}) : exchange;
    };
    return arranging(t, { on: cloud, rewrites: [rewrite] });
  }

  it('are told once where one was slow, and how often', async (t) => {
    const told: SeenRace<SlowRace>[] = [];
    const onSlow = (race: SeenRace<SlowRace>) => void told.push(race);
    const { slow, seen } = await raceOnCloud(slowLosers(t), { ...options, races: 3, onSlow });
    assert.deepEqual([slow, seen, told.length], [3, [], 1]);
    const [race] = told;
    assert.ok(race);
    assert.deepEqual([race.held, race.slow, race.unordered], [5, 5, 0]);
    assert.match(timelineOf(race.end)[0] ?? '', /rescue → 200 {2}← fits where it was slow$/);
  });

  it('are findings where what was slow once has no order the next time', async (t) => {
    const onSlow = () => assert.fail('it is worse');
    const racing = slowLosers(t, (loser) => loser === 1);
    const { slow, seen } = await raceOnCloud(racing, { ...options, races: 1, onSlow });
    assert.equal(slow, 1);
    assert.deepEqual(
      seen.map(({ plan, held, unordered }) => ({ plan, held, unordered })),
      [{ plan: [['rescue'], ['rescue']], held: 5, unordered: 5 }],
    );
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
