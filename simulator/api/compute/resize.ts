import { actionStates } from '../../compute/action-states';
import { recordAction } from '../../compute/actions';
import { notAllowed } from '../../compute/state';
import { badRequest } from '../../fault';
import type { Server } from '../../world';
import { type Reply, recordOf } from '../message';
import { type ComputeCall, faultReply } from './call';

/** The resize action, and what ends it. Source: resize, confirm_resize and revert_resize in nova/compute/api.py@26.2.2. */

const record = ({ world, requestId, caller }: ComputeCall, server: Server, action: string) =>
  recordAction(world, server, action, requestId, caller);

export function resize(call: ComputeCall, server: Server, value: unknown): Reply {
  const { word, from } = actionStates.resize;
  const refused = notAllowed(word, server, call.caller, from);
  if (refused) return faultReply(call, refused);
  const flavorId = String(recordOf(value).flavorRef);
  const flavor = call.world.flavors.get(flavorId);
  if (!flavor) return faultReply(call, badRequest(`Flavor ${flavorId} could not be found.`));
  if (flavor.id === server.flavor.id) {
    return faultReply(call, badRequest('When resizing, instances must change flavor!'));
  }
  if (flavor.disk === 0 && server.flavor.disk !== 0 && !server.isVolumeBacked) {
    const reason = 'Resize to zero disk flavor is not allowed.';
    return faultReply(call, badRequest(`Server disk was unable to be resized because: ${reason}`));
  }
  server.taskState = 'resize_prep';
  record(call, server, 'resize');
  call.world.clock.schedule({ kind: 'resize', id: server.id, requestId: call.requestId, flavorId });
  return { status: 202 };
}

export function confirmResize(call: ComputeCall, server: Server): Reply {
  const { word, from } = actionStates.confirmResize;
  const refused = notAllowed(word, server, call.caller, from);
  if (refused) return faultReply(call, refused);
  record(call, server, 'confirmResize');
  call.world.clock.schedule({ kind: 'confirm-resize', id: server.id, requestId: call.requestId });
  return { status: 204 };
}

export function revertResize(call: ComputeCall, server: Server): Reply {
  const { word, from } = actionStates.revertResize;
  const refused = notAllowed(word, server, call.caller, from);
  if (refused) return faultReply(call, refused);
  server.taskState = 'resize_reverting';
  record(call, server, 'revertResize');
  call.world.clock.schedule({ kind: 'revert-resize', id: server.id, requestId: call.requestId });
  return { status: 202 };
}
