import type { Standard } from '../../network/tables';
import { touch } from '../../network/touch';
import { notSimulated, type Reply } from '../message';
import { isAdmin } from '../service';
import { isSeen, owned, seen } from './access';
import { testsOf } from './listing';
import { pageOf } from './page';
import { overQuota } from './quota-check';
import { adminOnly, elsewhereOf, readChange, readNew } from './read-body';
import { disallowed, isRefusal, refusalReply } from './refusal';
import type { Fields, NetworkCall, Resource, Routes } from './resource';
import { orderOf } from './sorting';
import { tagRoutes } from './tags';

/** List, create, show, change and delete, which are alike for every kind of resource. */

/** Those of the fields that the query asks for; all of them where it names none. */
function chosen(call: NetworkCall, fields: Fields): Fields {
  const names = call.request.query.getAll('fields').filter(Boolean);
  if (names.length === 0) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

const asked = (call: NetworkCall, { word, attributes }: Pick<Resource<Standard>, 'word' | 'attributes'>) => ({
  json: call.json,
  hasBody: call.request.body.length > 0,
  word,
  attributes,
  project: call.caller.projectId,
  isAdmin: isAdmin(call),
});

/** The rule that keeps all but admins from setting these; undefined where it does not. */
function adminRule(call: NetworkCall, rule: string, names: readonly string[]): string | undefined {
  const [name] = isAdmin(call) ? [] : names;
  return name === undefined ? undefined : `(rule:${rule} and rule:${rule}:${name})`;
}

function list<T extends Standard>(resource: Resource<T>, call: NetworkCall): Reply {
  const tests = testsOf(resource, call);
  if (isRefusal(tests)) return refusalReply(tests);
  const order = orderOf(resource, call);
  if (isRefusal(order)) return refusalReply(order);
  const passing = [...resource.table(call.tables).values()].filter(
    (record) => isSeen(resource, call, record) && tests.every((test) => test(record)),
  );
  for (const compare of [...order].reverse()) passing.sort(compare);
  const page = pageOf(call, passing, resource.unknown);
  if (isRefusal(page)) return refusalReply(page);
  const records = page.records.map((record) => chosen(call, resource.shown(call, record)));
  const name = `${resource.word}s`;
  return { status: 200, body: { [name]: records, ...(page.links && { [`${name}_links`]: page.links }) } };
}

function create<T extends Standard>(resource: Resource<T>, call: NetworkCall): Reply {
  const { word, attributes } = resource;
  const isBulk = typeof call.json === 'object' && call.json !== null && `${word}s` in call.json;
  if (isBulk) return notSimulated(`the creation of several ${word}s at once`);
  const read = readNew(asked(call, resource));
  if (isRefusal(read)) return refusalReply(read);
  const missing = elsewhereOf(read.fields, attributes);
  if (missing !== undefined) return notSimulated(`${missing} of a ${word}`);
  const rule = adminRule(call, `create_${word}`, adminOnly(call.json, word, attributes));
  if (rule !== undefined) return refusalReply(disallowed(rule));
  const { tenant_id, project_id = tenant_id } = read.fields;
  const project = String(project_id ?? call.caller.projectId);
  const made = overQuota(call, word, project) ?? resource.make(call, read.fields, project);
  if (isRefusal(made)) return refusalReply(made);
  return { status: 201, body: { [word]: resource.shown(call, made) } };
}

function change<T extends Standard>(
  resource: Resource<T>,
  call: NetworkCall,
  id: string,
  apply: NonNullable<Resource<T>['change']>,
): Reply {
  const { word, attributes } = resource;
  const read = readChange(asked(call, resource));
  if (isRefusal(read)) return refusalReply(read);
  const missing = elsewhereOf(read.fields, attributes);
  if (missing !== undefined) return notSimulated(`${missing} of a ${word}`);
  const names = adminOnly(call.json, word, attributes);
  const rule = adminRule(call, `update_${word}`, names);
  const record = owned(resource, call, id, rule ?? `rule:update_${word}`);
  if (isRefusal(record)) return refusalReply(record);
  const refused = rule === undefined ? apply(call, record, read.fields) : disallowed(rule);
  if (refused) return refusalReply(refused);
  touch(call.world, record);
  return { status: 200, body: { [word]: resource.shown(call, record) } };
}

function remove<T extends Standard>(resource: Resource<T>, call: NetworkCall, id: string): Reply {
  const record = owned(resource, call, id, `rule:delete_${resource.word}`);
  const refused = isRefusal(record) ? record : resource.remove(call, record);
  if (refused) return refusalReply(refused);
  resource.table(call.tables).delete(id);
  return { status: 204 };
}

/** The routes of a kind of resource. */
export function routesOf<T extends Standard>(resource: Resource<T>): Routes {
  const { change: apply } = resource;
  const path = `/v2.0/${resource.path}`;
  return {
    [`GET ${path}`]: (call) => list(resource, call),
    [`POST ${path}`]: (call) => create(resource, call),
    [`GET ${path}/{id}`]: (call, id = '') => {
      const record = seen(resource, call, id);
      if (isRefusal(record)) return refusalReply(record);
      return { status: 200, body: { [resource.word]: chosen(call, resource.shown(call, record)) } };
    },
    ...(apply && { [`PUT ${path}/{id}`]: (call, id = '') => change(resource, call, id, apply) }),
    [`DELETE ${path}/{id}`]: (call, id = '') => remove(resource, call, id),
    // Who names none of them is told in Python's words.
    [`PUT ${path}`]: () => refusalReply(resource.unknown('None')),
    [`DELETE ${path}`]: () => refusalReply(resource.unknown('None')),
    ...tagRoutes(resource),
  };
}
