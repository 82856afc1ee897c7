import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { UnorderedRace } from './judge-race';
import type { FoundRace } from './scheduled-races';
import { shortenRace } from './shorten-race';
import { simulatedArena } from './simulated-arena.test';

const whats = ({ unlooked }: UnorderedRace) => unlooked.map(({ what }) => what).join();

it('a race is made smaller, call by call, as long as it has the same cause', async (t) => {
  const racing = simulatedArena(t, { departure: 'one-winner' });
  const unlooked = [{ what: 'what is being done to the server', rules: ['busy-server-refused', 'one-winner'] }];
  const end: UnorderedRace = { kind: 'no order fits', history: [], stuck: [], unlooked };
  const plan = [
    ['lock', 'unlock'],
    ['rescue', 'show'],
    ['show', 'rescue'],
  ] as const;
  const found: FoundRace = { plan, pauses: 0, order: [], end, seed: 7, path: '0', races: 3 };
  const shorter = await shortenRace(racing, found, (other) => whats(other) === whats(end));
  assert.deepEqual(shorter.plan.flat(), ['rescue', 'rescue']);
  assert.deepEqual([shorter.seed, shorter.path, shorter.races], [7, '0', 3]);
  assert.ok(shorter.order.length > 0);
  assert.equal(await shortenRace(racing, found, () => false), found);
});
