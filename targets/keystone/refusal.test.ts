import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Auth } from '../credentials/cloud-credentials';
import { type Answer, credentials, fakeKeystone, keystoneError, password, signedIn } from './fake-keystone.test';
import { signIn } from './sign-in';

const keystone = 'Keystone at http://keystone:5000/v3';
const noKeystone = (status: number) =>
  `there is no Keystone v3 at http://keystone:5000/v3 (it answered ${status}, and no token): check auth_url`;
const credential: Auth = { method: 'application-credential', id: 'i', secret: 'S3cret' };
const token: Auth = { method: 'token', token: 'S3cret', scope: {} };
const exchanged: Auth = { ...token, scope: { projectId: 'p' } };
const html = '<html>S3cret</html>';

const refusals: readonly (readonly [what: string, auth: Auth, answer: Answer, message: string])[] = [
  [
    'a wrong password',
    password,
    keystoneError(401),
    `${keystone} refused the credentials of cloud "c" (401): check the user name, check the password, and the domain of the user and the project`,
  ],
  ...[401, 404].map(
    (status) =>
      [
        `a wrong application credential, ${status}`,
        credential,
        keystoneError(status),
        `${keystone} refused the credentials of cloud "c" (${status}): check the id and the secret of the application credential, and that it has not expired`,
      ] as const,
  ),
  ...[token, exchanged].map(
    (auth, number) =>
      [
        `a wrong token, ${number}`,
        auth,
        keystoneError(404),
        `${keystone} refused the credentials of cloud "c" (404): the token is wrong, or has expired: ask for a new one (openstack token issue)`,
      ] as const,
  ),
  [
    'a forbidden project',
    password,
    keystoneError(403),
    `${keystone} forbids this sign-in of cloud "c" (403): check that the user may sign in to this project`,
  ],
  [
    'a malformed sign-in',
    password,
    keystoneError(400),
    `${keystone} does not understand the sign-in of cloud "c" (400): check the names and domains of user and project`,
  ],
  ...[429, 500, 503].map(
    (status) =>
      [
        `a Keystone that is down, ${status}`,
        password,
        { status, body: html },
        `${keystone} cannot sign anyone in now (${status}): try again later`,
      ] as const,
  ),
  [
    'a redirect',
    password,
    { status: 301, headers: { location: 'https://u:S3cret@keystone/v3/auth/tokens?S3cret' } },
    'http://keystone:5000/v3 redirects to https://keystone/v3/auth/tokens (301): set auth_url to where Keystone is',
  ],
  ['a redirect to nowhere', password, { status: 302, headers: { location: 'http://' } }, noKeystone(302)],
  ['several choices', password, { status: 300, body: {} }, noKeystone(300)],
  ['a web page', password, { status: 200, body: html }, noKeystone(200)],
  ['a missing page', password, { status: 404, body: html }, noKeystone(404)],
  ['a missing page, with a token', exchanged, { status: 404, body: html }, noKeystone(404)],
  ['a web server that does not understand', password, { status: 400, body: html }, noKeystone(400)],
  ['a 201 of something else', password, { status: 201, body: { S3cret: 1 } }, noKeystone(201)],
  ['a token of nobody', password, signedIn('t', { user: undefined }), noKeystone(201)],
  ['a token without an id', password, { ...signedIn('t'), headers: {} }, noKeystone(201)],
  ['a token whose end is no date', password, signedIn('t', { expires_at: 'soon' }), noKeystone(201)],
  ['a token with the wrong status', password, signedIn('t', {}, 200), noKeystone(200)],
];

for (const [what, auth, answer, message] of refusals) {
  test(`refused: ${what}`, async () => {
    const { dispatcher } = fakeKeystone(() => answer);
    await assert.rejects(signIn(credentials({ auth }), dispatcher), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.equal(error.message, message);
      assert.doesNotMatch(error.message, /S3cret/);
      return true;
    });
  });
}
