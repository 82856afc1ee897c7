import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { type Action, inWords, newCloud, play, simulatedStage } from '../../simulator';
import {
  always,
  arranging,
  isAction,
  isInconclusive,
  madeServers,
  once,
  type Rewrite,
  type Wrapping,
  withBody,
} from '../../targets/arranging/wrapped-target.test';
import { at, textAt } from '../../targets/clients/reading';
import { remove } from '../../targets/ledger/removal';
import { asNew } from '../sequences/as-new';
import { type Budget, sequencesOf } from '../sequences/draw';
import { homeward } from '../sequences/homeward';
import { type Comparison, differenceOf } from '../sequences/search';
import { Kept } from './kept';
import { portable } from './portable';
import { simulatedMeans } from './simulated-staging';
import { targetStaging } from './target-staging';

const surroundings = {
  zones: { capable: 'rescue-bfv', incapable: 'no-rescue-bfv', libvirt: 'libvirt' },
  providers: { capable: 'sim-bfv', incapable: 'sim-nobfv', libvirt: 'sim-libvirt' },
  flavors: { usual: '1', tooLarge: '3' },
};

function keeping(t: TestContext, wrapping: Wrapping = {}, budget: Budget = { servers: 6, volumes: 6 }) {
  const { subject, target, ledger } = arranging(t, { simulator: { edition: 'nova-27.0' }, ...wrapping });
  const staging = (kept?: Kept) => targetStaging(subject, ledger, {}, surroundings, kept);
  const comparison: Comparison = {
    subject: staging(new Kept(budget)),
    slow: { afresh: staging() },
    model: (use) => use(simulatedStage(newCloud({ edition: 'nova-27.0', driver: 'libvirt', seed: 1 }))),
    see: (sights) => portable(sights, { withWords: true }),
  };
  const left = () =>
    ledger
      .open()
      .map(({ kind }) => kind)
      .sort()
      .join(' ');
  return { target, ledger, left, played: (...actions: readonly Action[]) => differenceOf(comparison, actions) };
}

const create = { do: 'create', boots: 'image', on: 'capable' } as const;
const rescue = { do: 'rescue', image: 'stable', at: '2.87' } as const;
const unrescue = { do: 'unrescue' } as const;

