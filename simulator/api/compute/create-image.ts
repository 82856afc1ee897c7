import { actionStates } from '../../compute/action-states';
import { startSnapshot } from '../../compute/snapshot';
import { wrongState } from '../../compute/state';
import { compare } from '../../microversion';
import { mounts } from '../../mounts';
import type { Server } from '../../world';
import { notSimulated, type Reply, recordOf, webobType } from '../message';
import { type ComputeCall, faultReply, otherReply } from './call';

/** The createImage action, of a server with a disk of its own. */
export function createServerImage(call: ComputeCall, server: Server, value: unknown): Reply {
  const { word, from } = actionStates.createImage;
  const fault = wrongState(word, server, from);
  if (fault) return faultReply(call, fault);
  if (server.isVolumeBacked) return notSimulated('createImage of a volume-backed server');
  // The schema has seen to their types.
  const { name, metadata } = value as { name: string; metadata?: Readonly<Record<string, string>> };
  const image = startSnapshot(
    call,
    server,
    { name, metadata: recordOf(metadata) as Readonly<Record<string, string>> },
    call.caller,
    call.requestId,
  );
  if (compare(call.microversion, [2, 45]) >= 0) return otherReply(call, 202, { image_id: image.id });
  const location = `${call.origin}${mounts.image}/images/${image.id}`;
  return { status: 202, headers: { 'content-type': webobType, Location: location } };
}
