import { blockStorageReply, volumeRootReply } from './api/block-storage/routes';
import { computeReply, versionReply } from './api/compute/compute';
import { identityReply } from './api/identity/identity';
import { imageReply } from './api/image/routes';
import { jsonOf } from './api/json-body';
import type { Reply, Request } from './api/message';
import { networkReply } from './api/network/network';
import { placementReply } from './api/placement/routes';
import { isPreflight } from './api/preflight';
import type { Call } from './api/service';
import { longestBody, tooLarge } from './api/too-large';
import { unauthorized } from './api/unauthorized';
import { versionListAt } from './api/version-lists';
import type { Behaviour } from './behaviour';
import type { KeptRequests } from './control/kept-requests';
import { holderOf, identityOf } from './identity/tables';
import type { Headers } from './microversion';
import { mounts } from './mounts';
import { pass } from './passing';
import type { SimulatorOptions } from './simulator';
import type { Identity, World } from './world';

export interface SimulatedCloud {
  readonly world: World;
  readonly behaviour: Behaviour;
}

/** One that is asked, and that may become another: begun anew, restored, or made to behave otherwise. */
export interface ServedCloud extends SimulatedCloud {
  /** What `world` began as, and `behaviour` follows from. */
  options: SimulatorOptions;
  world: World;
  behaviour: Behaviour;
  readonly requests: KeptRequests;
}

const services: readonly (readonly [prefix: string, answer: (call: Call) => Reply])[] = [
  ['/compute', computeReply],
  ['/image', imageReply],
  ['/volume/v3', blockStorageReply],
  ['/volume', volumeRootReply],
  ['/placement', placementReply],
  ['/network', networkReply],
];

/** What Cinder and Placement answer to anybody, whatever token they bring. */
const isOpen = (path: string) => /^\/volume(?!\/v3(\/|$))|^\/placement\/?$/.test(path);
const nobody: Identity = { userId: '', projectId: '', roles: [] };

/** What a token of no project is answered with: no policy of a service of projects holds for it. */
const projectless: Reply = {
  status: 403,
  body: { forbidden: { code: 403, message: "Policy doesn't allow it to be performed: the token is of no project." } },
};

/**
 * Answers one request. `path` is the whole path of the URL, in which slashes that follow each other are one, as paste's
 * urlmap has it before Nova, Glance and Cinder; `origin` is what the documents' links start with.
 */
export function handle(cloud: ServedCloud, whole: Request, origin: string): Reply {
  const reply = answerOrFail(cloud, whole, origin);
  cloud.requests.keep(cloud.world.clock.now(), whole, reply);
  return reply;
}

function answerOrFail(cloud: SimulatedCloud, whole: Request, origin: string): Reply {
  try {
    const reply = answerOf(cloud, { ...whole, path: whole.path.replaceAll(/\/{2,}/g, '/') }, origin);
    pass(cloud, 0);
    return reply;
  } catch (error) {
    // No service fails on purpose by throwing: this is a mistake of ours, and says so.
    return { status: 500, body: { simulatorError: { code: 500, message: `the simulator itself failed: ${error}` } } };
  }
}

function answerOf(cloud: SimulatedCloud, whole: Request, origin: string): Reply {
  const { world, behaviour } = cloud;
  const isTooLarge = whole.body.length > longestBody(whole.method, whole.path);
  if (isBelow(whole.path, mounts.identity)) {
    if (isTooLarge) return tooLarge(whole);
    const request = { ...whole, path: whole.path.slice(mounts.identity.length) };
    const reply = identityReply(world, request, origin);
    return withHeaders(reply, { Vary: 'X-Auth-Token', 'x-openstack-request-id': world.identifiers.requestId() });
  }
  if (isPreflight(whole.method, whole.path)) return { status: 200 };
  const list = versionListAt(whole.method, whole.path, origin);
  if (list) return list;
  const service = services.find(([prefix]) => isBelow(whole.path, prefix));
  if (!service) return { status: 404 };
  const [prefix, answer] = service;
  const request = { ...whole, path: whole.path.slice(prefix.length) };

  const holder = holderOf(world.identity, world.clock, request.headers['x-auth-token'] ?? '');
  const version = prefix === '/compute' && versionReply({ behaviour }, request, `${origin}${prefix}`);
  const requestId = world.identifiers.requestId();
  const requestIds = {
    // Glance has no number for a request of nobody that it knows.
    ...((holder || prefix !== '/image') && { 'x-openstack-request-id': requestId }),
    ...(prefix === '/compute' && { 'x-compute-request-id': requestId }),
  };
  if (version && (holder || !behaviour.versionDocumentNeedsToken)) {
    // What is said of the versions beside theirs is no part of an API that counts its requests.
    return /^\/v2/.test(request.path) ? withHeaders(version, requestIds) : version;
  }

  const answered = (caller: Identity): Reply =>
    answer({ world, behaviour, request, caller, json: jsonOf(request.body), requestId, origin });
  const known = () => {
    if (isOpen(whole.path)) return answered(nobody);
    if (!holder) return { ...unauthorized(whole, origin), status: behaviour.unauthorizedStatus };
    const caller = identityOf(holder);
    return caller.projectId === '' ? projectless : answered(caller);
  };
  return withHeaders(isTooLarge ? tooLarge(whole) : known(), requestIds);
}

const isBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

const withHeaders = (reply: Reply, headers: Headers): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});
