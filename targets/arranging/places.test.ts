import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { at, listAt } from '../clients/reading';
import {
  type ArrangingOptions,
  always,
  answered,
  arranging,
  isInconclusive,
  isNotApplicable,
  madeServers,
  type Rewrite,
  withBody,
} from './wrapped-target.test';

const trait = 'trait:COMPUTE_RESCUE_BFV';

/** Flavors that ask for the trait or its absence, which the simulator serves as its smallest in such a zone. */
const withTraitFlavors: Rewrite = async (request, pass) => {
  if (request.path.startsWith('/flavors/detail')) {
    const traited = (id: string, wish: string) => ({ id, ram: 1, disk: 1, extra_specs: { [trait]: wish } });
    return withBody(await pass(request), (json) => ({
      flavors: [
        ...listAt(json, 'flavors'),
        traited('with', 'required'),
        traited('without', 'forbidden'),
        traited('odd', 'perhaps'),
        { name: 'no id', extra_specs: { [trait]: 'required' } },
      ],
    }));
  }
  const flavor = at(request.body, 'server', 'flavorRef');
  if (request.path !== '/servers' || (flavor !== 'with' && flavor !== 'without')) return pass(request);
  const availability_zone = flavor === 'with' ? 'rescue-bfv' : 'no-rescue-bfv';
  const server = { ...Object(at(request.body, 'server')), flavorRef: '1', availability_zone };
  return { ...(await pass({ ...request, body: { server } })), request };
};

describe('a flavor', () => {
  it('that asks for the trait, or for its absence, is a place', async (t) => {
    const { arranger, target } = arranging(t, { callers: ['owner'], rewrites: [withTraitFlavors] });
    const capable = await arranger.arrange({ disk: 'volume', host: 'known to report the trait' });
    assert.deepEqual(capable.place, { flavor: 'with', reportsTrait: true, by: 'configuration' });
    const incapable = await arranger.arrange({ disk: 'volume', host: 'known not to report the trait' });
    assert.deepEqual(incapable.place, { flavor: 'without', reportsTrait: false, by: 'configuration' });
    assert.deepEqual(
      madeServers(target).map((server) => at(server, 'flavorRef')),
      ['with', 'with', 'without'],
    );
  });

  it('that asks for a trait is not taken for any other server', async (t) => {
    const { arranger } = arranging(t, { rewrites: [withTraitFlavors] });
    assert.equal(await arranger.places.smallestFlavor(true), '1');
  });

  it('is the configured one where there is one', async (t) => {
    const { arranger } = arranging(t, { configuration: { flavor: '2' } });
    assert.equal(await arranger.places.smallestFlavor(true), '2');
  });

  it('shows what it asks for from 2.61 on alone', async (t) => {
    const headers = async (newest: string) => {
      const { arranger, target } = arranging(t, { newest });
      await arranger.places.flavors();
      return target.sent.map(({ request }) => request.headers);
    };
    assert.deepEqual(await headers('2.60'), [{}]);
    assert.deepEqual(await headers('2.61'), [{ 'OpenStack-API-Version': 'compute 2.61' }]);
  });

  it('needs a disk only for what boots from it', async (t) => {
    const small = always('GET', '/flavors/detail', 200, {
      flavors: [
        { id: '2', ram: 64, disk: 1 },
        { id: '1', ram: 64, disk: 0 },
      ],
    });
    const { arranger } = arranging(t, { rewrites: [small] });
    assert.deepEqual(
      [await arranger.places.smallestFlavor(true), await arranger.places.smallestFlavor(false)],
      ['2', '1'],
    );
  });

  it('must be there, or the configuration must name one', async (t) => {
    const arrange = (flavors: readonly object[], disk: 'image' | 'volume') =>
      arranging(t, {
        callers: ['owner'],
        rewrites: [always('GET', '/flavors/detail', 200, { flavors })],
      }).arranger.arrange({ disk, host: 'any' });
    const diskless = [{ id: '1', ram: 64, disk: 0 }];
    await isNotApplicable(arrange(diskless, 'image'), /no flavor with a disk: give the id of one as flavor in/);
    await isNotApplicable(arrange([], 'volume'), /no flavor: give the id of one as flavor in nova-rescue\.yaml/);
    assert.equal((await arrange(diskless, 'volume')).disk, 'volume');
  });

  it('that cannot be listed leaves the matter open', async (t) => {
    const { arranger } = arranging(t, { callers: ['owner'], rewrites: [always('GET', '/flavors/detail', 503)] });
    await isInconclusive(arranger.arrange({ disk: 'volume', host: 'any' }), /could not list the flavors.*503/);
  });
});

