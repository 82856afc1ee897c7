import { newestFirst } from '../../compute/server-tables';
import type { Aggregate } from '../../compute/tables';
import { settleZones } from '../../compute/zones';
import { badRequest, conflict, type Fault, isFault, notFound } from '../../fault';
import { joinAggregate, leaveAggregate } from '../../placement/mirror';
import { notSimulated, type Reply, recordOf, within } from '../message';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply } from './call';
import { aggregateActions, aggregateSchema, aggregateUpdateSchema } from './schemas/aggregate-schemas';
import { shaped, wrongBody } from './shaped';
import { exact } from './times';

/** Aggregates of hosts, which are what makes zones. Source: aggregates.py, compute/api.py of Nova 26.2.2. */

const policy = (action: string) => `os_compute_api:os-aggregates:${action}`;

const shown = (call: ComputeCall, aggregate: Aggregate) => ({
  id: aggregate.number,
  ...(isSince(call, 41) && { uuid: aggregate.uuid }),
  name: aggregate.name,
  hosts: aggregate.hosts,
  metadata: aggregate.metadata,
  created_at: exact(aggregate.created),
  updated_at: aggregate.updated === null ? null : exact(aggregate.updated),
  deleted_at: null,
  deleted: false,
  availability_zone: aggregate.metadata.availability_zone ?? null,
});

const reply = (call: ComputeCall, aggregate: Aggregate) => otherReply(call, 200, { aggregate: shown(call, aggregate) });

function withAggregate(call: ComputeCall, id: string, answer: (aggregate: Aggregate) => Reply | Fault): Reply {
  if (!/^\d+$/.test(id)) return faultReply(call, badRequest('Invalid input received: id must be an integer'));
  const aggregate = call.world.compute.aggregates.get(Number(id));
  const answered = aggregate ? answer(aggregate) : notFound(`Aggregate ${id} could not be found.`);
  return isFault(answered) ? faultReply(call, answered) : answered;
}

const isTaken = ({ world }: ComputeCall, wanted: unknown, but?: Aggregate): boolean =>
  [...world.compute.aggregates.values()].some((other) => other !== but && other.name === wanted);

/** The metadata as it is once these are set, and those that are null removed. */
function merged(before: Aggregate['metadata'], changes: Readonly<Record<string, unknown>>): Aggregate['metadata'] {
  const kept = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, String(value)]));
}

/** Why a zone of these hosts cannot be another one: servers would be in a zone that they were not asked to be in. */
function wrongZone(
  { world }: ComputeCall,
  { number, hosts, metadata }: Aggregate,
  wanted: unknown,
  what = 'aggregate',
): Fault | undefined {
  if (wanted === undefined || wanted === metadata.availability_zone) return undefined;
  for (const server of newestFirst(world, '')) {
    if (!hosts.includes(server.host.name)) continue;
    const reason = 'One or more hosts contain instances in this zone';
    return badRequest(`Cannot update ${what} ${number}. Reason: ${reason}.`);
  }
  return undefined;
}

function create(call: ComputeCall): Reply {
  const wanted = within(call.json, 'aggregate');
  if (isTaken(call, wanted.name)) return faultReply(call, conflict(`Aggregate ${wanted.name} already exists.`));
  const { compute, clock, identifiers } = call.world;
  compute.made.aggregates += 1;
  const aggregate: Aggregate = {
    number: compute.made.aggregates,
    uuid: identifiers.uuid(),
    name: String(wanted.name),
    hosts: [],
    metadata: merged({}, { availability_zone: wanted.availability_zone ?? null }),
    created: clock.now(),
    updated: null,
  };
  compute.aggregates.set(aggregate.number, aggregate);
  // Nothing is in it yet, and Nova does not say so here.
  const { hosts: _, metadata: __, ...fresh } = shown(call, aggregate);
  return otherReply(call, 200, { aggregate: fresh });
}

function change(call: ComputeCall, aggregate: Aggregate, changes: Partial<Aggregate>): Reply {
  Object.assign(aggregate, changes, { updated: call.world.clock.now() });
  settleZones(call.world);
  return reply(call, aggregate);
}

