import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { request } from 'undici';
import { simulator } from '../../simulator';
import { at, listAt, textAt } from '../clients/reading';
import {
  always,
  arranging,
  isInconclusive,
  isNotApplicable,
  madeServers,
  type Rewrite,
  withBody,
  zonesOf,
} from './wrapped-target.test';

const anyVolume = { disk: 'volume', host: 'any' } as const;

const mappingOf = (server: unknown) => listAt(server, 'block_device_mapping_v2')[0];

/** Answers 403 or 413 while so many servers or volumes are there. */
function quota(kind: 'server' | 'volume', most: number): Rewrite {
  let there = 0;
  const [path, status, body] =
    kind === 'server'
      ? (['/servers', 403, { forbidden: { code: 403, message: 'Quota exceeded for instances: Requested 1' } }] as const)
      : (['/volumes', 413, { overLimit: { code: 413, message: 'VolumeLimitExceeded' } }] as const);
  return async (request, pass) => {
    const makes = request.method === 'POST' && request.path === path;
    if (makes && there >= most) return always('POST', path, status, body)(request, pass) ?? pass(request);
    if (makes) there += 1;
    // A root volume goes with its server.
    if (request.method === 'DELETE' && request.path.startsWith('/servers/')) there = Math.max(0, there - 1);
    return pass(request);
  };
}

/** The id of the network that a simulated cloud of this seed has. */
async function simulatedNetwork(): Promise<string> {
  const { dispatcher, tokens } = simulator({ edition: 'spec', driver: 'libvirt', seed: 1 });
  const url = 'http://simulator.invalid/network/v2.0/networks';
  const { body } = await request(url, { dispatcher, headers: { 'x-auth-token': tokens.owner } });
  return textAt(listAt(await body.json(), 'networks')[0], 'id') ?? '';
}

