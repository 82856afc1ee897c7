import { notFound } from '../../fault';
import { compare } from '../../microversion';
import type { Reply } from '../message';
import { type ComputeCall, faultReply, otherReply, withServer } from './call';

/** From 2.78 on: on which NUMA nodes a server is. No host here has any. Source: server_topology.py of Nova 26.2.2. */
export const topologyRoutes = {
  'GET /servers/{id}/topology': (call: ComputeCall, id: string): Reply =>
    compare(call.microversion, [2, 78]) < 0
      ? faultReply(call, notFound('The resource could not be found.'))
      : withServer(call, id, () => otherReply(call, 200, { nodes: [], pagesize_kb: null })),
};
