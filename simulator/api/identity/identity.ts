import { holderOf } from '../../identity/tables';
import { mounts } from '../../mounts';
import type { World } from '../../world';
import { jsonOf } from '../json-body';
import { isRecord, notSimulated, type Reply, type Request } from '../message';
import { router } from '../route';
import { administrationRoutes } from './administration';
import { atRoot, byMethod } from './allow';
import { applicationCredentialRoutes } from './application-credentials';
import { assignmentRoutes } from './assignments';
import { expected, type IdentityCall, type OpenCall, unauthorized } from './call';
import { impliedRoleRoutes } from './implied-roles';
import { issueToken } from './issue-token';
import { emptyRoutes } from './nothing';
import { changePassword } from './passwords';
import { serviceRoutes } from './services';
import { tokenRoutes } from './tokens';
import { versionDocument, versionList } from './version-document';

/** The slice of Keystone v3 that signing in, and making credentials for tests, needs. */

const find = router<IdentityCall>({
  ...tokenRoutes,
  ...applicationCredentialRoutes,
  ...assignmentRoutes,
  ...administrationRoutes,
  ...serviceRoutes,
  ...impliedRoleRoutes,
  ...emptyRoutes,
});

/** What is for whoever can prove to be somebody, with a token or without. */
const findOpen = router<OpenCall>({ 'POST /auth/tokens': issueToken, 'POST /users/{id}/password': changePassword });

/** What Keystone has more of, by the first word of its path. */
const known =
  /^\/(auth|credentials|domains|ec2tokens|endpoints|groups|limits|policies|projects|regions|registered_limits|role_assignments|role_inferences|roles|s3tokens|services|system|users|OS-[A-Z0-9-]+)(\/|$)/;

/** What Flask says of it. */
const nowhere: Reply = {
  status: 404,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: Buffer.from(`<!doctype html>
<html lang=en>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>
`),
};

/** Answers one request; its path is relative to where the service stands, `origin` is the one that was asked. */
export function identityReply(world: World, whole: Request, origin: string): Reply {
  const base = `${origin}${mounts.identity}/v3`;
  // Whatever can be got can be asked for without its body.
  const method = whole.method === 'HEAD' ? 'GET' : whole.method;
  const path = whole.path.replace(/\/$/, '');
  if (path === '' || path === '/v3') {
    return atRoot(method) ?? (path === '' ? versionList(base) : versionDocument(base));
  }
  if (!path.startsWith('/v3/')) return nowhere;
  const request = { ...whole, method, path: path.slice('/v3'.length) };
  const call = { world, tables: world.identity, request, json: jsonOf(request.body), origin, base };
  return wrongBody(call) ?? byMethod(request) ?? answerTo(call);
}

function wrongBody({ request, json }: OpenCall): Reply | undefined {
  if (request.body.length === 0) return undefined;
  const type = (request.headers['content-type'] ?? '').replace(/;.*/, '').trim();
  if (type !== '' && type !== 'application/json') return expected('application/json', 'Content-Type header');
  return isRecord(json) ? undefined : expected('valid JSON', 'request body');
}

function answerTo(call: OpenCall): Reply {
  const { request, tables, world } = call;
  const open = findOpen(request.method, request.path);
  if (open) return open.answer(call);
  if (!known.test(request.path)) return nowhere;
  const holder = holderOf(tables, world.clock, request.headers['x-auth-token'] ?? '');
  if (!holder) return unauthorized(call);
  const found = find(request.method, request.path);
  return found?.answer({ ...call, holder }) ?? notSimulated(`${request.method} ${request.path} of Keystone`);
}