describe('a server', () => {
  it('boots from what its wish says', async (t) => {
    const { arranger, target } = arranging(t);
    for (const disk of ['image', 'volume', 'volume, image named', 'blank volume'] as const)
      await arranger.arrange({ disk, host: 'known to report the trait' });
    const made = madeServers(target);
    const shape = (server: unknown) => ({
      image: textAt(server, 'imageRef') !== undefined,
      source: textAt(mappingOf(server), 'source_type'),
    });
    assert.deepEqual(made.map(shape), [
      { image: true, source: undefined },
      { image: false, source: 'volume' },
      { image: true, source: 'image' },
      { image: false, source: 'volume' },
    ]);
    for (const server of made.slice(1)) assert.equal(at(mappingOf(server), 'delete_on_termination'), true);
  });

  it('has its root volume made by Nova where the cloud shows no volume service', async (t) => {
    const { arranger, target } = arranging(t, { without: ['block-storage'] });
    for (const disk of ['volume', 'blank volume', 'volume, image named'] as const) {
      const server = await arranger.arrange({ disk, host: 'any' });
      await arranger.giveBack(server);
      assert.equal((await arranger.arrange({ disk, host: 'any' })).id, server.id, 'it is used again');
    }
    assert.deepEqual(
      madeServers(target).map((server) => textAt(mappingOf(server), 'source_type')),
      [undefined, 'image', 'blank', 'image'],
    );
    assert.ok(target.sent.every(({ request }) => request.service !== 'block-storage'));
  });

  it('marks an empty root volume as bootable', async (t) => {
    const { arranger, target } = arranging(t);
    await arranger.arrange({ disk: 'blank volume', host: 'any' });
    assert.ok(target.sent.some(({ request }) => at(request.body, 'os-set_bootable', 'bootable') === true));
  });

  it('has no network, unless the configuration names one', async (t) => {
    const networks = async (network: string | undefined, newest?: string) => {
      const { arranger, target } = arranging(t, {
        configuration: network ? { network } : {},
        ...(newest && { newest }),
      });
      await arranger.arrange({ disk: 'image', host: 'any' });
      const [made] = target.sent.filter(({ request }) => request.path === '/servers');
      return { networks: at(made?.request.body, 'server', 'networks'), headers: made?.request.headers };
    };
    const network = await simulatedNetwork();
    const headers = { 'OpenStack-API-Version': 'compute 2.37' };
    assert.deepEqual(await networks(undefined), { networks: 'none', headers });
    assert.deepEqual(await networks('auto'), { networks: 'auto', headers });
    assert.deepEqual(await networks(network), { networks: [{ uuid: network }], headers });
    assert.deepEqual(await networks('none', '2.36'), { networks: undefined, headers: {} });
    assert.deepEqual(await networks(network, '2.36'), { networks: [{ uuid: network }], headers: {} });
  });

  const failingIn =
    (...zones: readonly string[]): Rewrite =>
    async (request, pass) => {
      const exchange = await pass(request);
      const { service, method, path } = request;
      if (service !== 'compute' || method !== 'GET' || !/^\/servers\/[^/]+$/.test(path)) return exchange;
      if (!zones.includes(textAt(exchange.reply.json, 'server', 'OS-EXT-AZ:availability_zone') ?? '')) return exchange;
      const server = {
        ...Object(at(exchange.reply.json, 'server')),
        status: 'ERROR',
        fault: { message: 'No valid host' },
      };
      return withBody(exchange, () => ({ server }));
    };

  it('that is not built in one place is made in the next, and removed there', async (t) => {
    const { arranger, target, ledger } = arranging(t, { rewrites: [failingIn('rescue-bfv')] });
    const server = await arranger.arrange({ disk: 'volume', host: 'known to report the trait' });
    assert.equal(server.place.zone, 'libvirt');
    const twice = ['rescue-bfv', 'rescue-bfv'];
    assert.deepEqual(zonesOf(target), [...twice, 'no-rescue-bfv', ...twice, 'libvirt']);
    const servers = ledger.open().filter(({ kind }) => kind === 'server');
    assert.equal(servers.length, 2, 'what was not built is struck off');
  });

  it('that is not built in a place is not tried there again, whatever volume it boots from', async (t) => {
    const { arranger, target } = arranging(t, { rewrites: [failingIn('rescue-bfv')] });
    const capable = { host: 'known to report the trait' } as const;
    const first = await arranger.arrange({ disk: 'volume', ...capable });
    const before = zonesOf(target).length;
    for (const disk of ['volume', 'blank volume', 'image', 'volume, image named'] as const)
      await arranger.arrange({ disk, ...capable });
    assert.deepEqual(zonesOf(target).slice(before), ['libvirt', 'libvirt', 'libvirt', 'libvirt']);
    assert.equal(first.place.zone, 'libvirt');
  });

  it('that fails on one host of a place is made on another', async (t) => {
    const failing: string[] = [];
    const once: Rewrite = async (request, pass) => {
      const exchange = await pass(request);
      const made = request.method === 'POST' && request.path === '/servers';
      if (made && failing.length === 0) failing.push(`/servers/${textAt(exchange.reply.json, 'server', 'id')}`);
      const shown = request.method === 'GET' && failing.includes(request.path) && exchange.reply.status === 200;
      return shown ? withBody(exchange, () => ({ server: { status: 'ERROR' } })) : exchange;
    };
    const { arranger, target } = arranging(t, { rewrites: [once], callers: ['owner'] });
    const server = await arranger.arrange({ disk: 'image', host: 'any' });
    assert.deepEqual([zonesOf(target), server.place.zone], [[undefined, undefined], undefined]);
  });

  it('that takes too long is waited for once, and made elsewhere', async (t) => {
    const slow: Rewrite = async (request, pass) => {
      const exchange = await pass(request);
      const zone = textAt(exchange.reply.json, 'server', 'OS-EXT-AZ:availability_zone');
      const shown = request.service === 'compute' && request.method === 'GET' && zone === 'rescue-bfv';
      return shown ? withBody(exchange, () => ({ server: { status: 'BUILD' } })) : exchange;
    };
    const { arranger, target } = arranging(t, { rewrites: [slow] });
    const capable = { disk: 'volume', host: 'known to report the trait' } as const;
    assert.equal((await arranger.arrange(capable)).place.zone, 'libvirt');
    await arranger.arrange(capable);
    // The preflight’s, and one with a volume.
    assert.equal(zonesOf(target).filter((zone) => zone === 'rescue-bfv').length, 2);
  });

  it('is looked at by its owner where the admin does not see it', async (t) => {
    const blind: Rewrite = (request, pass) =>
      request.caller === 'admin' ? always('GET', '/servers/', 404)(request, pass) : undefined;
    const { arranger } = arranging(t, { rewrites: [blind] });
    const server = await arranger.arrange({ disk: 'image', host: 'any' });
    assert.equal(server.host, undefined);
  });

  it('that could not be looked at for once is made there another time', async (t) => {
    let troubles = 0;
    const once: Rewrite = (request, pass) => {
      const shown = always('GET', '/servers/', 503, 'try later')(request, pass);
      troubles += shown ? 1 : 0;
      return troubles === 1 ? shown : undefined;
    };
    const configuration = { zones: { capable: ['rescue-bfv'] } };
    const { arranger, target } = arranging(t, { callers: ['owner'], configuration, rewrites: [once] });
    await arranger.arrange({ disk: 'image', host: 'any' });
    // The preflight had to go elsewhere, the scenario need not.
    assert.deepEqual(zonesOf(target), ['rescue-bfv', undefined, 'rescue-bfv']);
  });

  it('that is built nowhere is not applicable, with the reason of each place', async (t) => {
    const { arranger } = arranging(t, { rewrites: [failingIn('rescue-bfv', 'libvirt')] });
    await isNotApplicable(
      arranger.arrange({ disk: 'volume', host: 'known to report the trait' }),
      /rescue-bfv: the server was not built: No valid host; libvirt: the server was not built: No valid host/,
    );
  });

  it('that is never built leaves the matter open', async (t) => {
    const building = always('GET', '/servers/', 200, { server: { status: 'BUILD' } });
    await isInconclusive(
      arranging(t, { rewrites: [building] }).arranger.arrange(anyVolume),
      /becoming ACTIVE: not within/,
    );
  });

  it('that is shown without a status leaves the matter open', async (t) => {
    const { arranger } = arranging(t, { rewrites: [always('GET', '/servers/', 200, '<html>')] });
    await isInconclusive(arranger.arrange(anyVolume), /could not show the server: .* 200 <html>/);
  });

  it('whose volume is not made is not applicable', async (t) => {
    const failing = always('GET', '/volumes/', 200, { volume: { status: 'error' } });
    await isNotApplicable(
      arranging(t, { rewrites: [failing] }).arranger.arrange(anyVolume),
      /the volume service did not make it/,
    );
    const refusing = always('POST', '/volumes', 400, { badRequest: { code: 400, message: 'no such type' } });
    await isNotApplicable(
      arranging(t, { rewrites: [refusing] }).arranger.arrange(anyVolume),
      /the target does not make it: POST \/volumes → 400.*no such type/,
    );
  });

  it('whose root volume was lost is not used again', async (t) => {
    const lost: string[] = [];
    const losing: Rewrite = (request, pass) =>
      lost.includes(request.path)
        ? always('GET', '/volumes/', 200, { volume: { status: 'available' } })(request, pass)
        : undefined;
    const { arranger, target } = arranging(t, { rewrites: [losing] });
    const server = await arranger.arrange(anyVolume);
    await arranger.giveBack(server);
    const volume = textAt(mappingOf(madeServers(target).at(-1)), 'uuid');
    lost.push(`/volumes/${volume}`);
    assert.notEqual((await arranger.arrange(anyVolume)).id, server.id);
  });
});

