import { available } from './available';
import { otherReply, withServer } from './call';

/** On which NUMA nodes a server is. No host here has any. Source: server_topology.py of Nova 26.2.2. */
export const topologyRoutes = {
  'GET /servers/{id}/topology': available({ from: 78 }, (call, id = '') =>
    withServer(call, id, () => otherReply(call, 200, { nodes: [], pagesize_kb: null })),
  ),
};
