import { badRequest, type Fault, forbidden, notFound } from '../../fault';
import { compare, type Microversion } from '../../microversion';
import type { Volume, VolumeSnapshot } from '../../world';
import { invalid } from '../compute/schema-message';
import { type Schema, violations } from '../json-schema';
import { type Reply, recordOf } from '../message';
import { type Call, isAdmin } from '../service';
import { explanations } from '../webob';

/** A call of the volume API, its microversion settled; its path is relative to that of the project. */
export interface VolumeCall extends Call {
  readonly microversion: Microversion;
  /** The path of the project, as the request names it: empty, or its id after a slash. */
  readonly project: string;
}

export const since = ({ microversion }: VolumeCall, minor: number): boolean => compare(microversion, [3, minor]) >= 0;

export const faultReply = ({ status, name, message }: Fault): Reply => ({
  status,
  body: { [name]: { code: status, message } },
});

export const refuse = (message: string): Reply => faultReply(badRequest(message));

/** What Cinder's InvalidInput says. */
export const wrongInput = (reason: string): Reply => refuse(`Invalid input received: ${reason}`);

export const unknown = (message: string): Reply => faultReply(notFound(message));

/** What is not there below a microversion, or not at all. */
export const noResource: Reply = unknown(explanations[404]);

/** Where Cinder does not say what is wrong. */
export const malformed: Reply = refuse(explanations[400]);

/** What only an admin may ask, under the policy of this name. */
export const forAdmins = (call: Call, policy: string, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : faultReply(forbidden(`Policy doesn't allow ${policy} to be performed.`));

type Fields = Readonly<Record<string, unknown>>;

/** Of a body with this one key. */
export interface BodySchema extends Schema {
  readonly required: readonly [key: string];
}

/**
 * The body where it is as the schema wants it. Over no body at all Cinder fails.
 * @param answer is given what stands under the one key of the body
 */
export function withBody(call: Call, schema: BodySchema, answer: (fields: Fields) => Reply): Reply {
  if (call.request.body.length === 0) {
    return { status: 500, body: { computeFault: { code: 500, message: explanations[500] } } };
  }
  const [found] = violations(schema, call.json);
  if (found) return refuse(wordsOf(found));
  const [key] = schema.required;
  return answer(recordOf(recordOf(call.json)[key]));
}

/** Source: _SchemaValidator.validate in cinder/api/validation/validators.py@21.3. */
const wordsOf = ({ path, instance, message }: ReturnType<typeof violations>[number]): string => {
  const field = path.at(-1);
  return field === undefined ? message : invalid(String(field), instance, message);
};

const isOwn = ({ caller, ...call }: Call, { projectId }: { readonly projectId: string }): boolean =>
  projectId === caller.projectId || isAdmin({ ...call, caller });

/** The volume where the caller can see it. */
export function withVolume(call: Call, id: string, answer: (volume: Volume) => Reply): Reply {
  const volume = call.world.volumes.get(id);
  return volume && isOwn(call, volume) ? answer(volume) : unknown(`Volume ${id} could not be found.`);
}

/** The snapshot where the caller can see it. */
export function withSnapshot(call: Call, id: string, answer: (snapshot: VolumeSnapshot) => Reply): Reply {
  const snapshot = call.world.volumeSnapshots.get(id);
  return snapshot && isOwn(call, snapshot) ? answer(snapshot) : unknown(`Snapshot ${id} could not be found.`);
}

/** The URL of something of the project's. */
export const urlOf = ({ origin, project }: VolumeCall, path: string, version = '/v3'): string =>
  `${origin}/volume${version}${project}${path}`;