describe('what sequences leave to each other', () => {
  it('makes no difference to what is seen', async (t) => {
    const { target, played } = keeping(t);
    const drawn = fc.sample(
      sequencesOf({ ...simulatedMeans, mayHurry: false, budget: { servers: 6, volumes: 6 } }, 12),
      {
        seed: 5,
        numRuns: 40,
      },
    );
    for (const actions of drawn) assert.equal(await played(...actions), undefined);
    const asked = drawn.flat().filter(({ do: name }) => name === 'create').length;
    const made = madeServers(target).length;
    assert.ok(made < asked * 0.9, `${made} servers were made for ${asked}`);
  });

  it('is a server that is as new, its images, and nothing else', async (t) => {
    const { target, left, played } = keeping(t);
    assert.equal(await played(create, rescue, unrescue, { do: 'lock' }, { do: 'unlock' }), undefined);
    assert.equal(left(), 'image image server');
    assert.equal(await played(create, rescue), undefined);
    assert.equal(madeServers(target).length, 1);
    const uploads = target.sent.filter(({ request }) => request.method === 'PUT' && request.service === 'image');
    assert.equal(uploads.length, 2);
    assert.equal(left(), 'image image', 'it ended in RESCUE');
    assert.equal(await played(create), undefined);
    assert.equal(madeServers(target).length, 2);
  });

  for (const [what, ...spoiling] of [
    ['a state that was set', { do: 'reset state', to: 'active' }],
    ['a lock', { do: 'lock' }],
    ['a volume', { do: 'attach volume' }],
    ['a stop', { do: 'os-stop' }],
    ['its own image gone', { do: 'delete image', image: 'own' }],
    ['a rescue that failed', { do: 'rescue', image: 'unsupported bus', at: '2.87' }, unrescue],
  ] as const satisfies readonly (readonly [string, ...Action[]])[]) {
    it(`is no server with ${what}`, async (t) => {
      const { target, played } = keeping(t);
      const first = { ...create, on: 'libvirt' } as const;
      assert.equal(await played(first, ...spoiling), undefined);
      assert.equal(await played(first), undefined);
      assert.equal(madeServers(target).length, 2);
    });
  }

  it('is no server from a volume that the sequence has made, nor one whose volume is not in use', async (t) => {
    const { target, left, played } = keeping(t);
    assert.equal(await played({ ...create, boots: 'existing volume' }), undefined);
    assert.equal(left(), 'image');
    assert.equal(await played({ ...create, boots: 'volume' }, { do: 'reset volume', to: 'available' }), undefined);
    assert.equal(await played({ ...create, boots: 'volume' }), undefined);
    assert.equal(await played({ ...create, boots: 'volume' }), undefined);
    assert.equal(madeServers(target).length, 3);
  });

  it('is no server of an image that was deleted since', async (t) => {
    const { left, played } = keeping(t);
    const own = { do: 'delete image', image: 'own' } as const;
    assert.equal(await played(create), undefined);
    assert.equal(await played({ ...create, on: 'libvirt' }, own, create), undefined);
    assert.equal(left(), '');
  });

  it('is nothing when it is removed, not even an image of another project', async (t) => {
    const { target, ledger, left, played } = keeping(t);
    assert.equal(await played(create, { ...rescue, image: 'of another project' }, create), undefined);
    assert.equal(left(), 'image image server server');
    for (const entry of ledger.open()) assert.equal(await remove(target, ledger, entry, {}), undefined);
    const images = await target.send({ caller: 'admin', service: 'image', method: 'GET', path: '/v2/images' });
    assert.deepEqual(at(images.reply.json, 'images'), []);
  });

  it('stays within the budget, whatever is asked for next', async (t) => {
    const { target, played } = keeping(t, {}, { servers: 2, volumes: 1 });
    const there = async () => {
      const { reply } = await target.send({
        caller: 'admin',
        service: 'compute',
        method: 'GET',
        path: '/servers?all_tenants=1',
      });
      return (at(reply.json, 'servers') as readonly unknown[]).length;
    };
    assert.equal(await played({ ...create, boots: 'volume' }, create), undefined);
    assert.equal(await there(), 2);
    assert.equal(await played({ ...create, boots: 'volume', on: 'libvirt' }), undefined);
    assert.equal(await there(), 2, 'the one with a volume had to go');
    assert.equal(await played({ ...create, on: 'libvirt' }, { ...create, on: 'incapable' }), undefined);
    assert.equal(await there(), 2);
    assert.equal(await played(create, { do: 'attach volume' }), undefined);
    assert.equal(await there(), 1);
  });

  it('is no reason for a difference', async (t) => {
    // Each server can be rescued once.
    const rescued = new Set<string>();
    const forgetful: Rewrite = async (request, pass) => {
      if (!isAction('rescue')(request)) return undefined;
      const isFirst = !rescued.has(request.path);
      rescued.add(request.path);
      return isFirst ? undefined : always('POST', '/servers', 409)(request, pass);
    };
    const { played } = keeping(t, { rewrites: [forgetful] });
    assert.equal(await played(create, rescue, unrescue), undefined);
    await isInconclusive(
      played(create, rescue),
      /^seen once, and not in 3 times more: create a server from an image on the capable host; rescue .*: expected 200 .*, found 409/,
    );
    const found = await played(create, rescue, unrescue, rescue);
    assert.match(found?.actual ?? '', /^\[409/);
  });
});

describe('the way home', () => {
  const world = async (...actions: readonly Action[]) =>
    play(simulatedStage(newCloud({ edition: 'nova-27.0', driver: 'libvirt', seed: 1 })), actions);
  const onLibvirt = { ...create, on: 'libvirt' } as const;

  it('makes servers as new', async () => {
    for (const actions of [
      [create, rescue, { do: 'lock' }],
      [
        create,
        { do: 'pause' },
        onLibvirt,
        { do: 'suspend' },
        { do: 'rescue', server: 1 },
        { do: 'lock', server: 1, as: 'admin' },
      ],
      [{ ...create, boots: 'volume' }, { do: 'os-stop' }],
      [create, { do: 'delete image', image: 'own' }, { ...create, boots: 'volume' }, { ...rescue, server: 1 }],
    ] as const satisfies readonly (readonly Action[])[]) {
      const way = homeward(await world(...actions));
      const sights = await world(...actions, ...way);
      const made = sights.filter(({ action, answer }) => action.do === 'create' && answer.status < 300).length;
      assert.equal(asNew(sights.at(-1)?.world).length, made, inWords([...actions, ...way]));
      for (const { answer } of sights.slice(-way.length)) assert.ok(answer.status < 300);
    }
  });

  it('is not gone where there is none, or no need', async () => {
    const spoilt = { do: 'reset state', to: 'error' } as const;
    assert.deepEqual(homeward(await world(create, spoilt, rescue, onLibvirt, { do: 'lock' }, { do: 'unlock' })), []);
    assert.deepEqual(homeward(await world(create, { do: 'delete' })), []);
  });
});

describe('waiting for what is under way', () => {
  it('waits for the result of each event', async (t) => {
    const unfinished = (action: string, events: readonly object[]): Rewrite => {
      let left = 2;
      return async (request, pass) => {
        const exchange = await pass(request);
        if (textAt(exchange.reply.json, 'instanceAction', 'action') !== action || left === 0) return exchange;
        left -= 1;
        return withBody(exchange, (json) => ({
          instanceAction: { ...Object(at(json, 'instanceAction')), events },
        }));
      };
    };
    const rewrites = [unfinished('rescue', [{ event: 'going on', result: null }]), unfinished('attach_volume', [])];
    const { played } = keeping(t, { rewrites });
    assert.equal(await played(create, { do: 'attach volume' }, rescue), undefined);
  });

  it('looks at volumes when what is done to servers is over', async (t) => {
    let looks = 0;
    const attaching: Rewrite = async (request, pass) => {
      const exchange = await pass(request);
      const action = at(exchange.reply.json, 'instanceAction');
      if (at(action, 'action') === 'attach_volume') {
        looks += 1;
        if (looks === 1) return withBody(exchange, () => ({ instanceAction: { ...Object(action), events: [] } }));
      }
      if (request.method !== 'GET' || !request.path.startsWith('/volumes/') || looks !== 1) return exchange;
      return withBody(exchange, (json) => ({ volume: { ...Object(at(json, 'volume')), status: 'reserved' } }));
    };
    const { played } = keeping(t, { rewrites: [attaching] });
    assert.equal(await played(create, { do: 'attach volume' }), undefined);
  });

  it('does not wait for what was refused', async (t) => {
    const { target, played } = keeping(t);
    await played(create);
    const before = target.sent.length;
    await played(create, unrescue);
    // What guests say is looked at on simulated clouds alone.
    const asked = target.sent
      .slice(before)
      .filter(({ request }) => !isAction('os-getConsoleOutput')(request))
      .map(({ request }) => `${request.method} ${request.path.split('/').at(-1)}`);
    assert.deepEqual(
      asked.filter((one) => one.startsWith('POST')),
      ['POST action'],
    );
    assert.ok(asked.length < 14, asked.join(', '));
  });

  it('does not wait for a task that a refusal has left behind: that counts', async (t) => {
    const { played } = keeping(t, { simulator: { edition: 'nova-27.0', fault: 'refusal-leaves-task' } });
    const found = await played(create, { do: 'rescue', image: 'unknown', at: '2.87' });
    assert.match(found?.expected ?? '', /"OS-EXT-STS:task_state":null/);
    assert.match(found?.actual ?? '', /"OS-EXT-STS:task_state":"rescuing"/);
  });

  it('tells nothing where it may make no image', async (t) => {
    const { played } = keeping(t, { rewrites: [always('POST', '/v2/images', 413)] });
    await isInconclusive(played(create), /^POST \/v2\/images: 413 /);
  });

  it('tells nothing of what cannot be read', async (t) => {
    const { played } = keeping(t, {
      rewrites: [once('GET', '/servers/', 200, {}, ({ path }) => !path.includes('os-'))],
    });
    await isInconclusive(played(create), /shows no server \(200\)/);
  });
});
