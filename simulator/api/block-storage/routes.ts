import { badMediaType, badRequest, computeFault } from '../../fault';
import { format, type Headers, type Microversion, negotiate } from '../../microversion';
import { notSimulated, type Reply } from '../message';
import { ofBytes, type Routes, router } from '../route';
import type { Call } from '../service';
import { noSuchPath } from '../webob';
import { actionRoutes } from './actions';
import { aroundRoutes } from './around';
import { attachmentRoutes } from './attachments';
import { faultReply, malformed, refuse, type VolumeCall } from './call';
import { isOwnResponse } from './empty';
import { metadataRoutes } from './metadata';
import { quotaRoutes } from './quotas';
import { snapshotRoutes } from './snapshots';
import { range, toVersions, versionList } from './versions';
import { volumeTypeRoutes } from './volume-types';
import { volumeRoutes } from './volumes';

/** The slice of Cinder v3 that arranging servers, and looking at their volumes, needs. */
const routes: Routes<VolumeCall> = {
  ...volumeRoutes,
  ...actionRoutes,
  ...metadataRoutes,
  ...snapshotRoutes,
  ...volumeTypeRoutes,
  ...attachmentRoutes,
  ...quotaRoutes,
  ...aroundRoutes,
};

const find = router(routes, ofBytes);

/** What Cinder has more of, by the first word of its path. */
const known =
  /^\/(backups|capabilities|cgsnapshots|clusters|consistencygroups|default-types|group_snapshots|group_types|groups|manageable_snapshots|manageable_volumes|messages|os-hosts|os-quota-class-sets|os-services|os-snapshot-manage|os-volume-manage|os-volume-transfer|qos-specs|scheduler-stats|types|volume-transfers|volumes|workers)(\/|$)/;

/** Those paths that are there under every word above, though not with every method. */
const isSimulated = (path: string) => ['GET', 'POST', 'PUT', 'DELETE'].some((method) => find(method, path));

const versionHeaders = (version: Microversion): Headers => ({
  'OpenStack-API-Version': `volume ${format(version)}`,
  Vary: 'OpenStack-API-Version',
});

/** What the header asks for of volumes; undefined where there is no header, none where it asks of other services. */
function requested({ 'openstack-api-version': header }: Headers): string | undefined | 'none' {
  if (header === undefined) return undefined;
  const entry = header.split(',').find((one) => one.includes('volume'));
  return entry === undefined ? 'none' : (entry.trim().split(/\s+/)[1] ?? '');
}

const readAsJson = ['', 'application/json', 'application/vnd.openstack.volume+json'];

/** What is wrong with the form of a body. */
function wrongForm({ request, json }: Call): Reply | undefined {
  if (request.body.length === 0) return undefined;
  const type = (request.headers['content-type'] ?? '').replace(/;.*/, '').trim();
  if (!readAsJson.includes(type)) return faultReply(badMediaType('Unsupported Content-Type'));
  return json === undefined ? faultReply(badRequest('Malformed request body')) : undefined;
}

/** The answer under the microversion that is asked for. */
function negotiated({ request, requestId }: Call, answer: (version: Microversion) => Reply): Reply {
  const ids = { 'X-Compute-Request-Id': requestId };
  const asked = requested(request.headers);
  if (asked === 'none') return { ...malformed, headers: ids };
  const negotiation = negotiate(asked, range);
  if (negotiation.kind === 'malformed') {
    const why = `API Version String ${asked} is of invalid format. Must be of format MajorNum.MinorNum.`;
    return { ...refuse(why), headers: ids };
  }
  const { version } = negotiation;
  const headers = { ...ids, ...versionHeaders(version) };
  if (negotiation.kind === 'unsupported') {
    const [oldest, newest] = [format(range.oldest), format(range.newest)];
    const why = `Version ${format(version)} is not supported by the API. Minimum is ${oldest} and maximum is ${newest}.`;
    return { ...faultReply(computeFault(406, why)), headers };
  }
  const reply = answer(version);
  return { ...reply, headers: { ...(isOwnResponse(reply) ? versionHeaders(version) : headers), ...reply.headers } };
}

/** Answers one authenticated request; the path may name the project first, as the catalogue's URL does. */
export function blockStorageReply(call: Call): Reply {
  const { request, caller, origin } = call;
  if (request.path === '') return toVersions(origin);
  if (request.path === '/') return negotiated(call, () => ({ status: 200, body: versionList(origin) }));
  const [project = '', id = caller.projectId] = /^\/([0-9a-f-]+)(?=\/)/.exec(request.path) ?? [];
  const path = request.path.slice(project.length);
  const found = find(request.method, path);
  if (!found) {
    const isBeyond = known.test(path) && !isSimulated(path);
    return isBeyond ? notSimulated(`${request.method} ${path}`) : noSuchPath(request);
  }
  return negotiated(call, (microversion) => {
    const wrong = wrongForm(call) ?? (id === caller.projectId ? undefined : refuse('Malformed request url'));
    return wrong ?? found.answer({ ...call, microversion, project });
  });
}

/** Answers anybody's request for what is not below /v3: at the root there are the versions, for every method. */
export const volumeRootReply = (call: Call): Reply =>
  /^\/?$/.test(call.request.path)
    ? negotiated(call, () => ({ status: 300, body: versionList(call.origin) }))
    : noSuchPath(call.request);
