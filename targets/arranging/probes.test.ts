import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../clients/reading';
import { always, answered, arranging, isAction, isNotApplicable, type Rewrite, zonesOf } from './wrapped-target.test';

/** A cloud of one zone, whose scheduler puts one server after another in these zones of the simulator. */
function oneZone(...schedule: readonly string[]): Rewrite {
  const left = [...schedule];
  return async (request, pass) => {
    if (request.path === '/os-availability-zone')
      return answered(request, 200, { availabilityZoneInfo: [{ zoneName: 'nova' }] });
    if (request.path !== '/servers' || request.method !== 'POST') return pass(request);
    const server = { ...Object(at(request.body, 'server')), availability_zone: left.shift() ?? 'rescue-bfv' };
    return { ...(await pass({ ...request, body: { server } })), request };
  };
}

const wish = { disk: 'volume', host: 'capable' } as const;
const named = { disk: 'volume, image named', host: 'capable' } as const;

describe('a probe', () => {
  it('is made once for a zone', async (t) => {
    const { arranger, target } = arranging(t, { callers: ['owner'], rewrites: [oneZone()] });
    for (const _ of [1, 2]) await arranger.giveBack(await arranger.arrange(wish));
    assert.deepEqual(zonesOf(target), [undefined, undefined], 'the preflight, and the probe');
    assert.equal(target.sent.filter(({ request }) => isAction('rescue')(request)).length, 2);
  });

  it('is made once for a host, for two hosts of a zone need not be alike', async (t) => {
    const rewrites = [oneZone('rescue-bfv', 'rescue-bfv', 'no-rescue-bfv', 'libvirt')];
    const { arranger, target } = arranging(t, { callers: ['owner'], rewrites });
    const first = await arranger.arrange(wish);
    await isNotApplicable(arranger.arrange(wish), /no host was found/);
    const third = await arranger.arrange(wish);
    assert.notEqual(third.hostId, first.hostId);
    assert.equal(target.sent.filter(({ request }) => isAction('rescue')(request)).length, 4);
  });

  it('does not take a server again that is known to be on an incapable host', async (t) => {
    const rewrites = [oneZone('rescue-bfv', 'rescue-bfv', 'no-rescue-bfv', 'rescue-bfv')];
    const { arranger } = arranging(t, { callers: ['owner'], rewrites });
    await isNotApplicable(arranger.arrange(named));
    const server = await arranger.arrange(named);
    assert.equal(server.disk, 'volume, image named');
  });

  it('is made for each server where its owner is not told of hosts', async (t) => {
    const hide: Rewrite = async (request, pass) => {
      const exchange = await pass(request);
      return { ...exchange, reply: { ...exchange.reply, json: without(exchange.reply.json) } };
    };
    const without = (json: unknown): unknown =>
      JSON.parse(JSON.stringify(json ?? null, (key, value) => (key === 'hostId' ? '' : value)));
    const { arranger, target } = arranging(t, {
      callers: ['owner'],
      rewrites: [(request, pass) => oneZone()(request, async (sent) => (await hide(sent, pass)) ?? pass(sent))],
    });
    const server = await arranger.arrange(wish);
    assert.equal(server.hostId, undefined);
    await arranger.arrange(wish);
    assert.equal(target.sent.filter(({ request }) => isAction('rescue')(request)).length, 3);
  });

  it('asks nothing of an image-backed server', async (t) => {
    const { arranger, target } = arranging(t, {
      callers: ['owner'],
      rewrites: [oneZone('rescue-bfv', 'rescue-bfv', 'no-rescue-bfv')],
    });
    await arranger.arrange({ disk: 'image', host: 'any' });
    const server = await arranger.arrange({ disk: 'image', host: 'capable' });
    assert.equal(server.disk, 'image');
    assert.equal(target.sent.filter(({ request }) => isAction('rescue')(request)).length, 2);
  });

  it('finds no capable host where the server does not come back from RESCUE', async (t) => {
    const stuck = always('POST', '/servers/', 409, '', isAction('unrescue'));
    const { arranger } = arranging(t, { callers: ['owner'], rewrites: [stuck] });
    await isNotApplicable(arranger.arrange(wish), /no host was found/);
  });
});
