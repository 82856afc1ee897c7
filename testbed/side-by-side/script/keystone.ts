import type { ScriptedRequest, Theme } from '../request';
import { get, none, of, post } from './requests';

const domain = { name: 'Default' } as const;
const owner = { name: '{name of owner}', domain, password: '{password of owner}' } as const;
const own = { project: { name: 'demo', domain } } as const;

const signIn = (name: string, user: unknown, scope?: unknown): ScriptedRequest =>
  post(
    name,
    '/v3/auth/tokens',
    {
      auth: { identity: { methods: ['password'], password: { user } }, ...(scope !== undefined && { scope }) },
    },
    { as: 'nobody' },
  );

const token = (headers: Readonly<Record<string, string>>) => ({ headers });
const admin = { as: 'admin' } as const;

export const keystone: Theme = {
  name: 'Keystone',
  harmless: true,
  requests: of('identity', [
    signIn('signing in', owner, own),
    signIn(
      'signing in by ids',
      { id: '{user owner}', password: '{password of owner}' },
      { project: { id: '{project of owner}' } },
    ),
    signIn('signing in without a scope', owner, 'unscoped'),
    signIn('signing in without naming a scope', owner),
    { ...signIn('signing in without a catalogue', owner, own), path: '/v3/auth/tokens?nocatalog' },
    signIn('a wrong password', { ...owner, password: 'side-by-side' }, own),
    signIn('an unknown user', { ...owner, name: 'side-by-side-none' }, own),
    signIn('an unknown domain', { ...owner, domain: { name: 'side-by-side-none' } }, own),
    signIn('an unknown project', owner, { project: { name: 'side-by-side-none', domain } }),
    signIn('a project of others', owner, { project: { name: 'other', domain } }),
    signIn('the domain', owner, { domain }),
    signIn('the system', owner, { system: { all: true } }),
    signIn('no password', { name: owner.name, domain }, own),
    signIn('no domain', { name: owner.name, password: owner.password }, own),
    post('no method', '/v3/auth/tokens', { auth: { identity: {} } }, { as: 'nobody' }),
    post(
      'an unknown method',
      '/v3/auth/tokens',
      { auth: { identity: { methods: ['side-by-side'] } } },
      { as: 'nobody' },
    ),
    post(
      'a method without its part',
      '/v3/auth/tokens',
      { auth: { identity: { methods: ['password'] } } },
      { as: 'nobody' },
    ),
    post('nothing', '/v3/auth/tokens', {}, { as: 'nobody' }),
    post('no JSON', '/v3/auth/tokens', '{', { as: 'nobody' }),
    post('a list', '/v3/auth/tokens', [], { as: 'nobody' }),
    post(
      'by a token',
      '/v3/auth/tokens',
      {
        auth: {
          identity: { methods: ['token'], token: { id: '{token of owner}' } },
          scope: { project: { id: '{project of owner}' } },
        },
      },
      // The methods come in the order of a Python set.
      { as: 'nobody', unordered: true },
    ),
    post(
      'by a token that is none',
      '/v3/auth/tokens',
      {
        auth: { identity: { methods: ['token'], token: { id: 'junk' } } },
      },
      { as: 'nobody' },
    ),
    post(
      'by an application credential that is not',
      '/v3/auth/tokens',
      {
        auth: {
          identity: {
            methods: ['application_credential'],
            application_credential: { id: none.replaceAll('-', ''), secret: 'x' },
          },
        },
      },
      { as: 'nobody' },
    ),
    get('a token', '/v3/auth/tokens', token({ 'X-Subject-Token': '{token of owner}' })),
    get('a token that is none', '/v3/auth/tokens', token({ 'X-Subject-Token': 'junk' })),
    get('a token of nobody', '/v3/auth/tokens'),
    {
      name: 'whether a token holds',
      method: 'HEAD',
      path: '/v3/auth/tokens',
      headers: { 'X-Subject-Token': '{token of owner}' },
    },
    get('the catalogue', '/v3/auth/catalog', { unordered: true }),
    get('where it may go', '/v3/auth/projects'),
    get('its own user', '/v3/users/{user owner}'),
    get('another user', '/v3/users/{user admin}'),
    get('its own project', '/v3/projects/{project of owner}'),
    get('another project', '/v3/projects/{project of other-project}'),
    get('its own projects', '/v3/users/{user owner}/projects'),
    get('projects, as the owner', '/v3/projects'),
    get('users, as the owner', '/v3/users'),
    get('roles, as the owner', '/v3/roles'),
    get('projects by name', '/v3/projects?name=demo', admin),
    get('users by name', '/v3/users?name={name of owner}', admin),
    get('roles by name', '/v3/roles?name=member', admin),
    get('domains', '/v3/domains?name=Default', admin),
    get('assignments', '/v3/role_assignments?user.id={user owner}&include_names', admin),
    get('no such project', `/v3/projects/${none.replaceAll('-', '')}`, admin),
    get('no such user', `/v3/users/${none.replaceAll('-', '')}`, admin),
    get('no such role', `/v3/roles/${none.replaceAll('-', '')}`, admin),
    post('a project without a name', '/v3/projects', { project: {} }, admin),
    post('a project with an empty name', '/v3/projects', { project: { name: '' } }, admin),
    post('a project that is there', '/v3/projects', { project: { name: 'demo', domain_id: 'default' } }, admin),
    post('a project, as the owner', '/v3/projects', { project: { name: 'side-by-side' } }),
    post('a user without a name', '/v3/users', { user: {} }, admin),
    post('a user, as the owner', '/v3/users', { user: { name: 'side-by-side' } }),
    post('a role that is there', '/v3/roles', { role: { name: 'member' } }, admin),
    get('application credentials', '/v3/users/{user owner}/application_credentials?name=side-by-side-none'),
    get('application credentials of others', '/v3/users/{user admin}/application_credentials'),
    get('no such application credential', `/v3/users/{user owner}/application_credentials/${none.replaceAll('-', '')}`),
    post('an application credential without a name', '/v3/users/{user owner}/application_credentials', {
      application_credential: {},
    }),
    get('services', '/v3/services?type=compute', admin),
    get('endpoints, as the owner', '/v3/endpoints'),
  ]),
};
