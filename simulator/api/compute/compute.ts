import { format, type Microversion, negotiate } from '../../microversion';
import type { Reply, Request } from '../message';
import { route } from '../route';
import type { Call } from '../service';
import { type ComputeCall, faultReply } from './call';
import { computeRoutes } from './routes';
import { versionDocument, versionList } from './version-document';

/** The version documents, which stand outside of authentication. Undefined for any other path. */
export function versionReply(
  { behaviour }: Pick<Call, 'behaviour'>,
  request: Request,
  base: string,
): Reply | undefined {
  if (request.method !== 'GET') return undefined;
  if (request.path === '/' || request.path === '') return { status: 200, body: versionList(behaviour.range, base) };
  return request.path === '/v2.1' || request.path === '/v2.1/'
    ? { status: 200, body: versionDocument(behaviour.range, base) }
    : undefined;
}

const versionHeaders = (version: Microversion) => ({
  'OpenStack-API-Version': `compute ${format(version)}`,
  'X-OpenStack-Nova-API-Version': format(version),
  Vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version',
});

/** An authenticated call of the compute API: settles the microversion, then finds the route. */
export function computeReply(call: Call): Reply {
  const { request, behaviour } = call;
  const negotiation = negotiate(behaviour.requestedVersion(request.headers), behaviour.range);
  if (negotiation.kind === 'malformed') {
    const message = `API Version String ${negotiation.text} is of invalid format. Must be of format MajorNum.MinorNum.`;
    return faultReply(call, { status: 400, name: 'badRequest', message });
  }
  const headers = versionHeaders(negotiation.version);
  if (negotiation.kind === 'unsupported') {
    const { oldest, newest } = behaviour.range;
    const range = `Minimum is ${format(oldest)} and maximum is ${format(newest)}.`;
    const message = `Version ${format(negotiation.version)} is not supported by the API. ${range}`;
    return { ...faultReply(call, { status: 406, name: 'computeFault', message }), headers };
  }
  const versioned: ComputeCall = { ...call, microversion: negotiation.version };
  const path = request.path.replace('/v2.1', '');
  const reply = route(computeRoutes, request.method, path, versioned) ?? { status: 404 };
  return { ...reply, headers: { ...headers, ...reply.headers } };
}
