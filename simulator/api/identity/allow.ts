import type { Reply, Request } from '../message';

/** The methods of Keystone's paths. Observed of Keystone 22. */

const read = 'HEAD, GET, OPTIONS';
const grant = 'GET, OPTIONS, HEAD, PUT, DELETE';
const resource = 'POST, GET, OPTIONS, PATCH, HEAD, DELETE';

/** The first that fits counts. A list and what is in it are one resource in most places: either names what both take. */
const paths: readonly (readonly [path: RegExp, allow: string])[] = [
  [/^(users|projects|domains|roles|services|endpoints|credentials|groups|policies)(\/[^/]+)?$/, resource],
  [/^(limits|registered_limits)(\/[^/]+)?$/, resource],
  [/^regions(\/[^/]+)?$/, 'POST, GET, OPTIONS, PATCH, HEAD, PUT, DELETE'],
  [/^auth\/tokens$/, 'POST, GET, OPTIONS, HEAD, DELETE'],
  [/^auth\/(catalog|projects|domains|system)$/, read],
  [/^(role_assignments|role_inferences)$/, read],
  [/^users\/[^/]+\/(projects|groups|access_rules)$/, read],
  [/^users\/[^/]+\/password$/, 'POST'],
  [/^users\/[^/]+\/application_credentials$/, 'POST, GET, OPTIONS, HEAD'],
  [/^users\/[^/]+\/application_credentials\/[^/]+$/, 'GET, OPTIONS, HEAD, DELETE'],
  [/^roles\/[^/]+\/implies$/, read],
  [/^roles\/[^/]+\/implies\/[^/]+$/, grant],
  [/^(projects|domains)\/[^/]+\/(users|groups)\/[^/]+\/roles$/, read],
  [/^(projects|domains)\/[^/]+\/(users|groups)\/[^/]+\/roles\/[^/]+$/, grant],
  [/^OS-TRUST\/trusts(\/[^/]+)?$/, 'POST, GET, OPTIONS, HEAD, DELETE'],
];

const html = { 'Content-Type': 'text/html; charset=utf-8' };

const page = `<!doctype html>
<html lang=en>
<title>405 Method Not Allowed</title>
<h1>Method Not Allowed</h1>
<p>The method is not allowed for the requested URL.</p>
`;

/** What Keystone answers at its root and at /v3 where it is neither read nor asked how it can be. */
export const atRoot = (method: string): Reply | undefined => {
  if (method === 'GET') return undefined;
  const headers = { ...html, Allow: read };
  return method === 'OPTIONS' ? { status: 200, headers } : { status: 405, headers, body: Buffer.from(page) };
};

/** What it answers, to anybody, where a path does not take the method. @param request its path is relative to /v3 */
export function byMethod({ method, path }: Request): Reply | undefined {
  const [, allow] = paths.find(([pattern]) => pattern.test(path.slice(1))) ?? [];
  if (allow === undefined || (method !== 'OPTIONS' && allow.split(', ').includes(method))) return undefined;
  if (method === 'OPTIONS') return { status: 200, headers: { ...html, Allow: allow } };
  return {
    status: 405,
    headers: { Allow: allow },
    body: { message: 'The method is not allowed for the requested URL.' },
  };
}
