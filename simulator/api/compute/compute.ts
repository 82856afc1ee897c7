import { badRequest, computeFault, decidedBy, type Fault } from '../../fault';
import { format, type Headers, type Microversion, type Range } from '../../microversion';
import { emptyAs, type Reply, type Request } from '../message';
import { ofBytes, router } from '../route';
import type { Call } from '../service';
import { noSuchPath } from '../webob';
import { faultReply } from './call';
import { refusedAtEntrance } from './entrance';
import { computeRoutes } from './routes';
import { versionChoices, versionDocument, versionList } from './version-document';

/** The version documents, which stand outside of authentication. Undefined for any other path. */
export function versionReply(call: Pick<Call, 'behaviour'>, request: Request, base: string): Reply | undefined {
  // What is below neither version may be below either.
  if (!/^(\/|\/v2(\.1)?(\/.*)?)?$/.test(request.path)) return { status: 300, body: versionChoices(base, request.path) };
  const { range, brokenBy } = call.behaviour;
  const path = request.path.replace(/\/$/, '');
  if (path === '') return { status: 200, body: versionList(range, base) };
  if (path === '/v2') return { status: 200, body: versionDocument('v2', range, base) };
  if (path !== '/v2.1') return undefined;
  const headers: Headers = brokenBy.length > 0 ? { 'X-Simulated-Fault': brokenBy.join(', ') } : {};
  return atVersion(call, request, false, () => ({ status: 200, headers, body: versionDocument('v2.1', range, base) }));
}

/** Settles the microversion that the request is answered at, and has the answer say which. /v2 knows none. */
function atVersion(
  { behaviour }: Pick<Call, 'behaviour'>,
  { headers }: Request,
  isLegacy: boolean,
  answer: (version: Microversion) => Reply,
): Reply {
  const requested = isLegacy ? behaviour.requestedUnderV2 : behaviour.requestedVersion;
  const negotiation = behaviour.negotiate(requested(headers), behaviour.range);
  if (negotiation.kind === 'malformed') {
    const format = 'Must be of format MajorNum.MinorNum.';
    const message = `API Version String ${negotiation.text} is of invalid format. ${format}`;
    return faultReply({ behaviour }, decidedBy('version-malformed', badRequest(message)));
  }
  const { version, kind } = negotiation;
  const reply = kind === 'agreed' ? answer(version) : faultReply({ behaviour }, unsupported(version, behaviour.range));
  return isLegacy ? reply : { ...reply, headers: { ...behaviour.versionHeaders(version), ...reply.headers } };
}

function unsupported(version: Microversion, { oldest, newest }: Range): Fault {
  const range = `Minimum is ${format(oldest)} and maximum is ${format(newest)}.`;
  const message = `Version ${format(version)} is not supported by the API. ${range}`;
  return decidedBy('version-unsupported', computeFault(406, message));
}

/**
 * A path below /v2.1, or below the older /v2, which knows no microversions; nothing else that Nova has other there is
 * simulated. It may name the project first: only hexadecimal digits and hyphens are taken for one.
 */
const below = /^\/(?<api>v2|v2\.1)(?:\/(?<project>[0-9a-f-]+))?(?<path>\/.*[^/])$/;

const find = router(computeRoutes, ofBytes);

/** An authenticated call of the compute API: finds the route, settles the microversion, looks at the form of it. */
export function computeReply(call: Call): Reply {
  const { request, behaviour } = call;
  const { api, path, project } = below.exec(request.path.replaceAll(/\/{2,}/g, '/'))?.groups ?? {};
  const found = path === undefined ? undefined : find(request.method, path);
  if (!found) return noSuchPath(request);
  return atVersion(call, request, api === 'v2', (microversion) => {
    const { pattern } = found;
    const fault = refusedAtEntrance({ ...call, pattern, urlProject: project }, behaviour.faultAtEntrance);
    return fault ? faultReply(call, fault) : emptyAs('application/json', found.answer({ ...call, microversion }));
  });
}
