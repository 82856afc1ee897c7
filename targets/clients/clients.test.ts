import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  always,
  answered,
  isInconclusive,
  isNotApplicable,
  withBody,
  wrappedTarget,
} from '../arranging/wrapped-target.test';
import type { ApiRequest } from '../target';
import { hasBlockStorage, volumeStatus } from './block-storage';
import { actionIsFinished, listActions, listAttachments, requestIdOf, showServer, versionHeader } from './compute';
import { hasPlacement, knownTraits, setTrait, traitsOfHost } from './placement';
import { at, expectSuccess, listAt, requiredText, summary, textAt } from './reading';

const request: ApiRequest = { caller: 'owner', service: 'compute', method: 'GET', path: '/x' };

describe('reading an answer', () => {
  const value = { a: { b: 'text', list: [1, 2], nothing: null } };

  it('finds what stands there, and nothing where the way is interrupted', () => {
    assert.equal(at(value, 'a', 'b'), 'text');
    assert.equal(at(value, 'a', 'b', 'c'), undefined);
    assert.equal(at(value, 'a', 'nothing', 'c'), undefined);
    assert.equal(at([value], '0'), undefined);
    assert.equal(at(undefined), undefined);
  });

  it('takes nothing for what it is not', () => {
    assert.equal(textAt(value, 'a', 'list'), undefined);
    assert.deepEqual(listAt(value, 'a', 'list'), [1, 2]);
    assert.deepEqual(listAt(value, 'a', 'b'), []);
  });

  it('sums an exchange up in a line', () => {
    assert.equal(summary(answered(request, 204)), 'GET /x → 204');
    assert.equal(summary(answered(request, 500, 'a\n\n  b')), 'GET /x → 500 a b');
    assert.ok(summary(answered(request, 500, 'x'.repeat(5000))).length < 400);
  });

  it('leaves the matter open where what must be there is not', async () => {
    await isInconclusive(
      Promise.resolve().then(() => expectSuccess(answered(request, 302), 'look')),
      /^could not look: GET \/x → 302/,
    );
    await isInconclusive(
      Promise.resolve().then(() => requiredText(answered(request, 200, { server: { id: 7 } }), 'server', 'id')),
      /^no server\.id in the answer/,
    );
  });
});

describe('the compute client', () => {
  it('knows a request by any header that Nova has used', () => {
    const withHeaders = (headers: Record<string, string>) => requestIdOf(answered(request, 200, '', headers));
    assert.equal(withHeaders({ 'x-openstack-request-id': 'one', 'x-compute-request-id': 'two' }), 'one');
    assert.equal(withHeaders({ 'x-compute-request-id': 'two' }), 'two');
    assert.equal(withHeaders({}), undefined);
  });

  it('names a microversion, or none', () => {
    assert.deepEqual(versionHeader([2, 87]), { 'OpenStack-API-Version': 'compute 2.87' });
    assert.deepEqual(versionHeader(undefined), {});
  });

  it('shows no server where there is none', async () => {
    assert.equal(await showServer(wrappedTarget(), 'none'), undefined);
  });

  it('lists no actions where the cloud does not', async () => {
    const target = wrappedTarget({ rewrites: [always('GET', '/servers/', 403)] });
    assert.equal(await listActions(target, 'any'), undefined);
    assert.equal(await actionIsFinished(target, 'any', 'req', [2, 104]), undefined);
    assert.equal(await actionIsFinished(target, 'any', 'req', [2, 50]), undefined);
  });

  it('takes an action for finished when each of its events has ended', async () => {
    const finished = (...events: readonly object[]) =>
      actionIsFinished(
        wrappedTarget({ rewrites: [always('GET', '/servers/', 200, { instanceAction: { events } })] }),
        'any',
        'req',
        [2, 51],
      );
    assert.equal(await finished(), false);
    assert.equal(await finished({ result: null }), false);
    assert.equal(await finished({ result: 'Success' }, { result: null }), false);
    assert.equal(await finished({ result: 'Success' }, { result: 'Error' }), true);
  });

  it('does not take an error for a list of no attachments', async () => {
    await isInconclusive(listAttachments(wrappedTarget(), 'none'), /could not list the volume attachments/);
  });
});

describe('the block-storage client', () => {
  it('knows whether it can ask at all, and what the status of a volume is', async () => {
    assert.equal(hasBlockStorage(wrappedTarget({ without: ['block-storage'] })), false);
    const target = wrappedTarget();
    assert.equal(hasBlockStorage(target), true);
    assert.equal(await volumeStatus(target, 'none'), undefined);
  });
});

describe('the Placement client', () => {
  it('is an admin’s alone', () => {
    assert.equal(hasPlacement(wrappedTarget()), true);
    assert.equal(hasPlacement(wrappedTarget({ callers: ['owner'] })), false);
    assert.equal(hasPlacement(wrappedTarget({ without: ['placement'] })), false);
  });

  it('changes one trait, and leaves the others', async () => {
    const target = wrappedTarget();
    const { providerId, generation } = await traitsOfHost(target, 'sim-nobfv');
    await target.send({
      caller: 'admin',
      service: 'placement',
      method: 'PUT',
      path: `/resource_providers/${providerId}/traits`,
      headers: { 'OpenStack-API-Version': 'placement 1.6' },
      body: { resource_provider_generation: generation, traits: ['HW_CPU_X86_SSE'] },
    });
    const traits = async () => (await traitsOfHost(target, 'sim-nobfv')).traits;
    await setTrait(target, providerId, true);
    await setTrait(target, providerId, true);
    assert.deepEqual(await traits(), ['HW_CPU_X86_SSE', 'COMPUTE_RESCUE_BFV']);
    await setTrait(target, providerId, false);
    assert.deepEqual(await traits(), ['HW_CPU_X86_SSE']);
  });

  it('knows no host that Placement does not know', async () => {
    await isNotApplicable(traitsOfHost(wrappedTarget(), 'nobody'), /no resource provider named nobody/);
  });

  it('does not take something else for a list of traits', async () => {
    assert.ok(listAt((await knownTraits(wrappedTarget())).reply.json, 'traits').includes('COMPUTE_RESCUE_BFV'));
    const odd = wrappedTarget({
      rewrites: [async (sent, pass) => withBody(await pass(sent), () => ({ traits: 'all of them' }))],
    });
    await isInconclusive(knownTraits(odd), /no traits in the answer/);
    await isInconclusive(
      knownTraits(wrappedTarget({ rewrites: [always('GET', '/traits', 500)] })),
      /could not list the traits/,
    );
  });

  it('says so where the admin is none', async () => {
    const target = wrappedTarget({ rewrites: [always('GET', '/traits', 403, 'admins only')] });
    await isNotApplicable(knownTraits(target), /^--admin-cloud may not ask Placement: .*403 admins only$/);
  });
});