function rename(call: ComputeCall, aggregate: Aggregate): Reply | Fault {
  const wanted = within(call.json, 'aggregate');
  if (isTaken(call, wanted.name, aggregate)) return conflict(`Aggregate ${wanted.name} already exists.`);
  const wrong = wrongZone(call, aggregate, wanted.availability_zone);
  if (wrong) return wrong;
  const { availability_zone, name: called = aggregate.name } = wanted;
  const zones = availability_zone === undefined ? {} : { availability_zone };
  return change(call, aggregate, { name: String(called), metadata: merged(aggregate.metadata, zones) });
}

type Action = (call: ComputeCall, aggregate: Aggregate, value: Readonly<Record<string, unknown>>) => Reply | Fault;

const actions: Readonly<Record<keyof typeof aggregateActions, Action>> = {
  add_host: (call, aggregate, { host }) => {
    const found = call.world.hosts.find((one) => one.name === host);
    if (!found) return notFound(`Compute host ${host} could not be found.`);
    const { number, hosts, metadata } = aggregate;
    if (hosts.includes(found.name)) return conflict(`Aggregate ${number} already has host ${host}.`);
    const wanted = metadata.availability_zone;
    const other = [...call.world.compute.aggregates.values()].find(
      (one) => one.hosts.includes(found.name) && one.metadata.availability_zone !== undefined,
    );
    if (wanted !== undefined && other && other.metadata.availability_zone !== wanted) {
      const reason = `One or more hosts already in availability zone(s) ['${other.metadata.availability_zone}']`;
      return conflict(`Cannot add host to aggregate ${number}. Reason: ${reason}.`);
    }
    joinAggregate(call.world, found, aggregate.uuid);
    return change(call, aggregate, { hosts: [...hosts, found.name] });
  },
  remove_host: (call, aggregate, { host }) => {
    const { number, hosts, uuid } = aggregate;
    const found = call.world.hosts.find(({ name: called }) => called === host && hosts.includes(called));
    if (!found) return notFound(`Cannot remove host ${host} in aggregate ${number}`);
    leaveAggregate(call.world, found, uuid);
    return change(call, aggregate, { hosts: hosts.filter((other) => other !== host) });
  },
  set_metadata: (call, aggregate, value) => {
    const metadata = recordOf(value.metadata);
    const wrong = wrongZone(call, aggregate, metadata.availability_zone, 'metadata of aggregate');
    return wrong ?? change(call, aggregate, { metadata: merged(aggregate.metadata, metadata) });
  },
};

const isAction = (word: string): word is keyof typeof actions => Object.hasOwn(actions, word);

export const aggregateRoutes = {
  'GET /os-aggregates': (call: ComputeCall): Reply =>
    forAdmins(call, policy('index'), () => {
      const aggregates = [...call.world.compute.aggregates.values()].map((aggregate) => shown(call, aggregate));
      return otherReply(call, 200, { aggregates });
    }),
  'POST /os-aggregates': shaped(aggregateSchema, (call) => forAdmins(call, policy('create'), () => create(call))),
  'GET /os-aggregates/{id}': (call: ComputeCall, id: string): Reply =>
    forAdmins(call, policy('show'), () => withAggregate(call, id, (aggregate) => reply(call, aggregate))),
  'PUT /os-aggregates/{id}': shaped(aggregateUpdateSchema, (call, id = '') =>
    forAdmins(call, policy('update'), () => withAggregate(call, id, (aggregate) => rename(call, aggregate))),
  ),
  'DELETE /os-aggregates/{id}': (call: ComputeCall, id: string): Reply =>
    forAdmins(call, policy('delete'), () =>
      withAggregate(call, id, ({ number, hosts }) => {
        if (hosts.length > 0) {
          return badRequest(`Cannot remove host from aggregate ${number}. Reason: Host aggregate is not empty.`);
        }
        call.world.compute.aggregates.delete(number);
        return { status: 200 };
      }),
    ),
  'POST /os-aggregates/{id}/action': (call: ComputeCall, id: string): Reply => {
    const [word = ''] = Object.keys(recordOf(call.json));
    if (!isAction(word)) return faultReply(call, badRequest(`There is no such action: ${word}`));
    const wrong = wrongBody(aggregateActions[word], call.json);
    if (wrong) return faultReply(call, wrong);
    return forAdmins(call, policy(word), () =>
      withAggregate(call, id, (aggregate) => actions[word](call, aggregate, within(call.json, word))),
    );
  },
  'POST /os-aggregates/{id}/images': (call: ComputeCall): Reply =>
    forAdmins(call, 'compute:aggregates:images', () => notSimulated('images that are cached on an aggregate')),
};
