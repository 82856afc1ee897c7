import type { Holder, IdentityTables } from '../../identity/tables';
import type { World } from '../../world';
import { type Reply, type Request, recordOf } from '../message';
import { explanations } from '../webob';

/** A call of the identity API, whoever asks it. */
export interface OpenCall {
  readonly world: World;
  readonly tables: IdentityTables;
  /** Its path is relative to /v3. */
  readonly request: Request;
  readonly json: unknown;
  /** The origin that was asked. */
  readonly origin: string;
  /** The URL of /v3, without a trailing slash. */
  readonly base: string;
}

/** A call of somebody who has come with a token. */
export interface IdentityCall extends OpenCall {
  readonly holder: Holder;
}

const refused = (code: number, title: string, message: string): Reply => ({
  status: code,
  body: { error: { code, message, title } },
});

export const unauthorized = (
  { base }: Pick<OpenCall, 'base'>,
  message = 'The request you have made requires authentication.',
) => ({
  ...refused(401, 'Unauthorized', message),
  headers: { 'WWW-Authenticate': `Keystone uri="${base}"` },
});

const hint = `${explanations[400]} The client is assumed to be in error.`;

export const badRequest = (message: string): Reply => refused(400, 'Bad Request', message);

/** What Keystone says where something is missing. Observed of Keystone 22. */
export const expected = (what: string, where: string): Reply =>
  badRequest(`Expecting to find ${what} in ${where}. ${hint}`);

/** @param why in place of the name of the policy that does not hold */
export const forbidden = (why: string): Reply => refused(403, 'Forbidden', why);

export const notAllowed = (action: string): Reply =>
  forbidden(`You are not authorized to perform the requested action: identity:${action}.`);

export const notFound = (what: string): Reply => refused(404, 'Not Found', `Could not find ${what}.`);

/** Where it is the token asked about, or given in place of a password, that is wrong. */
export function noToken({ tokens }: IdentityTables, id: string | undefined): Reply {
  const known = id !== undefined && tokens.has(id);
  const why = known ? 'Failed to validate token' : 'Could not recognize Fernet token';
  return refused(404, 'Not Found', id === undefined ? 'No token in the request' : why);
}

export const conflict = (type: string, details: string): Reply =>
  refused(409, 'Conflict', `Conflict occurred attempting to store ${type} - ${details}.`);

export const isAdmin = ({ holder }: IdentityCall): boolean => holder.roles.some(({ name }) => name === 'admin');

/** What only an admin may do, under the policy of this name. */
export const forAdmins = (call: IdentityCall, action: string, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : notAllowed(action);

/** What an admin may do, and users for themselves. */
export const forThemselves = (call: IdentityCall, userId: string, action: string, answer: () => Reply): Reply =>
  isAdmin(call) || call.holder.user.id === userId ? answer() : notAllowed(action);

/** A list under its name, all of it on one page. */
export function listed({ base, request: { path, query } }: OpenCall, name: string, items: readonly object[]): Reply {
  // As it was asked: what has no value has no equals sign.
  const asked = query.size > 0 ? `?${String(query).replaceAll(/=(?=&|$)/g, '')}` : '';
  return {
    status: 200,
    body: { [name]: items, links: { next: null, self: `${base}${path}${asked}`, previous: null } },
  };
}

/** Those that have what the query asks for under these keys, in whatever case. */
export function fitting<T extends object>({ request }: OpenCall, keys: readonly string[], items: readonly T[]) {
  const wanted = keys.flatMap((key) => {
    const value = request.query.get(key);
    return value === null ? [] : [[key, value.toLowerCase()] as const];
  });
  return items.filter((item) => wanted.every(([key, value]) => String(recordOf(item)[key]).toLowerCase() === value));
}

/** As Keystone writes a time. */
export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '000Z');
