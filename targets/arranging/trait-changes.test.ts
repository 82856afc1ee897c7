import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { at, listAt } from '../clients/reading';
import type { Entry, Ledger } from '../ledger/ledger';
import type { Exchange } from '../target';
import {
  always,
  arranging,
  isInconclusive,
  isNotApplicable,
  once,
  type Rewrite,
  withBody,
} from './wrapped-target.test';

const incapable = { disk: 'volume', host: 'known not to report the trait' } as const;
const capable = { disk: 'volume', host: 'capable' } as const;

/** Leaves the cloud one host, in its zone. */
function onlyHost(host: string, zone: string): Rewrite {
  const keep = (exchange: Exchange, list: string, key: string, wanted: string) =>
    withBody(exchange, (json) => ({ [list]: listAt(json, list).filter((one) => at(one, key) === wanted) }));
  return async (request, pass) => {
    if (request.path === '/servers' && request.method === 'POST') {
      const server = { availability_zone: zone, ...Object(at(request.body, 'server')) };
      return pass({ ...request, body: { server } });
    }
    const exchange = await pass(request);
    if (request.path.startsWith('/os-hypervisors')) return keep(exchange, 'hypervisors', 'hypervisor_hostname', host);
    return request.path.startsWith('/os-availability-zone')
      ? keep(exchange, 'availabilityZoneInfo', 'zoneName', zone)
      : exchange;
  };
}

const isTraitWrite = ({ request }: Exchange) => request.method === 'PUT' && request.path.endsWith('/traits');
const openTraits = (ledger: Ledger): readonly Entry[] => ledger.open().filter(({ kind }) => kind === 'trait');

describe('a change of traits through Placement', () => {
  it('takes the trait from a host, for the time of one scenario', async (t) => {
    const { arranger, target, ledger } = arranging(t, {
      disruptive: true,
      rewrites: [onlyHost('sim-bfv', 'rescue-bfv')],
    });
    const server = await arranger.arrange(incapable);
    assert.equal(await arranger.traitNow(server), false);
    assert.deepEqual(
      openTraits(ledger).map(({ before, by }) => ({ before, by })),
      [{ before: true, by: 'placement' }],
    );
    await arranger.giveBack(server);
    assert.equal(await arranger.traitNow(server), true);
    assert.deepEqual(openTraits(ledger), []);
    assert.equal(target.sent.filter(isTraitWrite).length, 2);
    assert.equal((await arranger.arrange(capable)).id, server.id, 'the server is used again');
  });

  it('gives the trait to a host, where none has it', async (t) => {
    const { arranger } = arranging(t, { disruptive: true, rewrites: [onlyHost('sim-nobfv', 'no-rescue-bfv')] });
    const server = await arranger.arrange(capable);
    assert.equal(server.host, 'sim-nobfv');
    assert.equal(await arranger.traitNow(server), true);
    await arranger.giveBack(server);
    assert.equal(await arranger.traitNow(server), false);
  });

  it('may be made twice, and goes back to what was there before the first', async (t) => {
    const { arranger, ledger } = arranging(t, { disruptive: true });
    const server = await arranger.arrange(incapable);
    await arranger.changeTrait(server, true);
    assert.equal(await arranger.traitNow(server), true);
    await arranger.changeTrait(server, false);
    await arranger.changeTrait(server, true);
    assert.deepEqual(
      openTraits(ledger).map(({ before }) => before),
      [false],
    );
    await arranger.giveBack(server);
    assert.equal(await arranger.traitNow(server), false);
  });

  it('is only made where the user allows it', async (t) => {
    const { arranger } = arranging(t);
    const server = await arranger.arrange(incapable);
    await isNotApplicable(arranger.changeTrait(server, true), /only with --disruptive/);
  });

  it('is on the ledger before it is done', async (t) => {
    const seen: (readonly Entry[])[] = [];
    const look: Rewrite = (request, pass) => {
      if (request.method === 'PUT' && request.path.endsWith('/traits')) seen.push(openTraits(run.ledger));
      return pass(request);
    };
    const run = arranging(t, {
      disruptive: true,
      rewrites: [onlyHost('sim-bfv', 'rescue-bfv')].map(
        (only): Rewrite =>
          (request, pass) =>
            only(request, async (sent) => (await look(sent, pass)) ?? pass(sent)),
      ),
    });
    await run.arranger.arrange(incapable);
    assert.deepEqual(
      seen.map((entries) => entries.length),
      [1],
    );
    assert.equal(seen[0]?.[0]?.before, true);
  });

  it('is not done without --disruptive', async (t) => {
    const { arranger, target } = arranging(t, { rewrites: [onlyHost('sim-bfv', 'rescue-bfv')] });
    await isNotApplicable(arranger.arrange(incapable), /zones\.incapable/);
    assert.equal(target.sent.filter(isTraitWrite).length, 0);
  });

  const conflict = [
    'PUT',
    '/resource_providers/',
    409,
    { errors: [{ status: 409, title: 'Conflict', detail: 'resource provider generation conflict' }] },
  ] as const;

  it('is tried again where someone else has written in between', async (t) => {
    const { arranger, target } = arranging(t, {
      disruptive: true,
      rewrites: [once(...conflict), onlyHost('sim-bfv', 'rescue-bfv')],
    });
    const server = await arranger.arrange(incapable);
    assert.equal(await arranger.traitNow(server), false);
    const reads = target.sent.filter(({ request }) => request.method === 'GET' && request.path.endsWith('/traits'));
    assert.ok(reads.length > target.sent.filter(isTraitWrite).length, 'the generation is read anew');
  });

  it('leaves the matter open where that goes on, and stays on the ledger', async (t) => {
    const { arranger, ledger } = arranging(t, {
      disruptive: true,
      rewrites: [always(...conflict), onlyHost('sim-bfv', 'rescue-bfv')],
    });
    await isInconclusive(arranger.arrange(incapable), /could not be put back/, /generation conflict/);
    assert.equal(openTraits(ledger).length, 1);
  });
});

