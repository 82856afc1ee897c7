import { finishAction, recordAction } from '../../compute/actions';
import { plugOne } from '../../compute/server-ports';
import { notAllowed } from '../../compute/state';
import { badRequest, computeFault, type Fault, notFound } from '../../fault';
import { plugsOf, portsOf, unplug } from '../../network/plugs';
import { removePort } from '../../network/ports';
import type { Port } from '../../network/tables';
import type { Server } from '../../world';
import { type Reply, recordOf, within } from '../message';
import { type ComputeCall, faultReply, isSince, otherReply, withServer } from './call';
import { requestedNetworks } from './requested-networks';

/** Network interfaces of a server. Source: nova/api/openstack/compute/attach_interfaces.py@26.2.2. */

/** Source: attach_interface and detach_interface in nova/compute/api.py@26.2.2. */
const from = ['active', 'paused', 'stopped'] as const;

/** With its tag from 2.70. */
const shown = (call: ComputeCall, { id: server }: Server, port: Port) => ({
  net_id: port.network_id,
  port_id: port.id,
  mac_addr: port.mac_address,
  port_state: port.status,
  fixed_ips: port.fixed_ips,
  ...(isSince(call, 70) && {
    tag: plugsOf(call.world.network, server).find((plug) => plug.port === port.id)?.tag ?? null,
  }),
});

function attach(call: ComputeCall, server: Server): Port | Fault {
  const { net_id, port_id, fixed_ips, tag } = within(call.json, 'interfaceAttachment');
  const [first] = Array.isArray(fixed_ips) ? fixed_ips : [];
  const { ip_address } = recordOf(first);
  if (net_id !== undefined && port_id !== undefined) return badRequest('Must not input both network_id and port_id');
  if (ip_address !== undefined && net_id === undefined) {
    return badRequest('Must input network_id when request IP address');
  }
  const fault = notAllowed('attach_interface', server, call.caller, from);
  if (fault) return fault;
  const specific = net_id !== undefined || port_id !== undefined;
  const asked = requestedNetworks(call, {
    ...(specific && { networks: [{ uuid: net_id, port: port_id, fixed_ip: ip_address, tag }] }),
  });
  if ('message' in asked) return asked.message.endsWith('could not be found.') ? notFound(asked.message) : asked;
  const [request] = asked.networks;
  if (!request) {
    const none = 'No specific network was requested and none are available for project';
    return badRequest(`${none} '${call.caller.projectId}'.`);
  }
  recordAction(call.world, server, 'attach_interface', call.requestId, call.caller);
  const port = plugOne(call.world, server, request, asked.groups);
  const error = port ? undefined : `Failed to attach network adapter device to ${server.id}`;
  finishAction(call.world, server, call.requestId, 'compute_attach_interface', error);
  return port ?? computeFault(500, `Failed to attach network adapter device to ${server.id}`);
}

/** The port goes where it came from: gone, if it was made for the server. What is not there fails later. */
function detach(call: ComputeCall, server: Server, id: string): Reply {
  const { world } = call;
  const fault = notAllowed('detach_interface', server, call.caller, from);
  if (fault) return faultReply(call, fault);
  recordAction(world, server, 'detach_interface', call.requestId, call.caller);
  const plug = plugsOf(world.network, server.id).find(({ port }) => port === id);
  const port = plug && world.network.ports.get(plug.port);
  const error = port ? undefined : `Port id ${id} could not be found.`;
  finishAction(world, server, call.requestId, 'compute_detach_interface', error);
  if (port && plug?.preserve) unplug(world, port);
  else if (port) removePort(world.network, port);
  return { status: 202 };
}

export const interfaceRoutes = {
  'GET /servers/{id}/os-interface': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      const interfaceAttachments = portsOf(call.world.network, id).map((port) => shown(call, server, port));
      return otherReply(call, 200, { interfaceAttachments });
    }),
  'GET /servers/{id}/os-interface/{port}': (call: ComputeCall, id: string, portId: string): Reply =>
    withServer(call, id, (server) => {
      const port = call.world.network.ports.get(portId);
      if (port?.project_id !== server.identity.projectId) {
        return faultReply(call, notFound(`Port id ${portId} could not be found.`));
      }
      if (port.device_id !== id) {
        return faultReply(call, notFound(`Instance ${id} does not have a port with id ${portId}`));
      }
      return otherReply(call, 200, { interfaceAttachment: shown(call, server, port) });
    }),
  'POST /servers/{id}/os-interface': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      const port = attach(call, server);
      if ('message' in port) return faultReply(call, port);
      return otherReply(call, 200, { interfaceAttachment: shown(call, server, port) });
    }),
  'DELETE /servers/{id}/os-interface/{port}': (call: ComputeCall, id: string, port: string): Reply =>
    withServer(call, id, (server) => detach(call, server, port)),
};
