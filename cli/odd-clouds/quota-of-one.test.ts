import { test } from 'node:test';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, conforms, judged, violates } from './odd-cloud.test';

/** A project that may have one server at a time, and says so in a language that nobody here reads. */
function ofOne(): Meddling {
  let servers = 0;
  const full = { forbidden: { code: 403, message: 'インスタンス数の上限を超えています。' } };
  return async (visit, proceed) => {
    const makes = visit.method === 'POST' && visit.path.endsWith('/servers');
    if (makes && servers > 0) return { status: 403, body: full };
    const answer = await proceed();
    const done = typeof answer === 'object' && answer.status < 300;
    if (makes && done) servers += 1;
    if (visit.method === 'DELETE' && /\/servers\/[^/]+$/.test(visit.path) && done) servers -= 1;
    return answer;
  };
}

test('a quota of one server is enough for everything', async (t) => {
  conforms(await judged(t, { meddle: ofOne(), as: asAdmin }));
});

test('… also to find what is wrong', async (t) => {
  const select = ['bfv-needs-trait'] as const;
  violates(await judged(t, { meddle: ofOne(), as: asAdmin, select, departure: 'bfv-needs-trait' }), 'bfv-needs-trait');
});
