import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { GateReport } from '../../reports/gates';
import { editions, type SimulatedEdition, simulatedEditions } from '../../simulator';
import {
  type ArrangingOptions,
  answered,
  arranging,
  isAction,
  type Rewrite,
  withBody,
} from '../../targets/arranging/wrapped-target.test';
import { at } from '../../targets/clients/reading';
import { optIn, text } from '../../targets/microversion';
import { ConnectionProblem } from '../../targets/target';
import { type GateId, gateIds } from './factors';
import { lookAtGates } from './gates';

function gatesOf(t: TestContext, options: ArrangingOptions = {}, interrupted = () => false): Promise<GateReport> {
  const edition = options.simulator?.edition ?? 'spec';
  const scene = arranging(t, { newest: text(editions[edition].range.newest), ...options });
  return lookAtGates({ ...scene, interrupted });
}

const nova = { simulator: { edition: 'nova-30.0', driver: 'fake' } } as const;
const gate = (report: GateReport, id: GateId) => report.gates.find((one) => one.gate === id);
const found = (report: GateReport, kind: string) =>
  report.gates.filter((one) => one.found === kind).map((one) => one.gate);
const pair = (report: GateReport, a: GateId, b: GateId) =>
  report.pairs.find(({ gates }) => gates[0] === a && gates[1] === b);

/** What cannot be told apart in any genuine Nova: one request has one image, and two gates answer alike. */
const alike: readonly (readonly GateId[])[] = [
  ['unknown-image-refused', 'volume-snapshot-image-refused'],
  ['bfv-needs-microversion', 'bfv-needs-stable-device-image'],
];

/** The gates of an edition that can be looked at, in its order, those that are alike as one group. */
function groupsOf(edition: SimulatedEdition): readonly (readonly string[])[] {
  const own = editions[edition].gates.filter((id) => gateIds.some((one) => one === id));
  const groups = own.map((id) => {
    const group = alike.find((ids) => ids.some((one) => one === id)) ?? [id];
    return group.filter((one) => own.some((other) => other === one));
  });
  return groups.filter((group, index) => groups.findIndex(([first]) => first === group[0]) === index);
}

describe('the gates of', () => {
  for (const edition of simulatedEditions) {
    for (const driver of ['fake', 'libvirt'] as const) {
      it(`${edition} under ${driver} are found, and in its order`, async (t) => {
        const report = await gatesOf(t, { simulator: { edition, driver } });
        assert.equal(report.inconclusive, null);
        assert.deepEqual(report.order, groupsOf(edition));
        assert.deepEqual([report.unplaced, report.contradictory], [[], false]);
        const own: readonly string[] = editions[edition].gates;
        assert.deepEqual(
          found(report, 'absent'),
          gateIds.filter((id) => !own.includes(id)),
        );
      });
    }
  }

  it('a cloud that does not look at the trait lack that one', async (t) => {
    const report = await gatesOf(t, { simulator: { edition: 'nova-30.0', departure: 'bfv-needs-trait' } });
    assert.equal(gate(report, 'bfv-needs-trait')?.found, 'absent');
    assert.deepEqual(report.order, groupsOf('nova-30.0').slice(0, -1));
  });

  it('a cloud that answers 409 refuse with that, in the same order', async (t) => {
    const report = await gatesOf(t, { simulator: { edition: 'nova-30.0', departure: 'refusal-is-400' } });
    assert.equal(gate(report, 'bfv-needs-trait')?.status, 409);
    assert.deepEqual(report.order, groupsOf('nova-30.0'));
  });

  it('a cloud that opts in later are found at its newest microversion', async (t) => {
    const report = await gatesOf(t, { simulator: { edition: 'spec', departure: 'bfv-opt-in-at-microversion' } });
    assert.deepEqual(report.order, groupsOf('spec'));
  });
});

const isRescue = isAction('rescue');
const refused = (status: number) => status >= 400 && status < 500;

/** Has every refused rescue answered with another body. */
const bodies =
  (body: (json: unknown) => unknown): Rewrite =>
  async (request, pass) => {
    if (!isRescue(request)) return undefined;
    const exchange = await pass(request);
    return refused(exchange.reply.status) ? withBody(exchange, body) : exchange;
  };

/** Another answer to the rescues that fit. */
const rescues =
  (status: number, fits: (request: Parameters<typeof isRescue>[0]) => boolean, message: string): Rewrite =>
  (request) =>
    isRescue(request) && fits(request) ? answered(request, status, { badRequest: { message } }) : undefined;

