import { recordAction } from '../../compute/actions';
import { notAllowed, wrongState } from '../../compute/state';
import { badRequest, decidedBy, policyRefuses } from '../../fault';
import { compare } from '../../microversion';
import { decide } from '../../rescue/decide';
import { startRescue, startUnrescue } from '../../rescue/effects';
import type { Facts } from '../../rescue/facts';
import { optIn } from '../../rescue/guards';
import type { Server } from '../../world';
import { visibleImage } from '../image';
import { type Reply, recordOf, textOr } from '../message';
import { type ComputeCall, faultReply } from './call';

/** The rescue action: the gates of the edition in their order, then its effects. */
export function rescue(call: ComputeCall, server: Server, value: unknown): Reply {
  const { world, behaviour, caller, requestId } = call;
  const { adminPass, rescue_image_ref: ref } = recordOf(value);
  const imageRef = typeof ref === 'string' ? ref : undefined;
  const facts: Facts = {
    server,
    caller,
    microversion: call.microversion,
    imageRef,
    image: imageRef === undefined ? undefined : visibleImage(call, imageRef),
    hosts: world.hosts,
    traitsOf: behaviour.traitsOf,
  };
  const refusedBy = decide(behaviour.gates, facts);
  if (refusedBy) {
    // What it says comes first: a refusal may name the state that the server was in.
    const refusal = faultReply(call, decidedBy(refusedBy, behaviour.fault(refusedBy, facts)));
    if (behaviour.refusalIsRecorded) recordAction(world, server, 'rescue', requestId, caller);
    behaviour.refusalLeaves(server);
    return refusal;
  }
  startRescue(call, { server, caller, imageRef: imageRef ?? null }, requestId);
  const generated = world.identifiers.password();
  const password = behaviour.givenPasswordIsUsed ? textOr(adminPass, generated) : generated;
  return { status: behaviour.rescueStatus, body: behaviour.rescueBody(password, facts) };
}

/** The unrescue action: from RESCUE only, at any microversion and with any value. */
export function unrescue(call: ComputeCall, server: Server, value: unknown): Reply {
  if (call.behaviour.unrescueNeedsMember && !call.caller.roles.includes('member')) {
    return faultReply(call, decidedBy('role-refused', policyRefuses('os_compute_api:os-unrescue')));
  }
  const { unrescuable, unrescueTakes, unrescueLooksAtLock } = call.behaviour;
  if (!unrescueTakes(value)) return faultReply(call, badRequest('Malformed request body'));
  const fault = unrescueLooksAtLock
    ? notAllowed('unrescue', server, call.caller, unrescuable)
    : wrongState('unrescue', server, unrescuable);
  if (fault) return faultReply(call, fault);
  const optedIn = compare(call.microversion, optIn) >= 0;
  if (server.isVolumeBacked && call.behaviour.unrescueNeedsOptIn && !optedIn) {
    return faultReply(call, badRequest('Cannot unrescue a volume-backed instance'));
  }
  startUnrescue(call, server, call.caller, call.requestId);
  return { status: call.behaviour.unrescueStatus };
}
