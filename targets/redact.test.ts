import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered } from './arranging/wrapped-target.test';
import { at, summary, textAt } from './clients/reading';
import { keepSecret, keptExchange, redact, redacted, redactText } from './redact';
import type { ApiRequest } from './target';

const request: ApiRequest = { caller: 'owner', service: 'compute', method: 'POST', path: '/servers/1/action' };

test('what stands behind a telling key goes, whatever it is', () => {
  for (const key of ['adminPass', 'password', 'secret', 'token', 'X-Auth-Token', 'x-subject-token', 'Set-Cookie'])
    assert.deepEqual(redact({ [key]: 'S3', other: 'kept' }), { [key]: redacted, other: 'kept' });
  assert.deepEqual(redact({ rescue: [{ adminPass: 7 }] }), { rescue: [{ adminPass: redacted }] });
  assert.deepEqual(redact({ adminPass: null, count: 1, yes: true, none: undefined }), {
    adminPass: null,
    count: 1,
    yes: true,
    none: undefined,
  });
});

test('a secret of this run goes wherever it turns up', () => {
  keepSecret('S3cret-of-"this" run/1');
  for (const text of [
    'S3cret-of-"this" run/1',
    JSON.stringify({ message: 'S3cret-of-"this" run/1' }),
    `http://nova/?t=${encodeURIComponent('S3cret-of-"this" run/1')}`,
  ])
    assert.doesNotMatch(redactText(text), /S3cret/, text);
  assert.deepEqual(redact(['a S3cret-of-"this" run/1, twice: S3cret-of-"this" run/1']), [
    `a ${redacted}, twice: ${redacted}`,
  ]);
});

test('what is too short to be told from a word stays', () => {
  keepSecret('active');
  keepSecret('');
  assert.equal(redactText('the server is active'), 'the server is active');
});

test('passwords go from JSON, from cut JSON, and from JSON within JSON', () => {
  const inner = JSON.stringify({ adminPass: 'S3"cr\\et', server: { password: 'S3cret' }, id: 'kept' });
  for (const text of [
    inner,
    `→ 200 ${inner} and more`,
    JSON.stringify({ inner }),
    JSON.stringify({ x: JSON.stringify({ inner }) }),
  ]) {
    const clean = redactText(text);
    assert.doesNotMatch(clean, /S3/, text);
    assert.match(clean, /kept/);
  }
});

test('an exchange is kept without secrets, bytes or endless text', () => {
  keepSecret('S3cret-token');
  const headers = { 'set-cookie': 'session', 'x-openstack-request-id': 'req-1', date: 'now' };
  const asked = { ...request, headers: { 'X-Auth-Token': 'S3' }, body: { rescue: { adminPass: 'S3' } } };
  assert.deepEqual(
    keptExchange({ ...answered(asked, 200, { adminPass: 'S3' }, headers), url: 'http://nova/?S3cret-token' }),
    {
      request: {
        caller: 'owner',
        method: 'POST',
        url: `http://nova/?${redacted}`,
        headers: { 'X-Auth-Token': redacted },
        body: { rescue: { adminPass: redacted } },
      },
      response: { status: 200, headers: { ...headers, 'set-cookie': redacted }, body: { adminPass: redacted } },
      requestId: 'req-1',
    },
  );
  const bytes = { ...request, body: Buffer.from('S3cret') };
  const long = keptExchange(answered(bytes, 404, `S3cret-token ${'x'.repeat(9000)}`));
  assert.equal(textAt(long, 'request', 'body'), '6 bytes');
  assert.equal(textAt(long, 'response', 'body'), `${redacted} ${'x'.repeat(9000)}`.slice(0, 4000));
  assert.equal(at(long, 'requestId'), null);
});

test('a summary shows nothing of a secret, not even where it is cut, and plays no tricks on a terminal', () => {
  keepSecret('S3cret-token');
  const text = `${'x'.repeat(294)}S3cret-token`;
  assert.doesNotMatch(summary(answered(request, 400, text)), /S3/);
  assert.equal(summary(answered(request, 400, 'a\n\u001b[2Jb\u0000')), 'POST /servers/1/action → 400 a [2Jb ');
});
