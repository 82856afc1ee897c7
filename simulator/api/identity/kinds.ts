import { hexId } from '../../identity/people';
import type { Domain, IdentityTables, Project, Role, User } from '../../identity/tables';
import { notSimulated, type Reply, recordOf, textOr } from '../message';
import type { IdentityCall, OpenCall } from './call';
import type { Word } from './schemas';

type Fields = Readonly<Record<string, unknown>>;

/** A kind of thing that an admin makes and removes: what its routes are made of. */
export interface Kind<T extends { readonly id: string; readonly name: string }> {
  /** The word in bodies and messages; with an s in paths. */
  readonly word: Word;
  readonly table: (tables: IdentityTables) => Map<string, T>;
  readonly shown: (call: OpenCall, record: T) => object;
  /** A new one, from what was asked and fits the schema; its domain, where it has one, exists. */
  readonly made: (call: IdentityCall, fields: Fields) => T;
  /** The one that a change leaves, from what fits the schema. */
  readonly changed: (record: T, fields: Fields) => T;
  /** What of it is not simulated. */
  readonly refused: (fields: Fields) => Reply | undefined;
  /** The domain it belongs to; undefined for what belongs to none. */
  readonly domain: (record: T) => string | undefined;
  /** Who beside admins may see one. */
  readonly isOwn: (call: IdentityCall, id: string) => boolean;
  /** To whom it says that there is none: whoever asks for it, whoever would change it, or admins. */
  readonly absenceTold: 'always' | 'of changes' | 'to admins';
  /** Removes what goes with it. */
  readonly removed: (tables: IdentityTables, id: string) => void;
}

const only = (fields: Fields, wanted: (key: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => wanted(key)));

/** What is given beside the keys that mean something. */
const extraOf = (known: readonly string[], fields: Fields): Fields =>
  only(fields, (key) => !['id', 'name', 'links', ...known].includes(key));

/** What is given replaces what was there. */
const merged = <T extends { readonly extra: Fields }>(record: T, known: readonly string[], fields: Fields): T => ({
  ...record,
  ...only(fields, (key) => key === 'name' || (known.includes(key) && Object.hasOwn(record, key))),
  extra: { ...record.extra, ...extraOf(known, fields) },
});

const links = ({ base }: OpenCall, plural: string, id: string) => ({ self: `${base}/${plural}/${id}` });

export const shownProject = (call: OpenCall, { extra, ...project }: Project): object => ({
  ...extra,
  ...project,
  parent_id: project.domain_id,
  is_domain: false,
  tags: [],
  options: {},
  links: links(call, 'projects', project.id),
});

const newRecord = ({ world, holder }: IdentityCall, known: readonly string[], fields: Fields) => ({
  id: hexId(world.identifiers),
  name: textOr(fields.name, ''),
  domain_id: textOr(fields.domain_id, holder.user.domain_id),
  enabled: fields.enabled !== false,
  extra: extraOf(known, fields),
});

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && Object.keys(Object(value)).length > 0;

const forget = (tables: IdentityTables, key: 'userId' | 'projectId' | 'roleId', id: string) => {
  tables.assignments = tables.assignments.filter((held) => held[key] !== id);
  for (const [credentialId, credential] of tables.applicationCredentials) {
    const ids = { ...credential, roleId: credential.roles.some((role) => role.id === id) ? id : '' };
    if (ids[key] === id) tables.applicationCredentials.delete(credentialId);
  }
};

const projectKeys = ['description', 'domain_id', 'enabled', 'is_domain', 'parent_id', 'tags', 'options'];

export const projects: Kind<Project> = {
  word: 'project',
  table: (tables) => tables.projects,
  shown: shownProject,
  made: (call, fields) => ({
    ...newRecord(call, projectKeys, fields),
    description: textOr(fields.description, ''),
  }),
  changed: (record, fields) => merged(record, projectKeys, fields),
  refused: ({ is_domain, parent_id, domain_id, tags, options }) => {
    if (is_domain === true) return notSimulated('a project that is a domain');
    if (typeof parent_id === 'string' && parent_id !== (domain_id ?? 'default')) {
      return notSimulated('a project below another');
    }
    if (isGiven(tags)) return notSimulated('tags of projects');
    return isGiven(options) ? notSimulated('options of projects') : undefined;
  },
  domain: ({ domain_id }) => domain_id,
  isOwn: ({ holder }, id) => holder.project?.id === id,
  absenceTold: 'to admins',
  removed: (tables, id) => forget(tables, 'projectId', id),
};

const userKeys = ['default_project_id', 'domain_id', 'enabled', 'password', 'options'];

export const users: Kind<User> = {
  word: 'user',
  table: (tables) => tables.users,
  shown: (call, { password: _, extra, ...user }) => ({
    ...extra,
    ...user,
    password_expires_at: null,
    options: {},
    links: links(call, 'users', user.id),
  }),
  made: (call, fields) => ({
    ...newRecord(call, userKeys, fields),
    password: typeof fields.password === 'string' ? fields.password : null,
    ...(typeof fields.default_project_id === 'string' && { default_project_id: fields.default_project_id }),
  }),
  changed: (record, fields) => {
    const { default_project_id: project = record.default_project_id } = fields;
    const { default_project_id: _, ...rest } = merged(record, userKeys, fields);
    return { ...rest, ...(typeof project === 'string' && { default_project_id: project }) };
  },
  refused: ({ options }) => (isGiven(options) ? notSimulated('options of users') : undefined),
  domain: ({ domain_id }) => domain_id,
  isOwn: ({ holder }, id) => holder.user.id === id,
  absenceTold: 'to admins',
  removed: (tables, id) => forget(tables, 'userId', id),
};

const roleKeys = ['description', 'options', 'domain_id'];

export const roles: Kind<Role> = {
  word: 'role',
  table: (tables) => tables.roles,
  shown: (call, { extra, ...role }) => ({ ...extra, ...role, domain_id: null, links: links(call, 'roles', role.id) }),
  made: ({ world }, fields) => ({
    id: hexId(world.identifiers),
    name: textOr(fields.name, ''),
    description: textOr(fields.description, '') || null,
    options: recordOf(fields.options),
    extra: extraOf(roleKeys, fields),
  }),
  changed: (record, fields) => ({
    ...merged(record, roleKeys, fields),
    options: { ...record.options, ...recordOf(fields.options) },
  }),
  refused: ({ domain_id }) => (isGiven(domain_id) ? notSimulated('roles of a domain') : undefined),
  domain: () => undefined,
  isOwn: () => false,
  absenceTold: 'always',
  removed: (tables, id) => forget(tables, 'roleId', id),
};

const domainKeys = ['description', 'enabled', 'tags', 'options'];

export const domains: Kind<Domain> = {
  word: 'domain',
  table: (tables) => tables.domains,
  shown: (call, { extra, ...domain }) => ({
    ...extra,
    ...domain,
    tags: [],
    options: {},
    links: links(call, 'domains', domain.id),
  }),
  made: (call, fields) => {
    const { domain_id: _, ...domain } = newRecord(call, domainKeys, fields);
    return { ...domain, description: textOr(fields.description, '') };
  },
  changed: (record, fields) => merged(record, domainKeys, fields),
  refused: ({ tags, options }) =>
    isGiven(tags) || isGiven(options) ? notSimulated('tags and options of domains') : undefined,
  domain: () => undefined,
  isOwn: ({ holder }, id) => holder.user.domain_id === id,
  absenceTold: 'of changes',
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
