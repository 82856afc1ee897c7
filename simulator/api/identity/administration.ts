import { type Reply, recordOf, within } from '../message';
import type { Answer } from '../route';
import {
  badRequest,
  conflict,
  expected,
  forAdmins,
  forbidden,
  type IdentityCall,
  isAdmin,
  listed,
  notAllowed,
  notFound,
} from './call';
import { domains, type Kind, projects, roles, users } from './kinds';

/** List, create, show, change and delete, which are alike for everything that an admin makes. */

type Named = { readonly id: string; readonly name: string };
type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a value, as a reader of JSON Schema would say it. */
const wrongType = ({ changeable }: Pick<Kind<Named>, 'changeable'>, fields: Fields): Reply | undefined => {
  const wrong = Object.entries(changeable).find(
    ([key, type]) => fields[key] !== undefined && typeof fields[key] !== type,
  );
  return (
    wrong &&
    badRequest(
      `Invalid input for field '${wrong[0]}': ${JSON.stringify(fields[wrong[0]])} is not of type '${wrong[1]}'`,
    )
  );
};

function taken<T extends Named>(kind: Kind<T>, { tables }: IdentityCall, record: T): Reply | undefined {
  const domain = kind.domain(record);
  const found = [...kind.table(tables).values()].some(
    (other) => other.id !== record.id && other.name === record.name && kind.domain(other) === domain,
  );
  const where = domain === undefined ? '' : ` at domain ID ${domain}`;
  return found ? conflict(kind.word, `Duplicate entry found with name ${record.name}${where}`) : undefined;
}

function routesOf<T extends Named>(kind: Kind<T>): Readonly<Record<string, Answer<IdentityCall>>> {
  const { word, shown } = kind;
  const plural = `${word}s`;
  const one = (status: number, call: IdentityCall, record: T): Reply => ({
    status,
    body: { [word]: shown(call, record) },
  });

  const withOne = (call: IdentityCall, id: string, action: string, answer: (record: T) => Reply): Reply =>
    forAdmins(call, action, () => {
      const record = kind.table(call.tables).get(id);
      return record ? answer(record) : notFound(`${word}: ${id}`);
    });

  return {
    [`GET /${plural}`]: (call) =>
      forAdmins(call, `list_${plural}`, () => {
        const all = [...kind.table(call.tables).values()].map((record) => shown(call, record));
        const wanted = ['name', 'domain_id', 'enabled'].flatMap((key) => {
          const value = call.request.query.get(key);
          return value === null ? [] : [[key, value] as const];
        });
        const fits = (record: object) =>
          wanted.every(([key, value]) => String(recordOf(record)[key]).toLowerCase() === value.toLowerCase());
        return listed(call, plural, all.filter(fits));
      }),
    [`POST /${plural}`]: (call) =>
      forAdmins(call, `create_${word}`, () => {
        // As nothing, where there is nothing yet.
        const given = Object.entries(within(call.json, word)).filter(([, value]) => value !== null);
        const fields: Fields = Object.fromEntries(given);
        if (typeof fields.name !== 'string' || fields.name === '') return expected('name', word);
        const record = kind.made(call, fields);
        const domain = kind.domain(record);
        if (domain !== undefined && !call.tables.domains.has(domain)) return notFound(`domain: ${domain}`);
        const refused = wrongType(kind, fields) ?? taken(kind, call, record);
        if (refused) return refused;
        kind.table(call.tables).set(record.id, record);
        return one(201, call, record);
      }),
    [`GET /${plural}/{id}`]: (call, id) => {
      if (!isAdmin(call) && !kind.isOwn(call, id)) return notAllowed(`get_${word}`);
      const record = kind.table(call.tables).get(id);
      return record ? one(200, call, record) : notFound(`${word}: ${id}`);
    },
    [`PATCH /${plural}/{id}`]: (call, id) =>
      withOne(call, id, `update_${word}`, (record) => {
        const fields = within(call.json, word);
        const changes = Object.entries(fields).filter(([key]) => Object.hasOwn(kind.changeable, key));
        const changed = { ...record, ...Object.fromEntries(changes) };
        const refused = wrongType(kind, fields) ?? taken(kind, call, changed);
        if (refused) return refused;
        kind.table(call.tables).set(id, changed);
        return one(200, call, changed);
      }),
    [`DELETE /${plural}/{id}`]: (call, id) =>
      withOne(call, id, `delete_${word}`, (record) => {
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
