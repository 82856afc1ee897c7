import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answered, type Rewrite, wrappedTarget } from './arranging/wrapped-target.test';
import { patience } from './settle';
import { discover } from './subject';
import { ConnectionProblem } from './target';
import { UserError } from './user-error';

const discovered = (...rewrites: readonly Rewrite[]) => discover(wrappedTarget({ rewrites }), patience);

const refusedWith = (what: Promise<unknown>, reason: RegExp) =>
  assert.rejects(what, (error) => error instanceof UserError && reason.test(error.message));

describe('a target', () => {
  it('says itself which microversions it serves', async () => {
    const { versions } = await discovered();
    assert.deepEqual(versions, { oldest: [2, 1], newest: [2, 104] });
  });

  it('is asked with a token where it says nothing without one', async () => {
    const target = wrappedTarget({ simulator: { departure: 'version-is-advertised' } });
    const { versions } = await discover(target, patience);
    assert.deepEqual(versions.newest, [2, 104]);
    assert.deepEqual(
      target.sent
        .filter(({ request }) => request.path === '/')
        .map(({ request, reply }) => [request.caller, reply.status]),
      [
        ['nobody', 401],
        ['owner', 200],
      ],
    );
  });

  it('is none where it does not answer as a compute API', async () => {
    for (const body of [
      '<html>',
      {},
      { version: { version: '2.1', min_version: '2.90' } },
      { version: { version: '', min_version: '' } },
      // The root of the service, above its API.
      { versions: [{ version: '2.93', min_version: '2.1' }] },
    ])
      await refusedWith(
        discovered((request) => (request.path === '/' ? answered(request, 200, body) : undefined)),
        /does not answer as a compute API with microversions.*it ends in \/v2\.1$/,
      );
  });

  it('is none where it refuses the token', async () => {
    await refusedWith(
      discovered((request) => answered(request, 401)),
      /refuses the token \(401\)/,
    );
    await refusedWith(
      discovered((request) => (request.caller === 'owner' ? answered(request, 401) : undefined)),
      /refuses the token \(401\)/,
    );
  });

  it('is none where it cannot be reached', async () => {
    const unreachable: Rewrite = () => {
      throw new ConnectionProblem('ECONNREFUSED');
    };
    await refusedWith(discovered(unreachable), /^simulator cannot be reached: ECONNREFUSED/);
    const broken: Rewrite = () => {
      throw new TypeError('ours');
    };
    await assert.rejects(discovered(broken), TypeError);
  });
});
