import { recordAction } from '../../compute/actions';
import { decide } from '../../rescue/decide';
import { startRescue, startUnrescue } from '../../rescue/effects';
import type { Facts } from '../../rescue/facts';
import { badRequest, conflict } from '../../rescue/refusals';
import type { Server, Volume } from '../../world';
import { visibleImage } from '../image';
import { isRecord, type Reply, textOr } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, otherReply } from './call';
import { wrongRescue } from './rescue-schema';

/** What is wrong with the body alone; looked at before the server is looked up. */
export const checkRescue = (call: ComputeCall, value: unknown): Reply | undefined => {
  const wrong = wrongRescue(value);
  return wrong === undefined ? undefined : faultReply(call, badRequest(wrong));
};

/** The rescue action: the gates of the edition in their order, then its effects. */
export function rescue(call: ComputeCall, server: Server, value: unknown): Reply {
  const { world, behaviour, caller, requestId } = call;
  const wanted = isRecord(value) ? value : {};
  const imageRef = 'rescue_image_ref' in wanted ? textOr(wanted.rescue_image_ref, '') : undefined;
  const facts: Facts = {
    server,
    caller,
    microversion: call.microversion,
    imageRef,
    image: imageRef === undefined ? undefined : visibleImage(call, imageRef),
    volumes: server.attachments.flatMap(({ volumeId }): Volume[] => {
      const volume = world.volumes.get(volumeId);
      return volume ? [volume] : [];
    }),
    hosts: world.hosts,
    traitsOf: behaviour.traitsOf,
  };
  const refusedBy = decide(behaviour.gates, facts);
  if (refusedBy) {
    if (behaviour.refusalIsRecorded) recordAction(world, server, 'rescue', requestId, caller);
    return faultReply(call, behaviour.fault(refusedBy, facts));
  }
  startRescue(world, behaviour, { server, caller, requestId, imageRef });
  const adminPass = textOr(wanted.adminPass, world.identifiers.password());
  return { status: behaviour.rescueStatus, body: behaviour.rescueBody(adminPass, facts) };
}

/** The unrescue action: from RESCUE only, at any microversion. */
export function unrescue(call: ComputeCall, server: Server): Reply {
  const { id, vmState, taskState, lockedBy } = server;
  if (lockedBy !== null && !isAdmin(call)) return faultReply(call, conflict(`Instance ${id} is locked`));
  const state = vmState !== 'rescued' ? `vm_state ${vmState}` : taskState !== null && `task_state ${taskState}`;
  if (state) return faultReply(call, conflict(`Cannot 'unrescue' instance ${id} while it is in ${state}`));
  startUnrescue(call.world, server, call.caller, call.requestId);
  const reply = otherReply(call, call.behaviour.unrescueStatus, {});
  return { status: reply.status };
}