const imageOf = ({ body }: Parameters<typeof isRescue>[0]) => String(at(body, 'rescue', 'rescue_image_ref'));
const isUnknown = (request: Parameters<typeof isRescue>[0]) => imageOf(request).endsWith('dead');
const isOld = ({ headers = {} }: Parameters<typeof isRescue>[0]) => headers['OpenStack-API-Version'] === 'compute 2.86';

describe('the order of gates is told', () => {
  it('by statuses alone, where every message is the same', async (t) => {
    const report = await gatesOf(t, { ...nova, rewrites: [bodies(() => 'no')] });
    assert.deepEqual(report.order, [
      ['role-refused'],
      ['locked-server-refused', 'rescuable-states'],
      ['unknown-image-refused', 'volume-snapshot-image-refused'],
      ['volumes-must-be-in-use'],
      ['bfv-needs-microversion', 'bfv-needs-stable-device-image', 'bfv-needs-trait'],
    ]);
    assert.deepEqual(pair(report, 'bfv-needs-microversion', 'bfv-needs-trait'), {
      gates: ['bfv-needs-microversion', 'bfv-needs-trait'],
      first: null,
      why: 'their answers are the same (400)',
    });
  });

  it('by statuses alone, where a message is never the same twice', async (t) => {
    let count = 0;
    const report = await gatesOf(t, { ...nova, rewrites: [bodies(() => ++count)] });
    assert.equal(report.order.length, 5);
    assert.equal(pair(report, 'bfv-needs-microversion', 'bfv-needs-trait')?.first, null);
  });

  it('of none, where every refusal is the same', async (t) => {
    const same: Rewrite = async (request, pass) => {
      const exchange = isRescue(request) ? await pass(request) : undefined;
      return exchange && refused(exchange.reply.status) ? answered(request, 400, 'no') : exchange;
    };
    const report = await gatesOf(t, { ...nova, rewrites: [same] });
    assert.deepEqual(report.order, [gateIds]);
    assert.equal(report.contradictory, false);
  });

  it('by the status, where the message names both reasons', async (t) => {
    const both = rescues(409, (request) => isUnknown(request) && isOld(request), 'old, and no image');
    const report = await gatesOf(t, { ...nova, rewrites: [both, rescues(409, isUnknown, 'no image')] });
    assert.equal(pair(report, 'unknown-image-refused', 'bfv-needs-microversion')?.first, 'unknown-image-refused');
  });

  it('not where two reasons are answered otherwise than either', async (t) => {
    const both = rescues(418, (request) => isUnknown(request) && isOld(request), 'both');
    const report = await gatesOf(t, { ...nova, rewrites: [both] });
    const { first, why } = pair(report, 'unknown-image-refused', 'bfv-needs-microversion') ?? {};
    assert.deepEqual([first, why], [null, 'together they are answered otherwise than either alone (418)']);
  });

  it('not where two reasons are accepted', async (t) => {
    const both: Rewrite = (request, pass) =>
      isRescue(request) && isUnknown(request) && isOld(request)
        ? pass({ ...request, headers: { 'OpenStack-API-Version': 'compute 2.87' }, body: { rescue: null } })
        : undefined;
    const simulator = { edition: 'spec', driver: 'fake' } as const;
    const report = await gatesOf(t, { simulator, rewrites: [both, rescues(400, isUnknown, 'no image')] });
    const { why } = pair(report, 'unknown-image-refused', 'bfv-needs-microversion') ?? {};
    assert.equal(why, 'together they are accepted, though either alone is refused');
  });

  it('not where that answer is inconclusive', async (t) => {
    const both = rescues(503, (request) => isUnknown(request) && isOld(request), 'busy');
    const report = await gatesOf(t, { ...nova, rewrites: [both] });
    assert.match(
      pair(report, 'unknown-image-refused', 'bfv-needs-microversion')?.why ?? '',
      /^neither accepted nor refused: .* 503/,
    );
  });
});

describe('a gate is not taken for another', () => {
  it('where a refusal leaves something behind that is a reason of its own', async (t) => {
    const spoiling: Rewrite = async (request, pass) => {
      if (!isRescue(request) || !isOld(request)) return undefined;
      const exchange = await pass(request);
      await pass({ ...request, body: { pause: null } });
      return exchange;
    };
    const report = await gatesOf(t, { ...nova, rewrites: [spoiling] });
    assert.deepEqual(report.order, groupsOf('nova-30.0'));
  });
});

