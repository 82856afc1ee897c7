import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, fakeKeystone } from './fake-keystone.test';
import { identityUrl } from './identity-url';

const origin = 'http://keystone:5000';
const version = (href: unknown, id = 'v3.14') => ({
  id,
  links: [
    { rel: 'other', href: 'x' },
    { rel: 'self', href },
  ],
});
const versions = (...values: unknown[]): Answer => ({ status: 300, body: { versions: { values } } });

const discovered: readonly (readonly [what: string, authUrl: string, answer: Answer, found: string])[] = [
  ['the link to v3', origin, versions(version('x/v2.0', 'v2.0'), version(`${origin}/v3/`)), '/v3'],
  ['a link with a prefix', `${origin}/identity`, versions(version(`${origin}/identity/v3`)), '/identity/v3'],
  ['a relative link', `${origin}/identity`, versions(version('v3/')), '/identity/v3'],
  ['a link with the wrong scheme', origin, versions(version('https://keystone:5000/v3')), '/v3'],
  ['a link to another host', `${origin}/identity`, versions(version('http://inside/v3')), '/identity/v3'],
  [
    'one version alone',
    `${origin}/main`,
    { status: 200, body: { version: version(`${origin}/other/v3`) } },
    '/other/v3',
  ],
  ['v2.0 as of old', `${origin}/v2.0`, versions(version(`${origin}/v3/`)), '/v3'],
  ['no link', origin, versions({ id: 'v3.0' }, 'x'), '/v3'],
  ['a link that is none', origin, versions(version(5)), '/v3'],
  ['a malformed link', origin, versions(version('http://')), '/v3'],
  ['no v3', origin, versions(version('v2.0', 'v2.0')), '/v3'],
  ['other JSON', origin, { status: 200, body: { versions: { values: 1 } } }, '/v3'],
  ['a web page', `${origin}/identity`, { status: 200, body: '<html>' }, '/identity/v3'],
  ['a missing page', origin, { status: 404 }, '/v3'],
];

for (const [what, authUrl, answer, found] of discovered) {
  test(`discovery with ${what}`, async () => {
    const { dispatcher, asked } = fakeKeystone(() => answer);
    assert.equal(await identityUrl(authUrl, dispatcher), origin + found);
    assert.deepEqual(
      asked.map(({ method, path }) => `${method} ${path}`),
      [`GET ${new URL(authUrl.replace('/v2.0', '')).pathname}`],
    );
  });
}

test('an auth_url that ends in /v3 is not asked', async () => {
  const { dispatcher, asked } = fakeKeystone(() => ({ status: 500 }));
  assert.equal(await identityUrl(`${origin}/identity/v3`, dispatcher), `${origin}/identity/v3`);
  assert.equal(asked.length, 0);
});
