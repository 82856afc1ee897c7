import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { at, listAt, textAt } from '../targets/clients/reading';
import { type Answer, loopback } from '../targets/loopback.test';
import { loopbackCloud, type Meddling, meddleWithRescue } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

const html = '<!DOCTYPE html>\n<html><body><h1>Welcome</h1></body></html>\n';

/** What something that is no Nova may answer, whatever it is asked. */
const behaviours: Readonly<Record<string, Answer>> = {
  '200 and nothing in it': { status: 200, body: {} },
  '202 and nothing in it': { status: 202, body: {} },
  '400': { status: 400, body: { badRequest: { code: 400, message: 'Bad.' } } },
  '403': { status: 403, body: { forbidden: { code: 403, message: 'Not you.' } } },
  '501': { status: 501, body: { notImplemented: { code: 501, message: 'Not here.' } } },
  'a page of HTML': { status: 200, headers: { 'content-type': 'text/html' }, body: html },
  'half an answer': 'half',
  'nothing at all': 'silence',
  'the end of the connection': 'cut',
};

const more: Readonly<Record<string, Answer>> = {
  '404': { status: 404, body: '404 page not found' },
  '429': { status: 429, headers: { 'retry-after': '1' }, body: '' },
  '500': { status: 500, body: 'Internal Server Error' },
  '503': { status: 503, body: 'Service Unavailable' },
  'a redirection': { status: 302, headers: { location: '/login' } },
  'JSON that is no object': { status: 200, body: '[null]' },
  'what means to be JSON': { status: 200, headers: { 'content-type': 'application/json' }, body: '{"server": ' },
};

const option = { ...unlessItHangs, concurrency: 4 };

/** Judges what stands at an endpoint with as little patience as can be. */
async function judged(t: TestContext, endpoint: string, configuration: string, ...words: readonly string[]) {
  const place = workplace(t);
  place.write('nova-rescue.yaml', configuration);
  const token = place.write('token', 'owner-token');
  const ended = await place.run(
    'run',
    '--endpoint',
    endpoint,
    '--token-file',
    token,
    '--out',
    'out',
    '--timeout',
    '1',
    ...words,
  );
  return { ...ended, place };
}

/** A run that could not tell: no rule is violated, none conforms. @returns the reasons of its rules */
function inconclusive({ code, stdout, stderr, place }: Awaited<ReturnType<typeof judged>>): readonly string[] {
  assert.equal(code, 3, stdout + stderr);
  const report: unknown = JSON.parse(place.read('report.json'));
  assert.equal(textAt(report, 'verdict'), 'inconclusive');
  const rules = listAt(report, 'rules');
  for (const rule of rules) {
    const verdict = textAt(rule, 'verdict') ?? '';
    assert.ok(['inconclusive', 'not-applicable'].includes(verdict), `${textAt(rule, 'id')}: ${verdict}`);
  }
  assert.match(
    stdout,
    /^Nothing can be said of http:\/\/127\.0\.0\.1:\d+\/\S*: .*\. 0 of \d+ deciding rules verified\.$/m,
  );
  assert.doesNotMatch(stdout, /an error of ours/);
  return rules.map((rule) => textAt(rule, 'reason') ?? '');
}

/** A test of each behaviour, several at the same time: most of them wait. */
function each(
  what: string,
  answers: Readonly<Record<string, Answer>>,
  judge: (t: TestContext, answer: Answer) => Promise<void>,
): void {
  test(what, option, async (t) => {
    await Promise.all(Object.entries(answers).map(([name, answer]) => t.test(name, (own) => judge(own, answer))));
  });
}

each('everything is answered alike', behaviours, async (t, answer) => {
  const origin = await loopback(t, () => answer);
  const { code, stdout, stderr } = await judged(t, `${origin}/v2.1`, '');
  assert.deepEqual([code, stdout], [2, '']);
  const complaint = 'does not answer as a compute API with microversions|cannot be reached';
  assert.match(stderr, new RegExp(`^error: ${origin}/v2\\.1/? (${complaint})[^\\n]*\\n$`));
});

each('the version document is Nova’s, and everything else is answered alike', behaviours, async (t, answer) => {
  const { endpoint, configuration } = await loopbackCloud(t, {
    meddle: ({ path }, proceed) => (path === '/compute/v2.1/' ? proceed() : answer),
  });
  const run = await judged(t, endpoint, configuration);
  if (typeof answer === 'object') inconclusive(run);
  else {
    assert.deepEqual([run.code, run.stdout], [2, '']);
    assert.match(run.stderr, /^error: \S+ cannot be reached: GET [^\n]*\n$/);
  }
});

each('every rescue is answered alike, and comes to nothing', { ...behaviours, ...more }, async (t, answer) => {
  const cloud = await loopbackCloud(t, { meddle: meddleWithRescue(() => answer) });
  const run = await judged(t, cloud.endpoint, cloud.configuration);
  const reasons = inconclusive(run);
  const preflight = /an image-backed server is (answered|not rescued)|no complete answer came/;
  const told = reasons.filter((reason) => preflight.test(reason));
  // All but those that an admin would have to look at, or that need no rescue.
  assert.ok(told.length >= reasons.length - 3, reasons.join('\n'));
  assert.match(run.stdout, preflight);
  assert.deepEqual(await cloud.names(), ['foreign plain', 'foreign stable']);
});

/** The first rescues go well, and then a thing happens that says nothing about any rule. */
const later = (count: number, answer: Answer): Meddling => {
  let rescues = 0;
  return (visit, proceed) => {
    if (visit.path.endsWith('/action')) rescues += 1;
    return rescues > count ? answer : proceed();
  };
};

const narrow = ['--rule', 'bfv-needs-microversion,refusal-is-400,rescue-answers-200,unrescue-answers-202'];

each(
  'in the middle of a run something happens',
  {
    'the token expires': { status: 401, body: { error: { code: 401, message: 'expired' } } },
    'the quota of requests is used up': { status: 429, body: '' },
    'the service goes away': { status: 503, body: '' },
    'a page of HTML is all there is': { status: 200, body: html },
    'the connections are cut': 'cut',
  },
  async (t, answer) => {
    // The preflight takes two actions, rescue and unrescue; then the first scenario is under way.
    const { endpoint, configuration } = await loopbackCloud(t, { meddle: later(6, answer) });
    inconclusive(await judged(t, endpoint, configuration, ...narrow));
  },
);

test('a rescue that is answered 202, and does what it should, violates just what it violates', option, async (t) => {
  const meddle = meddleWithRescue(async (_, proceed) => {
    const answer = await proceed();
    return typeof answer === 'object' && answer.status === 200 ? { ...answer, status: 202 } : answer;
  });
  const { endpoint, configuration } = await loopbackCloud(t, { meddle });
  const { code, place } = await judged(t, endpoint, configuration);
  const rules = listAt(JSON.parse(place.read('report.json')), 'rules');
  const violated = rules.filter((rule) => at(rule, 'verdict') === 'violates').map((rule) => at(rule, 'id'));
  assert.deepEqual([code, violated], [1, ['rescue-answers-200']]);
});
