import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../clients/reading';
import {
  always,
  arranging,
  isAction,
  isInconclusive,
  isNotApplicable,
  madeServers,
  type Rewrite,
  withBody,
  zonesOf,
} from './wrapped-target.test';

const tenant = { callers: ['owner', 'nobody'] } as const;

describe('the arranger, for a tenant alone', () => {
  it('infers a capable host from what is rescued there', async (t) => {
    const { arranger, target } = arranging(t, tenant);
    const server = await arranger.arrange({ disk: 'volume', host: 'capable' });
    assert.equal(server.place.zone, 'rescue-bfv');
    assert.deepEqual(zonesOf(target), [undefined, 'rescue-bfv'], 'the preflight, and the probe that is then used');
  });

  it('asks each zone once, and passes over those that do not accept', async (t) => {
    const incapable = always('POST', '/servers', 400, { badRequest: { code: 400, message: 'no' } }, ({ body }) =>
      ['rescue-bfv'].includes(String(at(body, 'server', 'availability_zone'))),
    );
    const { arranger, target } = arranging(t, { ...tenant, rewrites: [incapable] });
    for (const _ of [1, 2]) {
      const server = await arranger.arrange({ disk: 'volume', host: 'capable' });
      assert.equal(server.place.zone, 'libvirt');
    }
    assert.deepEqual(zonesOf(target), [undefined, 'no-rescue-bfv', 'libvirt', 'libvirt']);
  });

  it('says that no host was found, where none accepts', async (t) => {
    const refusing = always(
      'POST',
      '/servers',
      400,
      { badRequest: { code: 400, message: 'no' } },
      ({ body, headers = {} }) =>
        isAction('rescue')({ body } as never) && headers['OpenStack-API-Version'] !== undefined,
    );
    const { arranger, target } = arranging(t, { ...tenant, rewrites: [refusing] });
    const wish = { disk: 'volume', host: 'capable' } as const;
    await isNotApplicable(
      arranger.arrange(wish),
      /^cannot arrange a volume-backed server on a host capable: no host was found/,
      /zones\.capable in nova-rescue\.yaml/,
    );
    const made = madeServers(target).length;
    await isNotApplicable(arranger.arrange(wish));
    assert.equal(madeServers(target).length, made, 'no zone is asked again');
  });

  it('names what would make a known host possible', async (t) => {
    const { arranger } = arranging(t, tenant);
    await isNotApplicable(
      arranger.arrange({ disk: 'volume', host: 'known not to report the trait' }),
      /zones\.incapable in nova-rescue\.yaml/,
      /--admin-cloud/,
    );
    await isNotApplicable(
      arranger.arrange({ disk: 'volume', host: 'known to report the trait' }),
      /zones\.capable in nova-rescue\.yaml/,
      /--admin-cloud/,
    );
  });

  it('takes the zones that the configuration names, without a probe', async (t) => {
    const configuration = {
      zones: { capable: ['rescue-bfv'], incapable: ['no-rescue-bfv:sim-nobfv', 'no-rescue-bfv'] },
    };
    const { arranger, target } = arranging(t, { ...tenant, configuration });
    const capable = await arranger.arrange({ disk: 'volume', host: 'capable' });
    assert.deepEqual(capable.place, { zone: 'rescue-bfv', reportsTrait: true, by: 'configuration' });
    const incapable = await arranger.arrange({ disk: 'volume', host: 'known not to report the trait' });
    assert.equal(incapable.place.zone, 'no-rescue-bfv', 'the place that the cloud does not know is passed over');
    const rescues = target.sent.filter(({ request }) => isAction('rescue')(request));
    assert.equal(rescues.length, 1, 'only the preflight');
  });

  it('does not look for a capable host where 2.87 is not served', async (t) => {
    const { arranger, target } = arranging(t, { ...tenant, newest: '2.79' });
    await isNotApplicable(arranger.arrange({ disk: 'volume', host: 'capable' }), /the newest microversion is 2\.79/);
    assert.equal(madeServers(target).length, 1, 'only the preflight');
  });
});

