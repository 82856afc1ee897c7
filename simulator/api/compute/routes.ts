import { notFound } from '../../fault';
import { compare } from '../../microversion';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, forAdmins, otherReply, withServer } from './call';
import { createServer } from './create-server';
import { imageProxyRoutes } from './image-proxies';
import { actionDetailView, actionView } from './instance-action-view';
import { interfaceRoutes } from './interfaces';
import { listServers, listServersInDetail } from './list-servers';
import { deleteServer, showServer, updateServer } from './server';
import { serverAction } from './server-actions';
import { labelRoutes } from './server-labels';
import { serverNetworkRoutes } from './server-networks';
import { attachVolume, detachVolume, listAttachments, swapVolume } from './volume-attachments';

/** The slice of Nova's API that arranging and judging a rescue needs. */

export const computeRoutes = {
  'GET /flavors/detail': (call: ComputeCall): Reply => {
    const flavors = [...call.world.flavors.values()].map(({ isPublic, ...flavor }) => ({
      ...flavor,
      'os-flavor-access:is_public': isPublic,
      ...(compare(call.microversion, [2, 61]) >= 0 && { extra_specs: {} }),
    }));
    return otherReply(call, 200, { flavors });
  },
  'GET /os-availability-zone': (call: ComputeCall): Reply => {
    const zones = [...new Set(call.world.hosts.map(({ zone }) => zone))];
    const availabilityZoneInfo = zones.map((zoneName) => ({ zoneName, zoneState: { available: true }, hosts: null }));
    return otherReply(call, 200, { availabilityZoneInfo });
  },
  'GET /os-hypervisors/detail': (call: ComputeCall): Reply =>
    forAdmins(call, 'os_compute_api:os-hypervisors:list-detail', () => {
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
    forAdmins(call, 'os_compute_api:os-availability-zone:detail', () => {
      const availabilityZoneInfo = call.world.hosts.map(({ name, zone }) => ({
        zoneName: zone,
        zoneState: { available: true },
        hosts: { [name]: { 'nova-compute': { available: true, active: true, updated_at: null } } },
      }));
      return otherReply(call, 200, { availabilityZoneInfo });
    }),
  'POST /servers': createServer,
  'GET /servers': listServers,
  'GET /servers/detail': listServersInDetail,
  'GET /servers/{id}': showServer,
  'PUT /servers/{id}': updateServer,
  'DELETE /servers/{id}': deleteServer,
  'POST /servers/{id}/action': serverAction,
  'GET /servers/{id}/os-volume_attachments': listAttachments,
  'POST /servers/{id}/os-volume_attachments': attachVolume,
  'DELETE /servers/{id}/os-volume_attachments/{volume}': detachVolume,
  'PUT /servers/{id}/os-volume_attachments/{volume}': swapVolume,
  ...imageProxyRoutes,
  ...interfaceRoutes,
  ...serverNetworkRoutes,
  ...labelRoutes,
  'GET /servers/{id}/os-instance-actions': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      const instanceActions = server.actions.map((action) => actionView(server, action, call.microversion));
      return otherReply(call, 200, { instanceActions });
    }),
  'GET /servers/{id}/os-instance-actions/{request}': (call: ComputeCall, id: string, request: string): Reply =>
    withServer(call, id, (server) => {
      const action = server.actions.find(({ requestId }) => requestId === request);
      if (!action) return faultReply(call, notFound(`Action ${request} not found`));
      const instanceAction = actionDetailView(server, action, call.microversion, isAdmin(call));
      return otherReply(call, 200, { instanceAction });
    }),
};