describe('a full quota', () => {
  it('of servers has the idle ones removed', async (t) => {
    const { arranger, ledger } = arranging(t, { rewrites: [quota('server', 1)] });
    const server = await arranger.arrange(anyVolume);
    assert.equal(server.disk, 'volume', 'in place of the preflight’s');
    assert.equal(ledger.open().filter(({ kind }) => kind === 'server').length, 1);
  });

  it('of volumes too, for a root volume goes with its server', async (t) => {
    const { arranger, ledger } = arranging(t, { rewrites: [quota('volume', 1)] });
    const first = await arranger.arrange(anyVolume);
    await arranger.giveBack(first);
    await arranger.arrange({ disk: 'blank volume', host: 'any' });
    assert.ok(!ledger.open().some(({ id }) => id === first.id));
  });

  it('is the reason where nothing is idle', async (t) => {
    const { arranger } = arranging(t, { rewrites: [quota('server', 1)] });
    await arranger.arrange(anyVolume);
    await isNotApplicable(
      arranger.arrange(anyVolume),
      /the quota of the project is too small for another server or volume/,
    );
  });

  it('is the reason where it stays full', async (t) => {
    const full = arranging(t, { rewrites: [quota('server', 0)] });
    await isNotApplicable(full.arranger.arrange(anyVolume), /the quota of the project is too small.*Quota exceeded/);
    const { arranger } = arranging(t, { rewrites: [quota('volume', 0)] });
    await isNotApplicable(arranger.arrange(anyVolume), /the quota of the project is too small.*413/);
  });

  it('keeps the user’s own servers', async (t) => {
    const before = arranging(t);
    const own = await before.arranger.arrange({ disk: 'image', host: 'any' });
    const { arranger, target } = arranging(t, {
      on: before.target,
      configuration: { servers: [{ id: own.id, disk: 'image' }] },
      rewrites: [quota('server', 0)],
    });
    await isNotApplicable(arranger.arrange(anyVolume), /quota/);
    assert.equal((await arranger.arrange({ disk: 'image', host: 'any' })).id, own.id);
    assert.ok(!target.sent.some(({ request }) => request.method === 'DELETE' && request.path.startsWith('/servers')));
  });

  it('is told from another refusal', async (t) => {
    const forbidden = always('POST', '/servers', 403, { forbidden: { code: 403, message: 'not you' } });
    await isNotApplicable(
      arranging(t, { rewrites: [forbidden] }).arranger.arrange(anyVolume),
      /the target does not make it: POST \/servers → 403/,
    );
  });
});
