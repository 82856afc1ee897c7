import type { Standard } from '../../network/tables';
import { touch } from '../../network/touch';
import { type Reply, recordOf } from '../message';
import { owned, seen } from './access';
import { invalidInput, isRefusal, notFound, type Refusal, refusalReply } from './refusal';
import type { NetworkCall, Resource, Routes } from './resource';

/** Tags of a resource. Source: neutron/extensions/tagging.py@21. */

const unknown = (tag: string): Refusal => notFound('TagNotFound', `Tag ${tag} could not be found.`);

/** Answers with what becomes of the tags: a refusal, or the reply once they are set. */
function changing<T extends Standard>(
  resource: Resource<T>,
  call: NetworkCall,
  id: string,
  become: (tags: readonly string[]) => readonly string[] | Refusal,
  reply: (tags: readonly string[]) => Reply,
): Reply {
  const record = owned(resource, call, id, `rule:update_${resource.word}`);
  if (isRefusal(record)) return refusalReply(record);
  const tags = become(record.tags);
  if (isRefusal(tags)) return refusalReply(tags);
  record.tags = tags;
  touch(call.world, record);
  return reply(tags);
}

const done = (status: number) => (): Reply => ({ status });

export function tagRoutes<T extends Standard>(resource: Resource<T>): Routes {
  const path = `/v2.0/${resource.path}/{id}/tags`;
  const withTags = (call: NetworkCall, id: string, answer: (tags: readonly string[]) => Reply): Reply => {
    const record = seen(resource, call, id);
    return isRefusal(record) ? refusalReply(record) : answer(record.tags);
  };
  return {
    [`GET ${path}`]: (call, id = '') => withTags(call, id, (tags) => ({ status: 200, body: { tags } })),
    [`GET ${path}/{tag}`]: (call, id = '', tag = '') =>
      withTags(call, id, (tags) => (tags.includes(tag) ? { status: 204 } : refusalReply(unknown(tag)))),
    [`PUT ${path}`]: (call, id = '') => {
      const { tags: wanted } = recordOf(call.json);
      const isList = Array.isArray(wanted) && wanted.every((tag) => typeof tag === 'string');
      const tags = isList ? [...new Set<string>(wanted)] : invalidInput('Invalid tags body');
      return changing(
        resource,
        call,
        id,
        () => tags,
        (now) => ({ status: 200, body: { tags: now } }),
      );
    },
    [`PUT ${path}/{tag}`]: (call, id = '', tag = '') =>
      changing(resource, call, id, (tags) => (tags.includes(tag) ? tags : [...tags, tag]), done(201)),
    [`DELETE ${path}`]: (call, id = '') => changing(resource, call, id, () => [], done(204)),
    [`DELETE ${path}/{tag}`]: (call, id = '', tag = '') =>
      changing(
        resource,
        call,
        id,
        (tags) => (tags.includes(tag) ? tags.filter((other) => other !== tag) : unknown(tag)),
        done(204),
      ),
  };
}
