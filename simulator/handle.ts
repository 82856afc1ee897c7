import { blockStorageRoutes } from './api/block-storage';
import { computeReply, versionReply } from './api/compute/compute';
import { imageRoutes } from './api/image';
import { jsonOf, type Reply, type Request } from './api/message';
import { placementRoutes } from './api/placement';
import { type Call, serviceOf } from './api/service';
import type { Behaviour } from './behaviour';
import type { World } from './world';

/** Where each service stands under the one origin of the simulated cloud. */
export const mounts = {
  compute: '/compute/v2.1',
  image: '/image',
  'block-storage': '/volume/v3',
  placement: '/placement',
} as const;

export interface SimulatedCloud {
  readonly world: World;
  readonly behaviour: Behaviour;
}

const services: readonly (readonly [prefix: string, answer: (call: Call) => Reply])[] = [
  ['/compute', computeReply],
  ['/image', serviceOf(imageRoutes)],
  ['/volume/v3', serviceOf(blockStorageRoutes)],
  ['/placement', serviceOf(placementRoutes)],
];

const unauthorized = {
  headers: { 'WWW-Authenticate': 'Keystone uri="http://simulator.invalid/identity"' },
  body: { error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' } },
};

/** Answers one request. `path` is the whole path of the URL; `origin` is what the documents' links start with. */
export function handle(cloud: SimulatedCloud, whole: Request, origin: string): Reply {
  try {
    return answerOf(cloud, whole, origin);
  } catch (error) {
    // No service fails on purpose by throwing: this is a mistake of ours, and says so.
    return { status: 500, body: { simulatorError: { code: 500, message: `the simulator itself failed: ${error}` } } };
  }
}

function answerOf({ world, behaviour }: SimulatedCloud, whole: Request, origin: string): Reply {
  const service = services.find(([prefix]) => whole.path === prefix || whole.path.startsWith(`${prefix}/`));
  if (!service) return { status: 404 };
  const [prefix, answer] = service;
  const request = { ...whole, path: whole.path.slice(prefix.length) };

  const caller = world.tokens.get(request.headers['x-auth-token'] ?? '');
  const version = prefix === '/compute' && versionReply({ behaviour }, request, `${origin}${prefix}`);
  if (version && (caller || !behaviour.versionDocumentNeedsToken)) return version;

  const requestId = world.identifiers.requestId();
  const reply = caller
    ? answer({ world, behaviour, request, caller, json: jsonOf(request.body), requestId })
    : { ...unauthorized, status: behaviour.unauthorizedStatus };
  const ids = {
    'x-openstack-request-id': requestId,
    ...(prefix === '/compute' && { 'x-compute-request-id': requestId }),
  };
  return { ...reply, headers: { ...reply.headers, ...ids } };
}
