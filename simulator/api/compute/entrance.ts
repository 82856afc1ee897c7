import { badMediaType, badRequest, decidedBy, type Fault } from '../../fault';
import type { Identity } from '../../world';
import { isRecord, type Request } from '../message';
import { noResource } from './call';
import { repr } from './schema-message';
import { rescueSchema } from './schemas/action-schemas';
import { isAction } from './server-actions';
import { wrongBody } from './shaped';

/** What can be said of a request before its server is looked up. */
export interface Entrance {
  readonly request: Request;
  readonly json: unknown;
  readonly caller: Identity;
  /** The route it takes, such as `POST /servers/{id}/action`. */
  readonly pattern: string;
  /** The project that the URL names, where it names one. */
  readonly urlProject: string | undefined;
}

/** text/plain, like no type at all, is read as JSON. Source: get_content_type in nova/api/openstack/wsgi.py@26.2.2. */
const readAsJson = ['', 'text/plain', 'application/json', 'application/vnd.openstack.compute+json'];

const typeOf = ({ headers }: Request) => (headers['content-type'] ?? '').replace(/;.*/, '').trim();

/** The name of the action, of which there must be exactly one, and its value. */
const actionOf = (json: unknown): readonly [name: string, value: unknown] | undefined => {
  const [action, ...more] = isRecord(json) ? Object.entries(json) : [];
  return more.length === 0 ? action : undefined;
};

/** Python's len(), for what has no keys; what has no length either counts as one thing. */
const length = (json: unknown): number => (typeof json === 'string' || Array.isArray(json) ? [...json].length : 1);

const malformed = badRequest('Malformed request body');

/** Where Nova looks for keys in JSON that has none, it takes its own mistake for a path that does not exist. */
function malformedAction(json: unknown): Fault | undefined {
  if (actionOf(json)) return undefined;
  return json === undefined || isRecord(json) || length(json) !== 1 ? malformed : noResource;
}

const isServerAction = (pattern: string) => pattern === 'POST /servers/{id}/action';

/** The one key that the schema of a body demands, by route. Source: nova/api/openstack/compute/schemas@26.2.2. */
const wrappers: Readonly<Record<string, string>> = {
  'POST /servers': 'server',
  'PUT /servers/{id}': 'server',
  'POST /servers/{id}/metadata': 'metadata',
  'PUT /servers/{id}/metadata': 'metadata',
  'PUT /servers/{id}/metadata/{key}': 'meta',
  'POST /servers/{id}/os-volume_attachments': 'volumeAttachment',
  'PUT /servers/{id}/os-volume_attachments/{volume}': 'volumeAttachment',
};

/** In Nova's order, each under the id of the rule that it keeps; where there is none, named for what it does. */
const checks = {
  'wrong-content-type': ({ request }) =>
    readAsJson.includes(typeOf(request)) ? undefined : badMediaType('Unsupported Content-Type'),
  'malformed-json': ({ request, json, pattern }) => {
    if (isServerAction(pattern)) return malformedAction(json);
    return request.body.length > 0 && json === undefined ? malformed : undefined;
  },
  'no-such-action': ({ json, pattern }) => {
    const [name] = (isServerAction(pattern) && actionOf(json)) || [];
    return name === undefined || isAction(name) ? undefined : badRequest(`There is no such action: ${name}`);
  },
  'url-names-the-project': ({ caller: { projectId }, urlProject }) => {
    if (urlProject === undefined || urlProject === projectId) return undefined;
    const both = `URL's project_id '${urlProject}' doesn't match Context's project_id '${projectId}'`;
    return badRequest(`Malformed request URL: ${both}`);
  },
  'body-lacks-its-key': ({ json, pattern }) => {
    const key = wrappers[pattern];
    if (key === undefined || (isRecord(json) && json[key] !== undefined)) return undefined;
    return badRequest(isRecord(json) ? `'${key}' is a required property` : `${repr(json)} is not of type 'object'`);
  },
  'rescue-body': ({ json, pattern }) => {
    const [name] = (isServerAction(pattern) && actionOf(json)) || [];
    return name === 'rescue' ? wrongBody(rescueSchema, json) : undefined;
  },
} as const satisfies Record<string, (entrance: Entrance) => Fault | undefined>;

export type EntranceCheck = keyof typeof checks;

const inOrder = Object.entries(checks) as readonly (readonly [EntranceCheck, (typeof checks)[EntranceCheck]])[];

/** Why the request is refused before its server is looked at; undefined where it is not. */
export function refusedAtEntrance(
  entrance: Entrance,
  faultAt: (check: EntranceCheck, fault: Fault) => Fault | undefined,
): Fault | undefined {
  for (const [name, check] of inOrder) {
    const found = check(entrance);
    const fault = found && faultAt(name, found);
    if (fault) return decidedBy(name, fault);
  }
  return undefined;
}
