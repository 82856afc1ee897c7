import { blockStorageRoutes } from './api/block-storage';
import { computeReply, versionReply } from './api/compute/compute';
import { imageRoutes } from './api/image';
import { jsonOf, type Reply, type Request } from './api/message';
import { placementRoutes } from './api/placement';
import { route } from './api/route';
import type { Call } from './api/service';
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
  ['/image', (call) => route(imageRoutes, call.request.method, call.request.path, call) ?? { status: 404 }],
  ['/volume/v3', (call) => route(blockStorageRoutes, call.request.method, call.request.path, call) ?? { status: 404 }],
  ['/placement', (call) => route(placementRoutes, call.request.method, call.request.path, call) ?? { status: 404 }],
];

const unauthorized: Reply = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Keystone uri="http://simulator.invalid/identity"' },
  body: { error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' } },
};

/** Answers one request. `path` is the whole path of the URL; `origin` is what the documents' links start with. */
export function handle({ world, behaviour }: SimulatedCloud, whole: Request, origin: string): Reply {
  const service = services.find(([prefix]) => whole.path === prefix || whole.path.startsWith(`${prefix}/`));
  if (!service) return { status: 404 };
  const [prefix, answer] = service;
  const request = { ...whole, path: whole.path.slice(prefix.length) };

  const caller = world.tokens.get(request.headers['x-auth-token'] ?? '');
  const version = prefix === '/compute' && versionReply({ behaviour }, request, `${origin}${prefix}`);
  if (version && (caller || !behaviour.versionDocumentNeedsToken)) return version;
  if (!caller) return unauthorized;

  const requestId = world.identifiers.requestId();
  const reply = answer({ world, behaviour, request, caller, json: jsonOf(request.body), requestId });
  return { ...reply, headers: { ...reply.headers, 'x-openstack-request-id': requestId } };
}
