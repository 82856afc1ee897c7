import { type Identifiers, identifiers } from '../identifiers';
import { type Person, people, persons } from './persons';
import type { IdentityTables, Project, Role, Token, User } from './tables';

/** The tokens that the simulated cloud knows from the beginning, by what they may do. They never expire. */
export const tokens = {
  owner: 'owner-token',
  admin: 'admin-token',
  'other-project': 'other-project-token',
  reader: 'reader-token',
} as const;

/** Keystone's first domain. */
export const defaultDomain = {
  id: 'default',
  name: 'Default',
  description: 'The default domain',
  enabled: true,
  extra: {},
};

/** As Keystone's: a UUID without its hyphens. */
export const hexId = (ids: Identifiers): string => ids.uuid().replaceAll('-', '');

/** Names and passwords of the people of a cloud of this seed, without the cloud. */
export function passwords(seed: number): Readonly<Record<Person, string>> {
  const own = identifiers(`${seed}/passwords`);
  return Object.fromEntries(persons.map((person) => [person, own.password()])) as Record<Person, string>;
}

/** The ids of one of these people, and of their project. */
export type Ids = Readonly<Record<Person, { readonly userId: string; readonly projectId: string }>>;

/** A Keystone in which nobody is but these. */
export function newIdentityTables(seed: number, ids: Ids, now: number): IdentityTables {
  const own = identifiers(`${seed}/identity`);
  const words = passwords(seed);
  const roles = ['admin', 'member', 'reader'].map(
    (name): Role => ({ id: hexId(own), name, description: null, options: { immutable: true }, extra: {} }),
  );
  const byId = <T extends { readonly id: string }>(records: readonly T[]) =>
    new Map(records.map((record) => [record.id, record]));
  const common = { domain_id: defaultDomain.id, enabled: true, extra: {} };
  return {
    domains: byId([defaultDomain]),
    projects: byId(
      persons.map(
        (person): Project => ({ ...common, id: ids[person].projectId, name: people[person].project, description: '' }),
      ),
    ),
    users: byId(
      persons.map(
        (person): User => ({ ...common, id: ids[person].userId, name: people[person].user, password: words[person] }),
      ),
    ),
    roles: byId(roles),
    applicationCredentials: new Map(),
    assignments: persons.flatMap((person) =>
      roles.filter(({ name }) => name === people[person].role).map((role) => ({ ...ids[person], roleId: role.id })),
    ),
    tokens: byId(
      persons.map(
        (person): Token => ({
          id: tokens[person],
          userId: ids[person].userId,
          projectId: ids[person].projectId,
          methods: ['password'],
          auditIds: [own.password()],
          issuedAt: now,
          expiresAt: Date.UTC(2999, 0),
          applicationCredential: undefined,
        }),
      ),
    ),
  };
}
