import { actionStates } from '../../compute/action-states';
import { recordAction } from '../../compute/actions';
import { keypairOf } from '../../compute/keypairs';
import { notAllowed } from '../../compute/state';
import { badRequest, type Fault } from '../../fault';
import type { Image, Server } from '../../world';
import { visibleImage } from '../image';
import { type Reply, recordOf, textOr } from '../message';
import { type ComputeCall, faultReply, isSince, otherReply } from './call';
import { tooSmall } from './flavor-fits';
import { selfLink } from './links';
import { writeTexts } from './server';
import { texts } from './server-labels';
import { singleView } from './server-view';

/** The rebuild action. Source: _action_rebuild in nova/api/openstack/compute/servers.py, rebuild in nova/compute/api.py@26.2.2. */

/** Why this server cannot be made anew from this image. */
function wrongImage(call: ComputeCall, server: Server, image: Image): Fault | undefined {
  const [root] = server.attachments;
  const own = server.isVolumeBacked ? root?.volume.volumeImageMetadata.image_id : image.id;
  if (own !== image.id && !isSince(call, 93)) {
    const why = 'Unable to rebuild with a different image for a volume-backed server.';
    return badRequest(`Image ${image.id} is unacceptable: ${why}`);
  }
  return tooSmall(server.flavor, image, !server.isVolumeBacked);
}

function change(call: ComputeCall, server: Server, image: Image, wanted: Readonly<Record<string, unknown>>): void {
  const { properties } = image;
  writeTexts(server, wanted);
  if (wanted.metadata !== undefined) server.metadata = texts(recordOf(wanted.metadata));
  if (wanted.key_name !== undefined) server.keyName = textOr(wanted.key_name, '') || null;
  if (wanted.user_data !== undefined) server.userData = textOr(wanted.user_data, '') || null;
  const certificates = wanted.trusted_image_certificates;
  if (certificates !== undefined) server.trustedCerts = Array.isArray(certificates) ? certificates.map(String) : null;
  if (!server.isVolumeBacked) {
    server.imageRef = image.id;
    server.systemMetadata = { imageProperties: properties, baseImageRef: properties.base_image_ref ?? '' };
  }
  server.taskState = 'rebuilding';
  recordAction(call.world, server, 'rebuild', call.requestId, call.caller);
  call.world.clock.schedule({ kind: 'rebuild', id: server.id, requestId: call.requestId, imageId: image.id });
}

export function rebuild(call: ComputeCall, server: Server, value: unknown): Reply {
  const wanted = recordOf(value);
  const { word, from } = actionStates.rebuild;
  const refused = notAllowed(word, server, call.caller, from);
  if (refused) return faultReply(call, refused);
  const image = visibleImage(call, textOr(wanted.imageRef, ''));
  if (!image) return faultReply(call, badRequest('Cannot find image for rebuild'));
  const { key_name: key } = wanted;
  if (typeof key === 'string' && !keypairOf(call.world, call.caller.userId, key)) {
    return faultReply(call, badRequest('Invalid key_name provided.'));
  }
  const wrong = wrongImage(call, server, image);
  if (wrong) return faultReply(call, wrong);
  change(call, server, image, wanted);
  const shown = {
    ...singleView(call, server, isSince(call, 75)),
    ...(isSince(call, 54) && { key_name: server.keyName }),
    adminPass: textOr(wanted.adminPass, call.world.identifiers.password()),
    ...(isSince(call, 57) && { user_data: server.userData }),
  };
  const answer = otherReply(call, 202, { server: shown });
  return { ...answer, headers: { Location: selfLink(call, 'servers', server.id) } };
}
