import { format, type Headers, negotiate } from '../../microversion';
import { notSimulated, type Reply } from '../message';
import { type Routes, router } from '../route';
import type { Call } from '../service';
import { aggregateRoutes } from './aggregates';
import { allocationRoutes } from './allocations';
import {
  granted,
  notAcceptable,
  type PlacementCall,
  raise,
  refuse,
  since,
  versionHeader,
  versionHeaders,
  wrongMethod,
} from './call';
import { candidateRoutes } from './candidates';
import { inventoryRoutes } from './inventories';
import { providerRoutes } from './providers';
import { resourceClassRoutes } from './resource-classes';
import { traitRoutes } from './traits';
import { usageRoutes } from './usages';

const range = { oldest: [1, 0], newest: [1, 39] } as const;
const [min_version, max_version] = [format(range.oldest), format(range.newest)];

/** What anybody is told at the root. With a link to nowhere, as the real one has it. */
const shown = (call: PlacementCall): Reply =>
  granted(call, {
    versions: [{ id: 'v1.0', max_version, min_version, status: 'CURRENT', links: [{ rel: 'self', href: '' }] }],
  });

/** The slice of Placement that looking at hosts, and at who is on them, needs. Admins only, as by default. */
const routes: Routes<PlacementCall> = {
  ...providerRoutes,
  ...traitRoutes,
  ...inventoryRoutes,
  ...usageRoutes,
  ...aggregateRoutes,
  ...allocationRoutes,
  ...candidateRoutes,
  ...resourceClassRoutes,
  'GET /': shown,
  'POST /reshaper': () => notSimulated('the reshaper'),
};

const find = router(routes);
const methods = ['GET', 'POST', 'PUT', 'DELETE'];

/** The first microversion with each route; those that are not here were there from the beginning. */
const first: readonly (readonly [pattern: RegExp, minor: number])[] = [
  [/^(GET|PUT) .*\/aggregates$/, 1],
  [/ \/resource_classes/, 2],
  [/traits/, 6],
  [/^GET \/usages$/, 9],
  [/ \/allocation_candidates$/, 10],
  [/^POST \/allocations$/, 13],
  [/ \/reshaper$/, 30],
];

const requested = ({ 'openstack-api-version': header = '' }: Headers): string | undefined => {
  const entry = header.split(',').find((one) => /^\s*placement\s/i.test(one));
  return entry?.trim().split(/\s+/)[1];
};

/** Python's words for what is no pair of numbers. */
function unreadable(text: string): string {
  const parts = text.split('.');
  if (parts.length !== 2) {
    const many =
      parts.length < 2
        ? `not enough values to unpack (expected 2, got ${parts.length})`
        : 'too many values to unpack (expected 2)';
    return /^\d+$/.test(text) || parts.length > 2 ? many : `invalid literal for int() with base 10: '${text}'`;
  }
  return `invalid literal for int() with base 10: '${parts.find((part) => !/^\d+$/.test(part))}'`;
}

function answerTo(call: PlacementCall): Reply {
  const { method, path, body, headers } = call.request;
  if (body.length > 0 && !headers['content-type']) {
    return raise(call, 400, 'content-type header required when content-length > 0');
  }
  const found = find(method, path);
  if (!found) {
    const allowed = methods.filter((other) => find(other, path));
    return allowed.length === 0 ? raise(call, 404) : wrongMethod(call, allowed.join(', '));
  }
  const [, minor = 0] = first.find(([pattern]) => pattern.test(found.pattern)) ?? [];
  if (!since(call, minor)) return refuse(call, 404);
  const accept = headers.accept ?? '*/*';
  // The document at the root is JSON for everybody.
  if (method === 'GET' && found.pattern !== 'GET /' && !/\*\/\*|application\/(\*|json)/.test(accept)) {
    return notAcceptable(call, 'Only application/json is provided');
  }
  return found.answer(call);
}

/** Answers one request: at the root anybody's, elsewhere an authenticated one. Its path may be empty. */
export function placementReply(call: Call): Reply {
  const asked = requested(call.request.headers);
  const negotiation = negotiate(asked, range);
  if (negotiation.kind === 'malformed') {
    const { text } = negotiation;
    return refuse(call, 400, `Invalid microversion: invalid version string: ${text}; ${unreadable(text)}`);
  }
  if (negotiation.kind === 'unsupported') {
    const why = `Invalid microversion: Unacceptable version header: ${asked}`;
    return notAcceptable(call, why, { max_version, min_version });
  }
  const { version } = negotiation;
  const path = call.request.path || '/';
  const reply = answerTo({ ...call, request: { ...call.request, path }, microversion: version });
  // A refusal brings its own.
  const headers = versionHeader in (reply.headers ?? {}) ? {} : versionHeaders(version);
  return { ...reply, headers: { ...headers, ...reply.headers } };
}
