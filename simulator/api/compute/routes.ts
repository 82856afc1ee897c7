import { aggregateRoutes } from './aggregates';
import { createServer } from './create-server';
import { elsewhereRoutes } from './elsewhere';
import { extensionRoutes } from './extensions';
import { flavorAccessRoutes, flavorSpecRoutes } from './flavor-specs';
import { flavorRoutes } from './flavors';
import { groupProxyRoutes } from './group-proxies';
import { hypervisorRoutes } from './hypervisors';
import { imageProxyRoutes } from './image-proxies';
import { instanceActionRoutes } from './instance-actions';
import { interfaceRoutes } from './interfaces';
import { keypairRoutes } from './keypairs';
import { limitRoutes } from './limits';
import { listServers, listServersInDetail } from './list-servers';
import { migrationRoutes } from './migrations';
import { hostRoutes } from './os-hosts';
import { quotaSetRoutes } from './quota-sets';
import { deleteServer, showServer, updateServer } from './server';
import { serverAction } from './server-actions';
import { serverGroupRoutes } from './server-groups';
import { labelRoutes } from './server-labels';
import { serverNetworkRoutes } from './server-networks';
import { serviceRoutes } from './services';
import { topologyRoutes } from './topology';
import { usageRoutes } from './usage';
import { attachVolume, detachVolume, listAttachments, showAttachment, updateAttachment } from './volume-attachments';
import { zoneRoutes } from './zones';

/** The slice of Nova's API that arranging and judging a rescue needs. */

export const computeRoutes = {
  ...flavorRoutes,
  ...flavorSpecRoutes,
  ...flavorAccessRoutes,
  ...keypairRoutes,
  ...limitRoutes,
  ...quotaSetRoutes,
  ...serviceRoutes,
  ...hypervisorRoutes,
  ...hostRoutes,
  ...aggregateRoutes,
  ...zoneRoutes,
  ...serverGroupRoutes,
  ...usageRoutes,
  ...extensionRoutes,
  'POST /servers': createServer,
  'GET /servers': listServers,
  'GET /servers/detail': listServersInDetail,
  'GET /servers/{id}': showServer,
  'PUT /servers/{id}': updateServer,
  'DELETE /servers/{id}': deleteServer,
  'POST /servers/{id}/action': serverAction,
  'GET /servers/{id}/os-volume_attachments': listAttachments,
  'POST /servers/{id}/os-volume_attachments': attachVolume,
  'GET /servers/{id}/os-volume_attachments/{volume}': showAttachment,
  'DELETE /servers/{id}/os-volume_attachments/{volume}': detachVolume,
  'PUT /servers/{id}/os-volume_attachments/{volume}': updateAttachment,
  ...groupProxyRoutes,
  ...imageProxyRoutes,
  ...interfaceRoutes,
  ...serverNetworkRoutes,
  ...labelRoutes,
  ...instanceActionRoutes,
  ...migrationRoutes,
  ...topologyRoutes,
  ...elsewhereRoutes,
};