describe('a change of traits through the operator’s hook', () => {
  /** A tenant of a cloud whose only host reports the trait, and a hook that does as it is told by `script`. */
  function hooked(t: TestContext, script: string | undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'told');
    const run = arranging(t, {
      callers: ['owner'],
      disruptive: true,
      rewrites: [onlyHost('sim-bfv', 'rescue-bfv')],
      configuration: {
        zones: { capable: ['rescue-bfv'] },
        ...(script !== undefined && { hooks: { 'host-trait': `cat >> '${file}'; echo >> '${file}'; ${script}` } }),
      },
    });
    const told = () =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    return { ...run, told };
  }

  it('names the server, and is undone after the scenario', async (t) => {
    const { arranger, told, ledger } = hooked(t, 'exit 0');
    const server = await arranger.arrange(incapable);
    const input = { hook: 'host-trait', server: server.id, trait: 'COMPUTE_RESCUE_BFV' };
    assert.deepEqual(told(), [{ ...input, present: false }]);
    assert.deepEqual(
      openTraits(ledger).map(({ name, before, by }) => ({ name, before, by })),
      [{ name: server.id, before: true, by: 'hook' }],
    );
    await arranger.giveBack(server);
    assert.deepEqual(told(), [
      { ...input, present: false },
      { ...input, present: true },
    ]);
    assert.deepEqual(openTraits(ledger), []);
  });

  it('is nothing to undo where the hook cannot', async (t) => {
    const { arranger, told, ledger } = hooked(t, 'echo no such host >&2; exit 3');
    await isNotApplicable(arranger.arrange(incapable), /the hook host-trait cannot: no such host/);
    assert.equal(told().length, 1);
    assert.deepEqual(openTraits(ledger), []);
  });

  it('is tried to be undone where the hook fails, and stays on the ledger where that fails too', async (t) => {
    const { arranger, told, ledger } = hooked(t, 'exit 1');
    await isInconclusive(arranger.arrange(incapable), /could not be put back/);
    assert.deepEqual(
      told().map((input) => at(input, 'present')),
      [false, true],
    );
    assert.equal(openTraits(ledger).length, 1);
  });

  it('is not applicable without Placement and without a hook', async (t) => {
    const { arranger, ledger } = hooked(t, undefined);
    await isNotApplicable(arranger.arrange(incapable), /--admin-cloud, or by hooks\.host-trait/);
    assert.deepEqual(openTraits(ledger), []);
  });
});
