import { revokeAll } from '../../identity/tables';
import { type Reply, recordOf, within } from '../message';
import type { Answer } from '../route';
import {
  badRequest,
  conflict,
  fitting,
  forAdmins,
  forbidden,
  type IdentityCall,
  isAdmin,
  listed,
  notAllowed,
  notFound,
} from './call';
import { domains, type Kind, projects, roles, users } from './kinds';
import { change, creation } from './schemas';
import { misfit } from './valid';

/** List, create, show, change and delete, which are alike for everything that an admin makes. */

type Fields = Readonly<Record<string, unknown>>;
type Named = { readonly id: string; readonly name: string };
function taken<T extends Named>(kind: Kind<T>, { tables }: IdentityCall, record: T): Reply | undefined {
  const domain = kind.domain(record);
  const found = [...kind.table(tables).values()].some(
    (other) => other.id !== record.id && other.name === record.name && kind.domain(other) === domain,
  );
  return found ? conflict(kind.word, twice(kind.word, record, domain)) : undefined;
}

/** Keystone's words for a name that another has already. */
function twice(word: string, { id, name }: Named, domain: string | undefined): string {
  if (word === 'project') {
    const rule = 'it is not permitted to have two projects with either the same name or same id in the same domain';
    return `${rule}: name is ${name}, project id ${id}`;
  }
  return `Duplicate entry found with name ${name}${domain === undefined ? '' : ` at domain ID ${domain}`}`;
}

const isImmutable = (record: Named): boolean => within(record, 'options').immutable === true;

const immutable = (word: string, id: string): string =>
  `immutable ${word} resource: \`${id}. Set resource option "immutable" to false first.`;

/** What of a change no admin may do either. */
function unchangeable<T extends Named>(kind: Kind<T>, record: T, given: Fields): Reply | undefined {
  if (given.id !== undefined && given.id !== record.id) return badRequest('Cannot change ID');
  const domain = kind.domain(record);
  if (domain !== undefined && given.domain_id !== undefined && given.domain_id !== domain) {
    return badRequest('Cannot change Domain ID');
  }
  const [...keys] = Object.keys(given);
  const unlocks = keys.length === 1 && [false, null].includes(within(given, 'options').immutable as boolean | null);
  return isImmutable(record) && !unlocks ? forbidden(`Unable to update ${immutable(kind.word, record.id)}`) : undefined;
}

function routesOf<T extends Named>(kind: Kind<T>): Readonly<Record<string, Answer<IdentityCall>>> {
  const { word, shown } = kind;
  const plural = `${word}s`;
  const one = (status: number, call: IdentityCall, record: T): Reply => ({
    status,
    body: { [word]: shown(call, record) },
  });

  /** To change it: for admins, of one that is there. */
  const withOne = (call: IdentityCall, id: string, action: string, answer: (record: T) => Reply): Reply => {
    const record = kind.table(call.tables).get(id);
    if (!record && kind.absenceTold !== 'to admins') return notFound(`${word}: ${id}`);
    return forAdmins(call, action, () => (record ? answer(record) : notFound(`${word}: ${id}`)));
  };

  return {
    [`GET /${plural}`]: (call) =>
      forAdmins(call, `list_${plural}`, () => {
        const all = [...kind.table(call.tables).values()].map((record) => shown(call, record));
        return listed(call, plural, fitting(call, ['name', 'domain_id', 'enabled'], all));
      }),
    [`POST /${plural}`]: (call) =>
      forAdmins(call, `create_${word}`, () => {
        const given = within(call.json, word);
        const refused = misfit(creation(word), given) ?? kind.refused(given);
        if (refused) return refused;
        // Null is as nothing, where there is nothing yet.
        const record = kind.made(call, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)));
        const domain = kind.domain(record);
        if (domain !== undefined && !call.tables.domains.has(domain)) return notFound(`domain: ${domain}`);
        const duplicate = taken(kind, call, record);
        if (duplicate) return duplicate;
        kind.table(call.tables).set(record.id, record);
        return one(201, call, record);
      }),
    [`GET /${plural}/{id}`]: (call, id) => {
      const record = kind.table(call.tables).get(id);
      const may = isAdmin(call) || kind.isOwn(call, id) || (!record && kind.absenceTold === 'always');
      if (!may) return notAllowed(`get_${word}`);
      return record ? one(200, call, record) : notFound(`${word}: ${id}`);
    },
    [`PATCH /${plural}/{id}`]: (call, id) =>
      withOne(call, id, `update_${word}`, (record) => {
        const given = within(call.json, word);
        const refused = misfit(change(word), given) ?? unchangeable(kind, record, given) ?? kind.refused(given);
        if (refused) return refused;
        const changed = kind.changed(record, given);
        const duplicate = taken(kind, call, changed);
        if (duplicate) return duplicate;
        kind.table(call.tables).set(id, changed);
        // What was signed in for before is over, even if it is enabled again.
        if (given.enabled === false || given.password !== undefined) {
          revokeAll(call.tables, word === 'user' ? 'userId' : 'projectId', id, call.world.clock.now());
        }
        return one(200, call, changed);
      }),
    [`DELETE /${plural}/{id}`]: (call, id) =>
      withOne(call, id, `delete_${word}`, (record) => {
        if (isImmutable(record)) return forbidden(`Unable to delete ${immutable(word, id)}`);
        if (word === 'domain' && recordOf(record).enabled === true) {
          return forbidden('Cannot delete a domain that is enabled, please disable it first.');
        }
        kind.table(call.tables).delete(id);
        kind.removed(call.tables, id);
        return { status: 204 };
      }),
  };
}

export const administrationRoutes = {
  ...routesOf(projects),
  ...routesOf(users),
  ...routesOf(roles),
  ...routesOf(domains),
};