describe('the places of which nothing is known', () => {
  const zones = (...names: readonly string[]): Rewrite =>
    always('GET', '/os-availability-zone', 200, { availabilityZoneInfo: names.map((zoneName) => ({ zoneName })) });
  const unknownWith = (t: TestContext, rewrite: Rewrite) =>
    arranging(t, { rewrites: [rewrite] }).arranger.places.unknown();

  it('are any host, where a tenant sees one zone or none', async (t) => {
    const anywhere = [{ reportsTrait: undefined, by: 'nothing' }];
    assert.deepEqual(await unknownWith(t, zones('nova')), anywhere);
    assert.deepEqual(await unknownWith(t, always('GET', '/os-availability-zone', 404)), anywhere);
  });

  it('are the zones, where there are several, and not too many of them', async (t) => {
    const several = await unknownWith(t, zones('a', 'b'));
    assert.deepEqual(
      several.map(({ zone }) => zone),
      ['a', 'b'],
    );
    assert.equal((await unknownWith(t, zones(...'abcdefghijkl'))).length, 8);
  });
});

describe('the hosts', () => {
  it('are those that are up, with their zone, kind and trait', async (t) => {
    const { arranger } = arranging(t, { simulator: { driver: 'libvirt' } });
    assert.deepEqual(await arranger.places.hosts(), [
      { name: 'sim-bfv', zone: 'rescue-bfv', hypervisorType: 'fake', reportsTrait: true },
      { name: 'sim-nobfv', zone: 'no-rescue-bfv', hypervisorType: 'fake', reportsTrait: false },
      { name: 'sim-libvirt', zone: 'libvirt', hypervisorType: 'QEMU', reportsTrait: true },
    ]);
  });

  it('that are down or disabled do not count', async (t) => {
    const states = [{ state: 'down' }, { status: 'disabled' }, {}];
    const rewrite: Rewrite = async (request, pass) =>
      request.path === '/os-hypervisors/detail'
        ? withBody(await pass(request), (json) => ({
            hypervisors: listAt(json, 'hypervisors').map((one, index) => ({ ...Object(one), ...states[index] })),
          }))
        : pass(request);
    const { arranger } = arranging(t, { rewrites: [rewrite] });
    assert.deepEqual(
      (await arranger.places.hosts()).map(({ name }) => name),
      ['sim-libvirt'],
    );
  });

  it('are nobody’s to see without an admin, or without Placement', async (t) => {
    assert.deepEqual(await arranging(t, { callers: ['owner'] }).arranger.places.hosts(), []);
    assert.deepEqual(await arranging(t, { without: ['placement'] }).arranger.places.hosts(), []);
  });

  it('of one zone that differ make it no place of a kind', async (t) => {
    const inOneZone: Rewrite = (request) =>
      request.path.startsWith('/os-availability-zone')
        ? answered(request, 200, {
            availabilityZoneInfo: [{ zoneName: 'nova', hosts: { 'sim-bfv': {}, 'sim-nobfv': {}, 'sim-libvirt': {} } }],
          })
        : undefined;
    const { arranger } = arranging(t, { rewrites: [inOneZone] });
    assert.deepEqual(await arranger.places.for('known to report the trait'), []);
    assert.deepEqual(await arranger.places.for('capable'), [{ reportsTrait: undefined, by: 'nothing' }]);
  });

  it('are nobody’s to see where the admin is none, which is said', async (t) => {
    const advice = async (options: ArrangingOptions) => {
      const { arranger } = arranging(t, options);
      return [await arranger.places.hosts(), await arranger.places.advice()] as const;
    };
    for (const status of [403, 404]) {
      const [hosts, said] = await advice({ rewrites: [always('GET', '/os-hypervisors', status, 'not you')] });
      assert.deepEqual(hosts, []);
      assert.match(said, /^; --admin-cloud may not see the hosts: GET \S+ → 40. not you$/);
    }
    assert.match((await advice({ callers: ['owner'] }))[1], /^, or give --admin-cloud/);
    assert.equal((await advice({ without: ['placement'] }))[1], '; the catalogue has no Placement to ask');
    assert.equal((await advice({}))[1], '; Placement shows no zone with such hosts alone');
  });

  it('may keep their traits from the admin', async (t) => {
    const { arranger } = arranging(t, { rewrites: [always('GET', '/resource_providers', 403)] });
    assert.deepEqual(
      (await arranger.places.hosts()).map(({ reportsTrait }) => reportsTrait),
      [undefined, undefined, undefined],
    );
    const server = await arranger.arrange({ disk: 'volume', host: 'any' });
    assert.equal(await arranger.traitNow(server), undefined);
  });

  it('that cannot be listed leave the matter open', async (t) => {
    const { arranger } = arranging(t, { rewrites: [always('GET', '/os-hypervisors', 500)] });
    await isInconclusive(arranger.places.for('capable'), /could not list the hypervisors/);
  });

  it('that Placement does not know are no place for a wish about the trait, and in nobody’s way', async (t) => {
    const { arranger } = arranging(t, {
      rewrites: [always('GET', '/resource_providers?', 200, { resource_providers: [] })],
    });
    const hosts = await arranger.places.hosts();
    assert.deepEqual(new Set(hosts.map(({ reportsTrait }) => reportsTrait)), new Set([undefined]));
    assert.deepEqual(await arranger.places.for('known to report the trait'), []);
    assert.notEqual((await arranger.places.for('any')).length, 0);
  });
});