describe('the arranger, with an admin', () => {
  it('knows the hosts from Placement', async (t) => {
    const { arranger, target } = arranging(t);
    const capable = await arranger.arrange({ disk: 'volume', host: 'known to report the trait' });
    assert.deepEqual(capable.place, { zone: 'rescue-bfv', reportsTrait: true, by: 'placement' });
    assert.equal(capable.host, 'sim-bfv');
    assert.equal(await arranger.traitNow(capable), true);
    const incapable = await arranger.arrange({ disk: 'image', host: 'known not to report the trait' });
    assert.equal(incapable.host, 'sim-nobfv');
    assert.equal(await arranger.traitNow(incapable), false);
    assert.equal(target.sent.filter(({ request }) => request.path === '/os-hypervisors/detail').length, 1, 'read once');
  });

  it('passes over a place whose host is not as its zone promised', async (t) => {
    const configuration = { zones: { incapable: ['rescue-bfv', 'no-rescue-bfv'] } };
    const { arranger } = arranging(t, { configuration });
    const server = await arranger.arrange({ disk: 'volume', host: 'known not to report the trait' });
    assert.equal(server.host, 'sim-nobfv');
  });

  it('uses a server again once it is given back, and one that does not come back no more', async (t) => {
    const { arranger, target, ledger } = arranging(t);
    const wish = { disk: 'volume', host: 'capable' } as const;
    const first = await arranger.arrange(wish);
    await arranger.giveBack(first);
    const second = await arranger.arrange(wish);
    assert.equal(second.id, first.id);
    await target.send({
      caller: 'owner',
      service: 'compute',
      method: 'POST',
      path: `/servers/${second.id}/action`,
      body: { 'os-stop': null },
    });
    await isInconclusive(arranger.bringBack(second), /did not come back to ACTIVE/);
    await arranger.giveBack(second);
    const third = await arranger.arrange(wish);
    assert.notEqual(third.id, first.id);
    assert.ok(!ledger.open().some(({ id }) => id === first.id), 'it was removed');
  });
});

describe('the preflight', () => {
  const wish = { disk: 'volume', host: 'capable' } as const;
  const rescueAnswers = (status: number, body: unknown) => ({
    rewrites: [always('POST', '/servers/', status, body, isAction('rescue'))],
  });

  /** The servers whose rescue with such an image ends in ERROR, with a fault in another language. */
  const failing = (fails: (body: unknown) => boolean): Rewrite => {
    const failed: string[] = [];
    const fault = { code: 400, message: 'ドライバーのエラー' };
    return async (request, pass) => {
      const exchange = await pass(request);
      if (isAction('rescue')(request) && fails(request.body)) failed.push(request.path.replace('/action', ''));
      const shown = request.method === 'GET' && failed.includes(request.path) && exchange.reply.status === 200;
      const task = { 'OS-EXT-STS:task_state': null };
      return shown ? withBody(exchange, () => ({ server: { status: 'ERROR', fault, ...task } })) : exchange;
    };
  };

  it('blames a rescue image that no host can use, whatever the fault says', async (t) => {
    const named = failing((body) => at(body, 'rescue', 'rescue_image_ref') !== undefined);
    const { arranger } = arranging(t, { rewrites: [named] });
    await isInconclusive(
      arranger.arrange(wish),
      /is rescued, but not with this rescue image \(ドライバーのエラー\): give the id of one .* as images\.stable in/,
    );
  });

  it('leaves a cloud that rescues nothing to the rules', async (t) => {
    const { arranger } = arranging(t, { rewrites: [failing(() => true)] });
    assert.equal((await arranger.arrange(wish)).disk, 'volume');
  });

  it('happens once, and rescues an image-backed server without a microversion', async (t) => {
    const { arranger, target } = arranging(t);
    await arranger.arrange(wish);
    await arranger.arrange(wish);
    const [rescue, ...more] = target.sent.filter(({ request }) => isAction('rescue')(request));
    assert.deepEqual(more, []);
    assert.deepEqual(rescue?.request.headers, {});
    assert.equal(typeof at(rescue?.request.body, 'rescue', 'rescue_image_ref'), 'string');
  });

  for (const [status, name] of [
    [403, 'forbidden'],
    [400, 'badRequest'],
  ] as const) {
    it(`leaves everything open where this caller is answered ${status}`, async (t) => {
      const { arranger } = arranging(t, rescueAnswers(status, { [name]: { code: status, message: 'not you' } }));
      const said = [/an image-backed server is not rescued for this caller either/, new RegExp(`→ ${status}.*not you`)];
      await isInconclusive(arranger.arrange(wish), ...said);
      await isInconclusive(arranger.arrange({ disk: 'image', host: 'any' }), ...said);
    });
  }

  it('leaves everything open where it is accepted, but nothing is seen of it', async (t) => {
    const { arranger } = arranging(t, rescueAnswers(200, { adminPass: 'x' }));
    await isInconclusive(arranger.arrange(wish), /is answered 200, but nothing is seen of it: .* not within 180 s/);
  });

  it('leaves a cloud that asks the opt-in of image-backed servers too to the rules', async (t) => {
    const optedIn = ({ headers = {} }: { headers?: Readonly<Record<string, string>> }) =>
      headers['OpenStack-API-Version'] === 'compute 2.87';
    const refused = always('POST', '/servers/', 400, {}, (request) => isAction('rescue')(request) && !optedIn(request));
    const { arranger } = arranging(t, { rewrites: [refused] });
    assert.equal((await arranger.arrange({ disk: 'image', host: 'any' })).disk, 'image');
  });

  it('lets an error of ours pass', async (t) => {
    const { arranger } = arranging(t, {
      rewrites: [
        () => {
          throw new TypeError('ours');
        },
      ],
    });
    await assert.rejects(arranger.arrange(wish), TypeError);
  });

  it('says that rescue is not offered at all where it is answered 501', async (t) => {
    const { arranger } = arranging(t, rescueAnswers(501, ''));
    await isInconclusive(arranger.arrange(wish), /rescue is not offered at all/);
  });

  const noImageBacked = always(
    'POST',
    '/servers',
    400,
    { badRequest: { code: 400, message: 'volumes only' } },
    (request) => request.path === '/servers' && at(request.body, 'server', 'block_device_mapping_v2') === undefined,
  );

  it('is left out where there can be no image-backed server', async (t) => {
    const { arranger } = arranging(t, { rewrites: [noImageBacked] });
    assert.equal((await arranger.arrange(wish)).disk, 'volume');
    await isNotApplicable(arranger.arrange({ disk: 'image', host: 'any' }), /volumes only/);
  });

  it('is left out so even where bfv-rescue is claimed', async (t) => {
    const { arranger } = arranging(t, { rewrites: [noImageBacked], configuration: { claims: ['bfv-rescue'] } });
    assert.equal((await arranger.arrange(wish)).disk, 'volume');
  });

  it('names no image where there is none to rescue with', async (t) => {
    const { arranger, target } = arranging(t);
    const { id } = await arranger.images.of('root');
    const other = arranging(t, {
      without: ['image'],
      configuration: { images: { root: id } },
      on: target,
    });
    const server = await other.arranger.arrange({ disk: 'image', host: 'any' });
    assert.equal(server.marker, undefined);
    const [rescue] = target.sent.filter(({ request }) => isAction('rescue')(request));
    assert.deepEqual(rescue?.request.body, { rescue: null });
  });
});

