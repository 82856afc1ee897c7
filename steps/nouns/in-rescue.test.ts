import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { always, arranging, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { type Ended, type MadeUp, scenario } from '../made-up.test';

const rescued = `Given an image-backed server on any host
  And it has another volume attached
  And it is in RESCUE`;

const ask = (t: TestContext, request: string, how: string, options: MadeUp = {}, given = rescued) =>
  scenario(
    t,
    `${given}
     When ${request} is asked for ${how}
     Then every answer is a 409, of what is offered`,
    options,
  );

/** What was asked in RESCUE that would change something, by its action or path. */
const askedIn = ({ target }: Ended): readonly string[] =>
  target.sent
    .filter(({ reply }) => reply.status === 409)
    .map(({ request }) => {
      const path = request.path.replace(/^\/servers\/[^/]+\//, '').replaceAll(/[0-9a-f-]{36}/g, 'ID');
      return path === 'action' ? Object.keys(Object(request.body)).join() : `${request.method} ${path}`;
    });

describe('what RESCUE forbids', () => {
  it('is asked of a server in RESCUE, all of it', async (t) => {
    const ended = await ask(t, 'every action that RESCUE forbids', 'without a microversion');
    assert.equal(ended.verdict, 'conforms');
    assert.deepEqual(askedIn(ended), [
      ...['os-start', 'os-stop', 'reboot', 'reboot', 'rebuild', 'resize', 'createImage', 'shelve'],
      ...['confirmResize', 'revertResize'],
    ]);
    const further = await ask(t, 'every further request that RESCUE forbids', 'at 2.26');
    assert.equal(further.verdict, 'conforms');
    assert.deepEqual(askedIn(further), [
      ...['pause', 'unpause', 'suspend', 'resume', 'changePassword', 'createBackup', 'unshelve'],
      ...['POST os-volume_attachments', 'DELETE os-volume_attachments/ID'],
      ...['POST os-interface', 'DELETE os-interface/ID'],
      ...['POST metadata', 'PUT metadata/added', 'PUT metadata', 'DELETE metadata/made_by'],
      ...['PUT tags/added', 'PUT tags', 'DELETE tags/added', 'DELETE tags'],
    ]);
  });

  it('is asked by an admin where only an admin may', async (t) => {
    for (const [request, asked] of [
      ['every admin’s action that RESCUE forbids', 'shelveOffload'],
      ['every further admin’s request that RESCUE forbids', 'PUT os-volume_attachments/ID'],
    ] as const) {
      const ended = await ask(t, request, 'by an admin');
      assert.equal(ended.verdict, 'conforms');
      assert.deepEqual(askedIn(ended), [asked]);
      assert.equal((await ask(t, request, 'by an admin', { callers: ['owner'] })).verdict, 'not-applicable');
    }
  });

  it('violates where one is accepted, and nothing more is asked then', async (t) => {
    const under = { simulator: { departure: 'rescued-server-restricted' } } as const;
    const {
      verdict,
      reason,
      scenario: ended,
    } = await ask(t, 'every action that RESCUE forbids', 'without a microversion', under);
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /^expected every request that is offered to be answered 409, but reboot SOFT/);
    assert.equal(ended.evidence.samples, 3);
  });

  it('is judged of what the cloud offers to this caller', async (t) => {
    const shelve = (status: number, message: string) =>
      always('POST', '/servers/', status, { fault: { message } }, ({ body }) => 'shelve' in Object(body));
    const judged = (rewrite: Rewrite) =>
      ask(t, 'every action that RESCUE forbids', 'without a microversion', { rewrites: [rewrite] });
    for (const [status, message] of [
      [403, "Policy doesn't allow os_compute_api:os-shelve:shelve to be performed."],
      [400, 'There is no such action: shelve'],
      [404, 'not here'],
      [501, 'not implemented'],
    ] as const) {
      assert.equal((await judged(shelve(status, message))).verdict, 'conforms', message);
    }
    assert.equal((await judged(shelve(400, 'not in this state'))).verdict, 'violates');
    const { verdict, reason } = await judged(shelve(403, 'no'));
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^it is forbidden shelve/);
    const others = always(
      'POST',
      '/servers/',
      501,
      {},
      ({ path, body }) => path.endsWith('/action') && !('rescue' in Object(body)),
    );
    const nothing = await judged(others);
    assert.equal(nothing.verdict, 'inconclusive');
    assert.match(nothing.reason ?? '', /^no answer was of the kind that is judged here/);
  });

  it('is not applicable without a volume to detach, or a flavor', async (t) => {
    const bare = 'Given an image-backed server on any host\nAnd it is in RESCUE';
    const further = 'every further request that RESCUE forbids';
    const { verdict, reason } = await ask(t, further, 'at 2.26', {}, bare);
    assert.deepEqual([verdict, reason], ['not-applicable', 'the server has no volume attached']);
  });
});

describe('what RESCUE allows', () => {
  const steps = `Given an image-backed server on any host
    And it is in RESCUE
    When every request that RESCUE allows is asked for without a microversion
    Then every answer is an acceptance, of what is offered`;

  it('is shown, locked, renamed and deleted', async (t) => {
    const { verdict, scenario: ended, ledger } = await scenario(t, steps);
    assert.equal(verdict, 'conforms');
    assert.equal(ended.evidence.samples, 6);
    assert.deepEqual(
      ledger.open().filter(({ kind }) => kind === 'server'),
      [],
    );
  });

  it('leaves the name of a server of the user’s own, and the server itself', async (t) => {
    const maker = arranging(t);
    const { id } = await maker.arranger.arrange({ disk: 'image', host: 'any' });
    const configuration = { servers: [{ id, disk: 'image' as const }] };
    const { verdict, target } = await scenario(t, steps, { on: maker.target, configuration });
    assert.equal(verdict, 'conforms');
    const changing = target.sent.filter(({ request }) => request.service === 'compute' && request.method !== 'GET');
    assert.ok(changing.every(({ request }) => request.method === 'POST'));
  });
});