describe('a libvirt host', () => {
  const wish = { disk: 'image', host: 'capable, under libvirt' } as const;

  it('is known by what an admin sees', async (t) => {
    const { arranger } = arranging(t);
    assert.equal((await arranger.arrange(wish)).host, 'sim-libvirt');
    const { arranger: without } = arranging(t, { simulator: { driver: 'fake' } });
    await isNotApplicable(without.arrange(wish), /no capable host is known to run its guests by libvirt/);
  });

  it('is the best of any, and need not be there', async (t) => {
    const best = { ...wish, host: 'any, best under libvirt' } as const;
    const { arranger } = arranging(t);
    assert.equal((await arranger.arrange(best)).host, 'sim-libvirt');
    const { arranger: without } = arranging(t, { simulator: { driver: 'fake' } });
    assert.notEqual((await without.arrange(best)).host, 'sim-libvirt');
  });

  it('is not known without an admin', async (t) => {
    const { arranger } = arranging(t, { callers: ['owner'] });
    await isNotApplicable(arranger.arrange(wish), /give --admin-cloud/);
  });

  it('is not one that shares its zone with others', async (t) => {
    const oneZone: Rewrite = async (request, pass) =>
      request.path === '/os-availability-zone/detail'
        ? withBody(await pass(request), (json) => {
            const zones = listAt(json, 'availabilityZoneInfo');
            const hosts = Object.assign({}, ...zones.map((zone) => at(zone, 'hosts')));
            return { availabilityZoneInfo: [{ zoneName: 'libvirt', hosts }] };
          })
        : undefined;
    const { arranger } = arranging(t, { rewrites: [oneZone] });
    await isNotApplicable(arranger.arrange(wish), /no capable host is known/);
  });
});
