import { format, type Headers, type Microversion, negotiate } from '../../microversion';
import { notSimulated, type Reply } from '../message';
import { type Routes, router } from '../route';
import type { Call } from '../service';
import { aggregateRoutes } from './aggregates';
import { allocationRoutes } from './allocations';
import { notAcceptable, type PlacementCall, refuse, since, wrongMethod } from './call';
import { candidateRoutes } from './candidates';
import { inventoryRoutes } from './inventories';
import { providerRoutes } from './providers';
import { resourceClassRoutes } from './resource-classes';
import { traitRoutes } from './traits';
import { usageRoutes } from './usages';

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
  'POST /reshaper': () => notSimulated('the reshaper'),
};

const find = router(routes);
const methods = ['GET', 'POST', 'PUT', 'DELETE'];

const range = { oldest: [1, 0], newest: [1, 39] } as const;
export const placementVersions = { oldest: format(range.oldest), newest: format(range.newest) };

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

const versionHeaders = (version: Microversion): Headers => ({
  'openstack-api-version': `placement ${format(version)}`,
  vary: 'openstack-api-version',
});

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
    return refuse(call, 400, 'content-type header required when content-length > 0');
  }
  const found = find(method, path);
  if (!found) {
    const allowed = methods.filter((other) => find(other, path));
    return allowed.length === 0 ? refuse(call, 404) : wrongMethod(call, allowed.join(', '));
  }
  const [, minor = 0] = first.find(([pattern]) => pattern.test(found.pattern)) ?? [];
  if (!since(call, minor)) return refuse(call, 404);
  const accept = headers.accept ?? '*/*';
  if (method === 'GET' && !/\*\/\*|application\/(\*|json)/.test(accept)) {
    return notAcceptable(call, 'Only application/json is provided');
  }
  return found.answer(call);
}

/** Answers one authenticated request. The version document at its root stands outside of that. */
export function placementReply(call: Call): Reply {
  const asked = requested(call.request.headers);
  const negotiation = negotiate(asked, range);
  if (negotiation.kind === 'malformed') {
    const { text } = negotiation;
    return refuse(call, 400, `Invalid microversion: invalid version string: ${text}; ${unreadable(text)}`);
  }
  if (negotiation.kind === 'unsupported') {
    const { newest: max_version, oldest: min_version } = placementVersions;
    const why = `Invalid microversion: Unacceptable version header: ${asked}`;
    return notAcceptable(call, why, { max_version, min_version });
  }
  const { version } = negotiation;
  const reply = answerTo({ ...call, microversion: version });
  return { ...reply, headers: { ...versionHeaders(version), ...reply.headers } };
}
