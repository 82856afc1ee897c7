import { hexId } from '../../identity/people';
import type { Domain, IdentityTables, Project, Role, User } from '../../identity/tables';
import { recordOf, textOr } from '../message';
import type { IdentityCall, OpenCall } from './call';

type Fields = Readonly<Record<string, unknown>>;

/** A kind of thing that an admin makes and removes: what its routes are made of. */
export interface Kind<T extends { readonly id: string; readonly name: string }> {
  /** The word in bodies and messages; with an s in paths. */
  readonly word: string;
  readonly table: (tables: IdentityTables) => Map<string, T>;
  readonly shown: (call: OpenCall, record: T) => object;
  /** A new one, from what was asked; its domain, where it has one, exists. */
  readonly made: (call: IdentityCall, fields: Fields) => T;
  /** The keys that can be changed afterwards, and the type of each. */
  readonly changeable: Readonly<Record<string, 'string' | 'boolean'>>;
  /** The domain it belongs to; undefined for what belongs to none. */
  readonly domain: (record: T) => string | undefined;
  /** Who beside admins may see one. */
  readonly isOwn: (call: IdentityCall, id: string) => boolean;
  /** Removes what goes with it. */
  readonly removed: (tables: IdentityTables, id: string) => void;
}

const links = ({ base }: OpenCall, plural: string, id: string) => ({ self: `${base}/${plural}/${id}` });

export const shownProject = (call: OpenCall, project: Project): object => ({
  ...project,
  parent_id: project.domain_id,
  is_domain: false,
  tags: [],
  options: {},
  links: links(call, 'projects', project.id),
});

const newRecord = ({ world, holder }: IdentityCall, fields: Fields) => ({
  id: hexId(world.identifiers),
  name: textOr(fields.name, ''),
  domain_id: textOr(fields.domain_id, holder.user.domain_id),
  description: textOr(fields.description, ''),
  enabled: fields.enabled !== false,
});

const forget = (tables: IdentityTables, key: 'userId' | 'projectId' | 'roleId', id: string) => {
  tables.assignments = tables.assignments.filter((held) => held[key] !== id);
  for (const [credentialId, credential] of tables.applicationCredentials) {
    const ids = { ...credential, roleId: credential.roles.some((role) => role.id === id) ? id : '' };
    if (ids[key] === id) tables.applicationCredentials.delete(credentialId);
  }
};

export const projects: Kind<Project> = {
  word: 'project',
  table: (tables) => tables.projects,
  shown: shownProject,
  made: newRecord,
  changeable: { name: 'string', description: 'string', enabled: 'boolean' },
  domain: ({ domain_id }) => domain_id,
  isOwn: ({ holder }, id) => holder.project?.id === id,
  removed: (tables, id) => forget(tables, 'projectId', id),
};

export const users: Kind<User> = {
  word: 'user',
  table: (tables) => tables.users,
  shown: (call, { password: _, ...user }) => ({
    ...user,
    password_expires_at: null,
    options: {},
    links: links(call, 'users', user.id),
  }),
  made: (call, fields) => ({
    ...newRecord(call, fields),
    password: textOr(fields.password, ''),
    ...(typeof fields.email === 'string' && { email: fields.email }),
    ...(typeof fields.default_project_id === 'string' && { default_project_id: fields.default_project_id }),
  }),
  changeable: {
    name: 'string',
    description: 'string',
    enabled: 'boolean',
    password: 'string',
    email: 'string',
    default_project_id: 'string',
  },
  domain: ({ domain_id }) => domain_id,
  isOwn: ({ holder }, id) => holder.user.id === id,
  removed: (tables, id) => forget(tables, 'userId', id),
};

export const roles: Kind<Role> = {
  word: 'role',
  table: (tables) => tables.roles,
  shown: (call, role) => ({
    description: null,
    ...role,
    domain_id: null,
    options: {},
    links: links(call, 'roles', role.id),
  }),
  made: ({ world }, { name, description }) => ({
    id: hexId(world.identifiers),
    name: textOr(name, ''),
    ...(typeof description === 'string' && { description }),
  }),
  changeable: { name: 'string', description: 'string' },
  domain: () => undefined,
  isOwn: () => false,
  removed: (tables, id) => forget(tables, 'roleId', id),
};

export const domains: Kind<Domain> = {
  word: 'domain',
  table: (tables) => tables.domains,
  shown: (call, domain) => ({ ...domain, tags: [], options: {}, links: links(call, 'domains', domain.id) }),
  made: (call, fields) => {
    const { domain_id: _, ...domain } = newRecord(call, fields);
    return domain;
  },
  changeable: { name: 'string', description: 'string', enabled: 'boolean' },
  domain: () => undefined,
  isOwn: ({ holder }, id) => holder.user.domain_id === id,
  removed: (tables, id) => {
    for (const kind of [projects, users]) {
      for (const record of [...kind.table(tables).values()]) {
        if (recordOf(record).domain_id !== id) continue;
        kind.table(tables).delete(record.id);
        kind.removed(tables, record.id);
      }
    }
  },
};
