import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Auth } from '../credentials/cloud-credentials';
import { authRequest } from './auth-request';

const sent: readonly (readonly [what: string, auth: Auth, identity: object, scope?: object])[] = [
  [
    'a user and a project by name',
    {
      ...{ method: 'password', username: 'u', userDomainName: 'ud', password: 'p' },
      scope: { projectName: 'n', projectDomainName: 'pd' },
    },
    { methods: ['password'], password: { user: { name: 'u', domain: { name: 'ud' }, password: 'p' } } },
    { project: { name: 'n', domain: { name: 'pd' } } },
  ],
  [
    'a user and a project by id',
    { method: 'password', userId: 'i', password: 'p', scope: { projectId: 'pi' } },
    { methods: ['password'], password: { user: { id: 'i', password: 'p' } } },
    { project: { id: 'pi' } },
  ],
  [
    'domains by id',
    {
      ...{ method: 'password', username: 'u', userDomainId: 'ud', password: 'p' },
      scope: { projectName: 'n', projectDomainId: 'pd' },
    },
    { methods: ['password'], password: { user: { name: 'u', domain: { id: 'ud' }, password: 'p' } } },
    { project: { name: 'n', domain: { id: 'pd' } } },
  ],
  [
    'the whole system',
    { method: 'password', userId: 'i', password: 'p', scope: { systemScope: 'all' } },
    { methods: ['password'], password: { user: { id: 'i', password: 'p' } } },
    { system: { all: true } },
  ],
  [
    'no scope',
    { method: 'password', userId: 'i', password: 'p', scope: {} },
    { methods: ['password'], password: { user: { id: 'i', password: 'p' } } },
  ],
  [
    'an application credential by id',
    { method: 'application-credential', id: 'a', secret: 's' },
    { methods: ['application_credential'], application_credential: { id: 'a', secret: 's' } },
  ],
  [
    'an application credential by name',
    { method: 'application-credential', name: 'a', secret: 's', userId: 'i' },
    { methods: ['application_credential'], application_credential: { name: 'a', secret: 's', user: { id: 'i' } } },
  ],
  [
    'a token',
    { method: 'token', token: 't', scope: { projectId: 'pi' } },
    { methods: ['token'], token: { id: 't' } },
    { project: { id: 'pi' } },
  ],
];

for (const [what, auth, identity, scope] of sent) {
  test(`the sign-in with ${what}`, () => {
    assert.deepEqual(authRequest(auth), { auth: { identity, ...(scope && { scope }) } });
  });
}
