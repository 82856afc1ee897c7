import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, textAt } from '../../targets/clients/reading';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, changed, judged, usual, violates } from './odd-cloud.test';

/** A cloud that builds nothing in a zone; `made` counts how often that was tried. */
function failingIn(zone: string) {
  const failed: string[] = [];
  const fault = { code: 500, message: 'Exceeded maximum number of retries.' };
  const meddle: Meddling = async (visit, proceed) => {
    const answer = await proceed();
    if (visit.method !== 'GET' || !/\/servers\/[^/?]+$/.test(visit.path)) return answer;
    return changed(answer, (json) => {
      const server = at(json, 'server');
      const id = textAt(server, 'id') ?? '';
      if (textAt(server, 'OS-EXT-AZ:availability_zone') !== zone) return json;
      if (!failed.includes(id)) failed.push(id);
      return { server: { ...Object(server), status: 'ERROR', 'OS-EXT-STS:vm_state': 'error', fault } };
    });
  };
  return { meddle, tried: () => failed.length };
}

test('a host on which nothing boots costs what needs it, and little time', async (t) => {
  const { meddle, tried } = failingIn('no-rescue-bfv');
  const found = await judged(t, {
    meddle,
    as: asAdmin,
    select: [...usual, 'trait-of-own-host', 'trait-gates-only-bfv'],
  });
  const lost = ['bfv-needs-trait', 'trait-gates-only-bfv', 'trait-of-own-host'];
  assert.deepEqual([found.code, found.rules('not-applicable'), found.rules('inconclusive')], [0, lost, []]);
  assert.match(
    found.reason('bfv-needs-trait'),
    /no-rescue-bfv: the server was not built: Exceeded maximum number of retries\./,
  );
  // Twice with a volume and twice without, whatever scenarios ask for one.
  assert.equal(tried(), 4);
});

test('the other host is judged', async (t) => {
  const { meddle } = failingIn('no-rescue-bfv');
  const select = ['refusal-is-400'] as const;
  violates(await judged(t, { meddle, select, departure: 'refusal-is-400' }), 'refusal-is-400');
});
