import { actionStates } from '../../compute/action-states';
import { startSnapshot } from '../../compute/snapshot';
import { wrongState } from '../../compute/state';
import { isFault } from '../../fault';
import { mounts } from '../../mounts';
import type { Server } from '../../world';
import { type Reply, recordOf, webobType } from '../message';
import { type ComputeCall, faultReply, isSince, otherReply } from './call';
import { imageOfVolumes } from './image-of-volumes';

/** The createImage action. */
export function createServerImage(call: ComputeCall, server: Server, value: unknown): Reply {
  const { word, from } = actionStates.createImage;
  const fault = wrongState(word, server, from);
  if (fault) return faultReply(call, fault);
  // The schema has seen to their types.
  const { name, metadata } = value as { name: string; metadata?: Readonly<Record<string, string>> };
  const wanted = { name, metadata: recordOf(metadata) as Readonly<Record<string, string>> };
  const image = server.isVolumeBacked
    ? imageOfVolumes(call, server, wanted)
    : startSnapshot(call, server, wanted, call.caller, call.requestId);
  if (isFault(image)) return faultReply(call, image);
  if (isSince(call, 45)) return otherReply(call, 202, { image_id: image.id });
  const location = `${call.origin}${mounts.image}/images/${image.id}`;
  return { status: 202, headers: { 'content-type': webobType, Location: location } };
}
