import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UnorderedRace } from './judge-race';
import { racePlans } from './race-plans';
import { findRace, holdAgain } from './scheduled-races';
import { simulatedArena } from './simulated-arena.test';

const options = { seed: 2026, runs: 100, plans: racePlans(4) };

describe('races under the scheduler', () => {
  it('have an order on a cloud that keeps the rules', async (t) => {
    assert.equal(await findRace(simulatedArena(t), options), undefined);
  });

  it('find two winners, make them small, and go as they went when they are held again', async (t) => {
    const broken = simulatedArena(t, { departure: 'one-winner' });
    const found = await findRace(broken, options);
    assert.ok(found);
    assert.deepEqual(found.plan, [['rescue', 'rescue']]);
    assert.deepEqual(found.end.unlooked, [
      { what: 'what is being done to the server', rules: ['busy-server-refused', 'one-winner'] },
    ]);
    assert.deepEqual(await holdAgain(await broken(), found), found.end);
    assert.equal((await holdAgain(await simulatedArena(t)(), found)).kind, 'an order fits');
  });

  it('find nothing more where it is known already, or where it is over', async (t) => {
    const broken = simulatedArena(t, { departure: 'one-winner' });
    const isKnown = ({ unlooked }: UnorderedRace) => unlooked.length > 0;
    assert.equal(await findRace(broken, { ...options, runs: 30, isKnown }), undefined);
    assert.equal(await findRace(broken, { ...options, isOver: () => true }), undefined);
  });

  it('pass a mistake of ours on', async () => {
    const mistaken = () => Promise.reject(new TypeError('a mistake'));
    await assert.rejects(findRace(mistaken, options), /a mistake/);
  });
});
