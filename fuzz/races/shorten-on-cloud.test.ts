import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { arranging } from '../../targets/arranging/wrapped-target.test';
import type { UnorderedRace } from './judge-race';
import type { RacePlan } from './race';
import { shorterOnCloud } from './shorten-on-cloud';

const three: RacePlan = [['lock', 'show'], ['rescue', 'unlock'], ['rescue']];

describe('a race that was seen on a cloud', () => {
  const seenOn = (plan: RacePlan, unordered = 5) => ({
    ...{ plan, held: 5, unordered, slow: 0 },
    end: { kind: 'no order fits', history: [], stuck: [], unlooked: [] } satisfies UnorderedRace,
  });

  /** The plans that it is made into, and how many races that took. */
  async function shortened(
    t: TestContext,
    { plan = three, unordered = 5, isSame = (_race: number) => true, isOver = () => false },
  ): Promise<{ readonly plans: readonly RacePlan[]; readonly races: number }> {
    const racing = arranging(t, { simulator: { departure: 'one-winner' } });
    const plans: RacePlan[] = [];
    let races = 0;
    const isSeen = ({ unlooked }: UnorderedRace) => {
      races += 1;
      assert.deepEqual(
        unlooked.map(({ what }) => what),
        ['what is being done to the server'],
      );
      return isSame(races);
    };
    for await (const shorter of shorterOnCloud(racing, seenOn(plan, unordered), isSeen, isOver))
      plans.push(shorter.plan);
    return { plans, races };
  }

  it('is made smaller by a client and by a call at a time, as long as it is seen again', async (t) => {
    const { plans } = await shortened(t, {});
    assert.deepEqual(plans, [
      [['rescue', 'unlock'], ['rescue']],
      [['rescue'], ['rescue']],
    ]);
  });

  it('stays as it is where a smaller one shows something else', async (t) => {
    // Two of the smaller ones have two winners, and each is held twice.
    assert.deepEqual(await shortened(t, { isSame: () => false }), { plans: [], races: 4 });
  });

  it('is held the more often the less often it was seen', async (t) => {
    const isSame = (race: number) => race === 6;
    assert.deepEqual((await shortened(t, { isSame })).plans, []);
    const { plans } = await shortened(t, { isSame, unordered: 1 });
    assert.deepEqual(plans, [[['rescue', 'unlock'], ['rescue']]]);
  });

  it('is not held twice with the same clients, nor without end', async (t) => {
    const isSame = () => false;
    const same: RacePlan = [['rescue'], ['rescue'], ['rescue']];
    assert.deepEqual(await shortened(t, { plan: same, isSame }), { plans: [], races: 2 });
    const large: RacePlan = [
      ['rescue', 'rescue', 'lock'],
      ['rescue', 'rescue', 'show'],
      ['rescue', 'rescue'],
    ];
    assert.deepEqual(await shortened(t, { plan: large, unordered: 1, isSame }), { plans: [], races: 40 });
    assert.deepEqual(await shortened(t, { isOver: () => true }), { plans: [], races: 0 });
  });
});
