import { type States, statesOf } from '../../compute/statuses';
import { badRequest, type Fault, forbidden, isFault, policyRefuses } from '../../fault';
import { portsOf } from '../../network/plugs';
import type { Server } from '../../world';
import { isTrue } from '../is-true';
import { isAdmin } from '../service';
import { tagTests } from '../tag-tests';
import { type ComputeCall, isSince } from './call';
import { repr } from './schema-message';
import { joined, regexOf, timeOf } from './server-query';

/**
 * The filters of GET /servers, the form of whose query is known to be right.
 * Source: _get_servers in nova/api/openstack/compute/servers.py@26.2.2, and the database below it.
 */

export interface ServerFilter {
  /** The project whose servers are listed; empty for those of all. */
  readonly projectId: string;
  /** Whether it is about servers that were deleted too, or about those alone. */
  readonly deleted: 'no' | 'too' | 'only';
  readonly matches: (server: Server) => boolean;
}

type Test = (server: Server) => boolean;

/** What of a server a filter looks at: with a regular expression that is to be found in it, or for the same text. */
const searched: Readonly<Record<string, (server: Server) => string | null>> = {
  name: ({ name }) => name,
  display_name: ({ name }) => name,
  description: ({ description }) => description,
  display_description: ({ description }) => description,
  hostname: ({ hostname }) => hostname,
  key_name: ({ keyName }) => keyName,
  node: ({ host }) => host.name,
  reservation_id: ({ reservationId }) => reservationId,
  availability_zone: ({ host, requestedZone }) => host.zone || requestedZone,
  locked_by: ({ lockedBy }) => lockedBy,
  config_drive: ({ configDrive }) => configDrive,
  access_ip_v4: ({ accessIPv4 }) => accessIPv4,
  access_ip_v6: ({ accessIPv6 }) => accessIPv6,
};
const compared: Readonly<Record<string, (server: Server) => string | null>> = {
  image: ({ imageRef }) => imageRef,
  image_ref: ({ imageRef }) => imageRef,
  flavor: ({ flavor }) => flavor.id,
  uuid: ({ id }) => id,
  host: ({ host }) => host.name,
  user_id: ({ identity }) => identity.userId,
  vm_state: ({ vmState }) => vmState,
  task_state: ({ taskState }) => taskState,
  // Looked at only where all projects are.
  project_id: ({ identity }) => identity.projectId,
  tenant_id: ({ identity }) => identity.projectId,
};

/** The minor microversion from which those who are no admins filter by it, too; all others they ask for in vain. */
const forAll: Readonly<Record<string, number>> = {
  ...{ reservation_id: 1, name: 1, image: 1, flavor: 1, ip: 1, ip6: 5 },
  ...{ availability_zone: 83, config_drive: 83, key_name: 83, task_state: 83, vm_state: 83, user_id: 83, hostname: 90 },
};

const last = (query: URLSearchParams, name: string): string | undefined => query.getAll(name).at(-1);

const isAllowed = (call: ComputeCall, name: string): boolean =>
  isAdmin(call) || isSince(call, forAll[name] ?? Number.POSITIVE_INFINITY);

/** The test of addresses: either parameter finds parts of both kinds, since Neutron looks for them. */
function testsOfAddresses(call: ComputeCall): readonly Test[] {
  const { query } = call.request;
  const asked = ['ip', 'ip6'].filter((name) => query.has(name) && isAllowed(call, name));
  if (asked.length === 0) return [];
  const parts = asked.map((name) => String(last(query, name)));
  return [
    ({ id }) =>
      portsOf(call.world.network, id).some(({ fixed_ips }) =>
        fixed_ips.some(({ ip_address }) => parts.some((part) => ip_address.includes(part))),
      ),
  ];
}

