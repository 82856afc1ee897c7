import { newestFirst } from '../../compute/server-tables';
import type { ServiceRecord } from '../../compute/tables';
import { badRequest, type Fault, notFound } from '../../fault';
import { isTrue } from '../is-true';
import { notSimulated, type Reply, recordOf } from '../message';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply } from './call';
import { serviceSchema } from './schemas/service-schemas';
import { shaped } from './shaped';
import { exact } from './times';

/** The processes of Nova. Source: nova/api/openstack/compute/services.py@26.2.2. */

const policy = (action: string) => `os_compute_api:os-services:${action}`;

/** The zone of what runs on no compute host. */
const internal = 'internal';

const shown = (call: ComputeCall, service: ServiceRecord) => ({
  binary: service.binary,
  host: service.host,
  id: isSince(call, 53) ? service.uuid : service.number,
  zone: call.world.hosts.find(({ name }) => name === service.host)?.zone ?? internal,
  status: service.isDisabled ? 'disabled' : 'enabled',
  state: service.forcedDown ? 'down' : 'up',
  // Each has just been heard of.
  updated_at: exact(call.world.clock.now()),
  disabled_reason: service.disabledReason,
  ...(isSince(call, 11) && { forced_down: service.forcedDown }),
});

function list(call: ComputeCall): Reply {
  const { query } = call.request;
  const [host, binary] = [query.get('host') ?? '', query.get('binary') ?? ''];
  const services = call.world.compute.services.filter(
    (service) => (host === '' || service.host === host) && (binary === '' || service.binary === binary),
  );
  return otherReply(call, 200, { services: services.map((service) => shown(call, service)) });
}

const uuid = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** By its UUID from 2.53, by its number before. */
function named(call: ComputeCall, id: string): ServiceRecord | Fault {
  if (isSince(call, 53) && !uuid.test(id)) return badRequest(`Invalid uuid ${id}`);
  if (!isSince(call, 53) && !/^\d+$/.test(id)) return badRequest('Invalid input received: id must be an integer');
  const found = call.world.compute.services.find(
    (service) => (isSince(call, 53) ? service.uuid : `${service.number}`) === id,
  );
  return found ?? notFound(`Service ${id} could not be found.`);
}

type Body = Readonly<Record<string, unknown>>;

const notCompute = (binary: string): Fault =>
  badRequest(`Updating a ${binary} service is not supported. Only nova-compute services can be updated.`);

function change(service: ServiceRecord, { status, disabled_reason, forced_down }: Body): void {
  if (status !== undefined) {
    service.isDisabled = status === 'disabled';
    service.disabledReason = typeof disabled_reason === 'string' ? disabled_reason : null;
  }
  if (forced_down !== undefined) service.forcedDown = isTrue(forced_down);
}

/** PUT as it is from 2.53: the path names the service. */
function update(call: ComputeCall, id: string, body: Body): Reply {
  const service = named(call, id);
  if ('message' in service) return faultReply(call, service);
  const { status, disabled_reason, forced_down } = body;
  if (status === 'enabled' && disabled_reason !== undefined) {
    const message = "Specifying 'disabled_reason' with status 'enabled' is invalid.";
    return faultReply(call, badRequest(message));
  }
  if (status === undefined && forced_down === undefined) {
    return faultReply(
      call,
      badRequest("No updates were requested. Fields 'status' or 'forced_down' should be specified."),
    );
  }
  if (service.binary !== 'nova-compute') return faultReply(call, notCompute(service.binary));
  change(service, body);
  return otherReply(call, 200, { service: shown(call, service) });
}

/** PUT as it was before: the path names the action, the body the service. */
const actions: Readonly<Record<string, (body: Body) => Body | string>> = {
  enable: () => ({ status: 'enabled' }),
  disable: () => ({ status: 'disabled' }),
  'disable-log-reason': ({ disabled_reason }) =>
    disabled_reason === undefined ? 'Missing disabled reason field' : { status: 'disabled', disabled_reason },
  'force-down': ({ forced_down }) =>
    forced_down === undefined ? 'Missing forced_down field' : { forced_down: isTrue(forced_down) },
};

function act(call: ComputeCall, name: string, body: Body): Reply {
  const action = name === 'force-down' && !isSince(call, 11) ? undefined : actions[name];
  if (!action) return faultReply(call, notFound('Unknown action'));
  const wanted = action(body);
  if (typeof wanted === 'string') return faultReply(call, badRequest(wanted));
  const [host, binary] = [String(body.host), String(body.binary)];
  if (binary !== 'nova-compute') return faultReply(call, notCompute(binary));
  const service = call.world.compute.services.find((one) => one.host === host && one.binary === binary);
  if (!service) return faultReply(call, notFound(`Host '${host}' is not mapped to any cell`));
  change(service, wanted);
  return otherReply(call, 200, { service: { host, binary, ...wanted } });
}

function put(call: ComputeCall, id: string): Reply {
  const body = recordOf(call.json);
  return isSince(call, 53) ? update(call, id, body) : act(call, id, body);
}

function remove(call: ComputeCall, id: string): Reply {
  const service = named(call, id);
  if ('message' in service) return faultReply(call, service);
  for (const server of newestFirst(call.world, '')) {
    if (server.host.name !== service.host) continue;
    const message = 'Unable to delete compute service that is hosting instances.';
    return faultReply(call, {
      ...badRequest(`${message} Migrate or delete the instances first.`),
      status: 409,
      name: 'conflictingRequest',
    });
  }
  return notSimulated('the removal of a service');
}

export const serviceRoutes = {
  'GET /os-services': (call: ComputeCall): Reply => forAdmins(call, policy('list'), () => list(call)),
  'PUT /os-services/{id}': shaped(serviceSchema, (call, id = '') =>
    forAdmins(call, policy('update'), () => put(call, id)),
  ),
  'DELETE /os-services/{id}': (call: ComputeCall, id: string): Reply =>
    forAdmins(call, policy('delete'), () => remove(call, id)),
};
