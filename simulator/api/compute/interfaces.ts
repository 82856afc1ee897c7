import { notAllowed } from '../../compute/state';
import { notSimulated, type Reply } from '../message';
import { type ComputeCall, faultReply, withServer } from './call';

/** Network interfaces of a server: the simulated cloud has no network, and knows only when Nova would not look for one. */

/** Source: attach_interface and detach_interface in nova/compute/api.py@26.2.2. */
const from = ['active', 'paused', 'stopped'] as const;

const checked =
  (action: 'attach_interface' | 'detach_interface') =>
  (call: ComputeCall, id: string): Reply =>
    withServer(call, id, (server) => {
      const fault = notAllowed(action, server, call.caller, from);
      return fault ? faultReply(call, fault) : notSimulated(`the request to ${action}`);
    });

export const interfaceRoutes = {
  'POST /servers/{id}/os-interface': checked('attach_interface'),
  'DELETE /servers/{id}/os-interface/{port}': checked('detach_interface'),
};