describe('what cannot be looked at', () => {
  it('is said of each gate, for a tenant alone', async (t) => {
    const report = await gatesOf(t, { ...nova, callers: ['owner', 'nobody'] });
    assert.deepEqual(found(report, 'not-applicable'), ['role-refused', 'volumes-must-be-in-use', 'bfv-needs-trait']);
    assert.match(gate(report, 'bfv-needs-trait')?.why ?? '', /no host is known not to report/);
    assert.deepEqual(report.order, [
      ['locked-server-refused'],
      ['rescuable-states'],
      ['unknown-image-refused', 'volume-snapshot-image-refused'],
      ['bfv-needs-microversion'],
    ]);
    // Without the gate of the volumes between them, it could be one with the images or with the microversion.
    assert.deepEqual(report.unplaced, ['bfv-needs-stable-device-image']);
  });

  it('is inconclusive where the answer is none', async (t) => {
    const cut: Rewrite = (request) => {
      if (isRescue(request) && isOld(request)) throw new ConnectionProblem('reset');
      return undefined;
    };
    const report = await gatesOf(t, { ...nova, rewrites: [cut] });
    assert.deepEqual(found(report, 'inconclusive'), ['bfv-needs-microversion']);
    assert.equal(gate(report, 'bfv-needs-microversion')?.why, 'reset');
  });

  it('is inconclusive where it is answered otherwise the second time', async (t) => {
    let asked = 0;
    const moment: Rewrite = (request) =>
      isRescue(request) && isUnknown(request) && ++asked === 1 ? answered(request, 409, 'no') : undefined;
    const report = await gatesOf(t, { ...nova, rewrites: [moment] });
    assert.equal(gate(report, 'unknown-image-refused')?.why, 'refused with 409, and asked again answered otherwise');
    assert.ok(!report.pairs.some(({ gates }) => gates.includes('unknown-image-refused')));
    assert.deepEqual(
      report.order,
      groupsOf('nova-30.0').map((group) => group.filter((id) => id !== 'unknown-image-refused')),
    );
  });

  it('does not include what was answered before a server could not be given back', async (t) => {
    const lost: Rewrite = (request) => {
      if (isAction('unlock')(request)) throw new ConnectionProblem('reset');
      return undefined;
    };
    const report = await gatesOf(t, { ...nova, rewrites: [lost] });
    assert.equal(gate(report, 'locked-server-refused')?.status, 409);
    assert.deepEqual(report.order, groupsOf('nova-30.0'));
  });

  it('is inconclusive where the traits of the host change meanwhile', async (t) => {
    const changing: Rewrite = async (request, pass) => {
      if (!isRescue(request) || !isOld(request)) return undefined;
      const placement = {
        caller: 'admin',
        service: 'placement',
        headers: { 'OpenStack-API-Version': 'placement 1.6' },
      } as const;
      const [provider] = (
        (await pass({ ...placement, method: 'GET', path: '/resource_providers?name=sim-bfv' })).reply.json as {
          resource_providers: { uuid: string; generation: number }[];
        }
      ).resource_providers;
      await pass({
        ...placement,
        method: 'PUT',
        path: `/resource_providers/${provider?.uuid}/traits`,
        body: { resource_provider_generation: provider?.generation, traits: [] },
      });
      return pass(request);
    };
    const report = await gatesOf(t, { ...nova, rewrites: [changing] });
    assert.equal(gate(report, 'bfv-needs-microversion')?.why, 'the traits of the host have changed while it was asked');
  });

  it('is everything, where no volume-backed server is rescued', async (t) => {
    const report = await gatesOf(t, {
      ...nova,
      rewrites: [rescues(400, (request) => 'OpenStack-API-Version' in (request.headers ?? {}), 'no')],
    });
    assert.match(report.inconclusive ?? '', /there is nothing to compare with$/);
    assert.deepEqual(report.gates, []);
  });

  it('is everything below 2.87, and once the run is interrupted', async (t) => {
    assert.equal((await gatesOf(t, { newest: '2.79' })).inconclusive, 'the newest microversion is 2.79');
    assert.equal((await gatesOf(t, {}, () => true)).inconclusive, 'the run was interrupted');
    assert.equal(text(optIn), '2.87');
  });

  it('is no mistake of ours', async (t) => {
    const mistaken: Rewrite = (request) => {
      if (isRescue(request) && isOld(request)) throw new TypeError('a mistake');
      return undefined;
    };
    await assert.rejects(gatesOf(t, { ...nova, rewrites: [mistaken] }), /a mistake/);
  });
});