describe('a claim', () => {
  it('turns what cannot be had into what could not be told', async (t) => {
    const configuration = { claims: ['incapable-host', 'bfv-rescue', 'console'] } as const;
    const { arranger } = arranging(t, {
      ...tenant,
      configuration,
      rewrites: [
        always('POST', '/servers/', 400, '', (request) => request.headers?.['OpenStack-API-Version'] !== undefined),
      ],
    });
    const known = arranger.arrange({ disk: 'volume', host: 'known not to report the trait' });
    await isInconclusive(known, /the configuration claims incapable-host/);
    await isInconclusive(arranger.arrange({ disk: 'volume', host: 'capable' }), /the configuration claims bfv-rescue/);
    const withConsole = arranger.arrange({ disk: 'volume', host: 'capable, with a console' });
    await isInconclusive(withConsole, /the configuration claims console/);
  });
});

describe('a plan', () => {
  it('says what would be made, and makes nothing', async (t) => {
    const { arranger, target } = arranging(t);
    assert.equal(
      await arranger.plan({ disk: 'volume', host: 'known not to report the trait' }),
      'a volume-backed server on a host known not to report the trait in zone no-rescue-bfv',
    );
    assert.equal(
      await arranger.plan({ disk: 'image', host: 'any' }),
      'an image-backed server on any host in zone rescue-bfv',
    );
    assert.ok(target.sent.every(({ request }) => request.method === 'GET'));
  });

  it('says where a probe comes first, and what cannot be had', async (t) => {
    const { arranger, target } = arranging(t, tenant);
    assert.match(
      await arranger.plan({ disk: 'volume', host: 'capable' }),
      / in zone rescue-bfv, once a probe has found/,
    );
    assert.equal(
      await arranger.plan({ disk: 'blank volume', host: 'any' }),
      'a volume-backed server with a blank root volume on any host',
    );
    await isNotApplicable(arranger.plan({ disk: 'volume', host: 'known to report the trait' }), /--admin-cloud/);
    assert.ok(target.sent.every(({ request }) => request.method === 'GET'));
  });
});
