import { badRequest, computeFault, decidedBy } from '../../fault';
import { format } from '../../microversion';
import type { Reply, Request } from '../message';
import { router } from '../route';
import type { Call } from '../service';
import { faultReply } from './call';
import { refusedAtEntrance } from './entrance';
import { computeRoutes } from './routes';
import { versionDocument, versionList } from './version-document';

/** The version documents, which stand outside of authentication. Undefined for any other path. */
export function versionReply(
  { behaviour }: Pick<Call, 'behaviour'>,
  request: Request,
  base: string,
): Reply | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const path = request.path.replace(/\/$/, '');
  if (path === '') return { status: 200, body: versionList(behaviour.range, base) };
  if (path !== '/v2' && path !== '/v2.1') return undefined;
  return { status: 200, body: versionDocument(path === '/v2' ? 'v2' : 'v2.1', behaviour.range, base) };
}

/**
 * A path below /v2.1, or below the older /v2, which knows no microversions; nothing else that Nova has other there is
 * simulated. It may name the project first: only hexadecimal digits and hyphens are taken for one.
 */
const below = /^\/(?<api>v2|v2\.1)(?:\/(?<project>[0-9a-f-]+))?(?<path>\/.*)$/;

const find = router(computeRoutes);

/** An authenticated call of the compute API: finds the route, settles the microversion, looks at the form of it. */
export function computeReply(call: Call): Reply {
  const { request, behaviour } = call;
  const { api, path, project } = below.exec(request.path)?.groups ?? {};
  const found = path === undefined ? undefined : find(request.method, path);
  if (!found) return { status: 404 };

  const isLegacy = api === 'v2';
  const requested = isLegacy ? behaviour.requestedUnderV2 : behaviour.requestedVersion;
  const negotiation = behaviour.negotiate(requested(request.headers), behaviour.range);
  if (negotiation.kind === 'malformed') {
    const format = 'Must be of format MajorNum.MinorNum.';
    const message = `API Version String ${negotiation.text} is of invalid format. ${format}`;
    return faultReply(call, decidedBy('version-malformed', badRequest(message)));
  }
  const { version } = negotiation;
  const answer = (): Reply => {
    if (negotiation.kind === 'unsupported') {
      const { oldest, newest } = behaviour.range;
      const range = `Minimum is ${format(oldest)} and maximum is ${format(newest)}.`;
      const message = `Version ${format(version)} is not supported by the API. ${range}`;
      return faultReply(call, decidedBy('version-unsupported', computeFault(406, message)));
    }
    const isServerAction = found.pattern === 'POST /servers/{id}/action';
    const fault = refusedAtEntrance({ ...call, isServerAction, urlProject: project }, behaviour.faultAtEntrance);
    return fault ? faultReply(call, fault) : found.answer({ ...call, microversion: version });
  };
  const reply = answer();
  return isLegacy ? reply : { ...reply, headers: { ...behaviour.versionHeaders(version), ...reply.headers } };
}
