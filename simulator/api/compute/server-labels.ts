import { notAllowed, wrongState } from '../../compute/state';
import { badRequest, decidedBy, type Fault, notFound, policyRefuses } from '../../fault';
import type { Server } from '../../world';
import { violations } from '../json-schema';
import { type Reply, recordOf, webobType, within } from '../message';
import type { Answer } from '../route';
import { available } from './available';
import { type ComputeCall, faultReply, otherReply, withMapping, withServer } from './call';
import { selfLink } from './links';
import { metadata as metadataOf, object, only, tag as tagSchema } from './schemas/parameter-types';
import { shaped } from './shaped';

/** Metadata and tags of a server. Source: server_metadata.py, server_tags.py and compute/api.py of Nova 26.2.2. */

const from = ['active', 'paused', 'suspended', 'stopped'] as const;

const metadataSchema = () => only('metadata', metadataOf);
const oneItemSchema = () => only('meta', { ...metadataOf, minProperties: 1, maxProperties: 1 });
const tagsSchema = () => object({ tags: { type: 'array', items: tagSchema, maxItems: 50 } }, ['tags']);

/** Metadata may be written while a task is under way. */
const metadataFault = (call: ComputeCall, server: Server, action: string): Fault | undefined =>
  notAllowed(action, { ...server, taskState: null }, call.caller, from);

/** Tags look at the state alone: at no lock, at no task, and not at whether the server ever ran. */
const tagFault = (server: Server, action: string): Fault | undefined =>
  wrongState(action, { ...server, taskState: null, launchedAt: 0 }, from);

/** Values of metadata are texts. */
export const texts = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));

const withMetadata = (
  call: ComputeCall,
  id: string,
  write: (server: Server) => Readonly<Record<string, string>>,
  shown: (server: Server) => object,
): Reply =>
  withServer(call, id, (server) => {
    const fault = metadataFault(call, server, 'update metadata');
    if (fault) return faultReply(call, fault);
    server.metadata = write(server);
    return otherReply(call, 200, shown(server));
  });

const sinceTags = { from: 26 };

/** What is answered of a server's tags; of one of them, where the path names one. */
type OfTags = (call: ComputeCall, server: Server, tag: string) => Reply;

/**
 * A policy decides on the server's project before the server is looked up, so that one of another project is no secret
 * here.
 */
function ofTags(policy: string, answer: OfTags): Answer<ComputeCall> {
  const refusal = decidedBy('other-projects-server', policyRefuses(`os_compute_api:os-server-tags:${policy}`));
  return available(sinceTags, (call, id = '', tag = '') =>
    withMapping(call, id, () => {
      const { world, behaviour, caller } = call;
      const server = world.servers.get(id) ?? world.deletedServers.get(id);
      return server && behaviour.isVisible(server, caller)
        ? withServer(call, id, (found) => answer(call, found, tag))
        : faultReply(call, refusal);
    }),
  );
}

const changingTags = (policy: string, action: string, change: OfTags): Answer<ComputeCall> =>
  ofTags(policy, (call, server, tag) => {
    const fault = tagFault(server, action);
    return fault ? faultReply(call, fault) : change(call, server, tag);
  });

export const labelRoutes = {
  'GET /servers/{id}/metadata': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, ({ metadata }) => otherReply(call, 200, { metadata })),
  'GET /servers/{id}/metadata/{key}': (call: ComputeCall, id: string, key: string): Reply =>
    withServer(call, id, ({ metadata }) =>
      Object.hasOwn(metadata, key)
        ? otherReply(call, 200, { meta: { [key]: metadata[key] } })
        : faultReply(call, notFound('Metadata item was not found')),
    ),
  'POST /servers/{id}/metadata': shaped(metadataSchema, (call, id = '') =>
    withMetadata(
      call,
      id,
      ({ metadata }) => ({ ...metadata, ...texts(within(call.json, 'metadata')) }),
      ({ metadata }) => ({ metadata }),
    ),
  ),
  'PUT /servers/{id}/metadata': shaped(metadataSchema, (call, id = '') =>
    withMetadata(
      call,
      id,
      () => texts(within(call.json, 'metadata')),
      ({ metadata }) => ({ metadata }),
    ),
  ),
  'PUT /servers/{id}/metadata/{key}': shaped(oneItemSchema, (call, id = '', key = '') => {
    const meta = texts(within(call.json, 'meta'));
    if (!Object.hasOwn(meta, key)) return faultReply(call, badRequest('Request body and URI mismatch'));
    return withMetadata(
      call,
      id,
      ({ metadata }) => ({ ...metadata, ...meta }),
      () => ({ meta }),
    );
  }),
  'DELETE /servers/{id}/metadata/{key}': (call: ComputeCall, id: string, key: string): Reply =>
    withServer(call, id, (server) => {
      const { [key]: found, ...others } = server.metadata;
      if (found === undefined) return faultReply(call, notFound('Metadata item was not found'));
      const fault = metadataFault(call, server, 'delete metadata');
      if (fault) return faultReply(call, fault);
      server.metadata = others;
      return { status: 204 };
    }),
  'GET /servers/{id}/tags': ofTags('index', (call, { tags }) => otherReply(call, 200, { tags })),
  'GET /servers/{id}/tags/{tag}': ofTags('show', (call, { id, tags }, tag) =>
    tags.includes(tag) ? { status: 204 } : faultReply(call, notFound(`Server ${id} has no tag '${tag}'`)),
  ),
  'PUT /servers/{id}/tags': available(
    sinceTags,
    shaped(
      tagsSchema,
      changingTags('update_all', 'update tags', (call, server) => {
        const { tags } = recordOf(call.json);
        server.tags = [...new Set((tags as readonly unknown[]).map(String))].sort();
        return otherReply(call, 200, { tags: server.tags });
      }),
    ),
  ),
  'PUT /servers/{id}/tags/{tag}': changingTags('update', 'update tag', (call, server, tag) => {
    const [wrong] = violations(tagSchema, tag);
    if (wrong) {
      const must = "It must be a non empty string without characters '/' and ','.";
      return faultReply(
        call,
        badRequest(`Tag '${tag}' is invalid. ${must} Validation error message: ${wrong.message}`),
      );
    }
    if (server.tags.length >= 50) {
      return faultReply(call, badRequest('The number of tags exceeded the per-server limit 50'));
    }
    const headers = { 'content-type': webobType };
    if (server.tags.includes(tag)) return { status: 204, headers };
    server.tags = [...server.tags, tag].sort();
    return { status: 201, headers: { ...headers, Location: selfLink(call, `servers/${server.id}/tags`, tag) } };
  }),
  'DELETE /servers/{id}/tags/{tag}': changingTags('delete', 'delete tag', (call, server, tag) => {
    if (!server.tags.includes(tag)) return faultReply(call, notFound(`Instance ${server.id} has no tag '${tag}'`));
    server.tags = server.tags.filter((other) => other !== tag);
    return { status: 204 };
  }),
  'DELETE /servers/{id}/tags': changingTags('delete_all', 'delete tags', (_, server) => {
    server.tags = [];
    return { status: 204 };
  }),
};
