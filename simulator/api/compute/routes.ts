import { compare } from '../../microversion';
import { conflict, notFound } from '../../rescue/refusals';
import { type Reply, textOr, within } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, otherReply, withServer } from './call';
import { createServer } from './create-server';
import { serverAction } from './server-actions';
import { actionView, serverView } from './server-view';

/** The slice of Nova's API that arranging and judging a rescue needs. */

const view = (call: ComputeCall, server: Parameters<typeof serverView>[0]) =>
  serverView(server, call.microversion, isAdmin(call));

const forAdmins = (call: ComputeCall, answer: () => Reply): Reply =>
  isAdmin(call)
    ? answer()
    : { status: 403, body: { forbidden: { code: 403, message: "Policy doesn't allow this to be performed." } } };

export const computeRoutes = {
  'GET /flavors/detail': (call: ComputeCall): Reply => {
    const flavors = [...call.world.flavors.values()].map(({ extraSpecs, isPublic, ...flavor }) => ({
      ...flavor,
      'os-flavor-access:is_public': isPublic,
      ...(compare(call.microversion, [2, 61]) >= 0 && { extra_specs: extraSpecs }),
    }));
    return otherReply(call, 200, { flavors });
  },
  'GET /os-availability-zone': (call: ComputeCall): Reply => {
    const zones = [...new Set(call.world.hosts.map(({ zone }) => zone))];
    const availabilityZoneInfo = zones.map((zoneName) => ({ zoneName, zoneState: { available: true }, hosts: null }));
    return otherReply(call, 200, { availabilityZoneInfo });
  },
  'GET /os-hypervisors/detail': (call: ComputeCall): Reply =>
    forAdmins(call, () => {
      const hypervisors = call.world.hosts.map(({ name, driver, zone }) => ({
        hypervisor_hostname: name,
        hypervisor_type: driver === 'libvirt' ? 'QEMU' : 'fake',
        state: 'up',
        status: 'enabled',
        service: { host: name, disabled_reason: null },
        zone,
      }));
      return otherReply(call, 200, { hypervisors });
    }),
  'GET /os-availability-zone/detail': (call: ComputeCall): Reply =>
    forAdmins(call, () => {
      const availabilityZoneInfo = call.world.hosts.map(({ name, zone }) => ({
        zoneName: zone,
        zoneState: { available: true },
        hosts: { [name]: { 'nova-compute': { available: true, active: true, updated_at: null } } },
      }));
      return otherReply(call, 200, { availabilityZoneInfo });
    }),
  'POST /servers': createServer,
  'GET /servers/detail': (call: ComputeCall): Reply => {
    const name = call.request.query.get('name');
    const mine = [...call.world.servers.values()].filter(
      (server) => server.identity.projectId === call.caller.projectId && (name === null || server.name.includes(name)),
    );
    return otherReply(call, 200, { servers: mine.map((server) => view(call, server)) });
  },
  'GET /servers/{id}': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => otherReply(call, 200, { server: view(call, server) })),
  'PUT /servers/{id}': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      server.name = textOr(within(call.json, 'server').name, server.name);
      return otherReply(call, 200, { server: view(call, server) });
    }),
  'DELETE /servers/{id}': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      if (server.lockedBy !== null && !isAdmin(call)) return faultReply(call, conflict(`Instance ${id} is locked`));
      server.taskState = 'deleting';
      call.world.clock.schedule(200, () => {
        call.world.servers.delete(id);
        for (const { volumeId, deleteOnTermination } of server.attachments) {
          const volume = call.world.volumes.get(volumeId);
          if (volume) volume.status = 'available';
          if (deleteOnTermination) call.world.volumes.delete(volumeId);
        }
      });
      return { status: 204 };
    }),
  'POST /servers/{id}/action': serverAction,
  'GET /servers/{id}/os-volume_attachments': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      const volumeAttachments = server.attachments.map(({ volumeId, device }) => ({ volumeId, serverId: id, device }));
      return otherReply(call, 200, { volumeAttachments });
    }),
  'GET /servers/{id}/os-instance-actions': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      const instanceActions = server.actions.map((_, index) => {
        const { events, ...action } = { events: undefined, ...actionView(server, index, call.microversion, false) };
        return action;
      });
      return otherReply(call, 200, { instanceActions });
    }),
  'GET /servers/{id}/os-instance-actions/{request}': (call: ComputeCall, id: string, request: string): Reply =>
    withServer(call, id, (server) => {
      const index = server.actions.findIndex(({ requestId }) => requestId === request);
      if (index < 0) return faultReply(call, notFound(`Action for request_id ${request} on instance ${id} not found`));
      return otherReply(call, 200, { instanceAction: actionView(server, index, call.microversion, isAdmin(call)) });
    }),
};