/** The tests of what is searched and what is compared. */
const plainTests = (call: ComputeCall, projectId: string): readonly Test[] =>
  [...new Set(call.request.query.keys())].flatMap((name) => {
    const text = String(last(call.request.query, name));
    if (!isAllowed(call, name) || (projectId !== '' && /^(project|tenant)_id$/.test(name))) return [];
    const pattern = regexOf(text);
    const search = Object.hasOwn(searched, name) ? searched[name] : undefined;
    if (search && pattern) return [(server) => pattern.test(search(server) ?? '')];
    const part = Object.hasOwn(compared, name) ? compared[name] : undefined;
    return part ? [(server) => part(server) === text] : [];
  });

const testsOfTags = (call: ComputeCall): readonly Test[] =>
  Object.entries(tagTests).flatMap(([name, test]) => {
    const wanted = last(call.request.query, name)?.split(',');
    return wanted && isSince(call, 26) ? [({ tags }) => test(tags, wanted)] : [];
  });

const truths = ['0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'];

/** Why a text is no truth value for oslo; undefined where it is one. */
const noTruth = (text: string | undefined): Fault | undefined =>
  text === undefined || truths.includes(text.trim().toLowerCase())
    ? undefined
    : badRequest(`Unrecognized value ${repr(text)}, acceptable values are: ${truths.map(repr).join(', ')}`);

const inStates =
  ({ vmStates, taskStates }: States): Test =>
  ({ vmState, taskState }) =>
    vmStates.includes(vmState) && (!taskStates || taskStates.some((task) => task === taskState));

/** The states that a filter by status is about; null where no state has it. */
function statesAsked(call: ComputeCall): States | null | undefined | Fault {
  const wanted = call.request.query.getAll('status');
  if (wanted.length === 0) return undefined;
  const states = statesOf(wanted);
  if (!states) return isSince(call, 38) ? badRequest('Invalid status value') : null;
  return states.vmStates.join() === 'deleted' && !isAdmin(call)
    ? forbidden('Only administrators may list deleted instances')
    : states;
}

/** When servers are to have changed; undefined where that does not matter. */
function changes(call: ComputeCall) {
  const [sinceText, beforeText] = ['changes-since', 'changes-before'].map((name) => last(call.request.query, name));
  const isBefore = beforeText !== undefined && isSince(call, 66);
  if (sinceText === undefined && !isBefore) return undefined;
  const since = timeOf(String(sinceText)) ?? Number.NEGATIVE_INFINITY;
  const before = isBefore ? Number(timeOf(beforeText)) : Number.POSITIVE_INFINITY;
  return { since, before };
}

/** What the query asks for, or why it cannot be answered. `policy` is that of listing the servers of all projects. */
export function serverFilter(call: ComputeCall, policy: string): ServerFilter | Fault {
  const { query } = call.request;
  const unknown = [...query.keys()].find((name) => joined.includes(name) || name.startsWith('_'));
  if (unknown !== undefined && isAdmin(call)) return badRequest(`Invalid filter field: ${unknown}.`);
  const states = statesAsked(call);
  if (isFault(states)) return states;
  const changed = changes(call);
  if (changed && changed.before < changed.since) {
    return badRequest('The value of changes-since must be less than or equal to changes-before.');
  }
  const allTenants = last(query, 'all_tenants');
  const locked = isSince(call, 73) ? last(query, 'locked') : undefined;
  const unread = noTruth(allTenants || undefined) ?? noTruth(locked);
  if (unread) return unread;
  const isAll = allTenants === '' || isTrue(allTenants);
  if (isAll && !isAdmin(call)) return policyRefuses(policy);

  const projectId = isAll ? '' : call.caller.projectId;
  const tests = [...plainTests(call, projectId), ...testsOfAddresses(call), ...testsOfTags(call)];
  if (states === null) tests.push(() => false);
  if (states) tests.push(inStates(states));
  if (changed) tests.push(({ updated }) => updated >= changed.since && updated <= changed.before);
  if (locked !== undefined) tests.push(({ lockedBy }) => (lockedBy !== null) === isTrue(locked));
  const isDeleted = states?.vmStates.join() === 'deleted' || (isAdmin(call) && isTrue(last(query, 'deleted')));
  return {
    projectId,
    deleted: isDeleted ? 'only' : changed ? 'too' : 'no',
    matches: (server) => tests.every((test) => test(server)),
  };
}
