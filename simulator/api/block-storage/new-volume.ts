import type { Image, Volume, VolumeType } from '../../world';
import { visibleImage } from '../image';
import type { Reply } from '../message';
import {
  malformed,
  refuse,
  since,
  unknown,
  type VolumeCall,
  withBody,
  withSnapshot,
  withVolume,
  wrongInput,
} from './call';
import { createVolume, type NewVolume, type VolumeSource } from './create-volume';
import { namedWrongly, nameOf } from './names';
import { exceeded } from './quotas';
import { schemas } from './schemas';
import { newVolumeView, zone } from './volume-view';

/** POST /volumes. Source: create in cinder/api/v3/volumes.py@21.3 and what it calls, as observed. */

type Fields = Readonly<Record<string, unknown>>;

const noMultiattach =
  'multiattach parameter has been removed. The default behavior is to use multiattach enabled volume types. Contact your administrator to create a multiattach enabled volume type and use it to create multiattach volumes.';

/** By its id, at the end of a URL too, or by its name. */
function imageOf(call: VolumeCall, ref: string): Image | undefined {
  const byId = visibleImage(call, ref.replace(/^.*\//, ''));
  return byId ?? [...call.world.images.values()].find(({ id, name }) => name === ref && visibleImage(call, id));
}

/** What keeps an image from filling a volume of this size; none of them is as large as a GiB itself. */
function unfitImage({ id, status, minDisk }: Image, size: number): string | undefined {
  if (status !== 'active') return `Image ${id} is not active.`;
  if (size >= minDisk) return undefined;
  return `Volume size ${size}GB cannot be smaller than the image minDisk size ${minDisk}GB.`;
}

/** What keeps a snapshot or a volume from becoming a volume of this size. */
function unfitSource(source: VolumeSource, size: number): Reply | undefined {
  if ('image' in source) {
    const why = unfitImage(source.image, size);
    return why === undefined ? undefined : wrongInput(why);
  }
  if ('snapshot' in source) {
    const { snapshot } = source;
    if (snapshot.status !== 'available') {
      return refuse("Invalid snapshot: Originating snapshot status must be one of 'available' values");
    }
    if (size >= snapshot.size) return undefined;
    const least = 'They must be >= original snapshot size.';
    return wrongInput(`Volume size '${size}'GB cannot be smaller than the snapshot size ${snapshot.size}GB. ${least}`);
  }
  const { volume } = source;
  if (!['available', 'in-use'].includes(volume.status)) {
    return refuse("Invalid volume: Originating source volume status must be one of 'available, in-use' values");
  }
  if (size >= volume.size) return undefined;
  const least = 'They must be >= original volume size.';
  return wrongInput(`Volume size '${size}'GB cannot be smaller than original volume size  ${volume.size}GB. ${least}`);
}

/** The volume that is asked for, from a source that there is. */
function fromSource(call: VolumeCall, fields: Fields, type: VolumeType | undefined, source?: VolumeSource): Reply {
  const { world, caller } = call;
  const own = source && ('snapshot' in source ? source.snapshot.size : 'volume' in source ? source.volume.size : null);
  const size = Number(fields.size ?? own ?? 0);
  const azone = fields.availability_zone ?? zone;
  if (size === 0) return malformed;
  const unfit = source && unfitSource(source, size);
  if (unfit) return unfit;
  if (azone !== zone) return refuse(`Availability zone '${azone}' is invalid.`);
  const over = exceeded(call, { volumes: 1, gigabytes: size });
  if (over) return over;
  const wanted: NewVolume = {
    ...nameOf(fields),
    projectId: caller.projectId,
    userId: caller.userId,
    size,
    source,
    metadata: (fields.metadata ?? {}) as Volume['metadata'],
    type,
  };
  const volume = createVolume(world, wanted);
  volume.status = 'creating';
  world.clock.schedule({ kind: 'create-volume', id: volume.id });
  return { status: 202, body: { volume: newVolumeView(call, volume) } };
}

function withSource(call: VolumeCall, fields: Fields, answer: (source?: VolumeSource) => Reply): Reply {
  const { snapshot_id: snapshotId, source_volid: sourceId, imageRef = fields.image_id } = fields;
  if (typeof snapshotId === 'string') return withSnapshot(call, snapshotId, (snapshot) => answer({ snapshot }));
  if (typeof sourceId === 'string') return withVolume(call, sourceId, (volume) => answer({ volume }));
  if (typeof imageRef !== 'string') return answer();
  const image = imageOf(call, imageRef);
  return image ? answer({ image }) : refuse('Invalid image identifier or unable to access requested image.');
}

export const newVolume = (call: VolumeCall): Reply =>
  withBody(call, since(call, 53) ? schemas.newVolumeExactly : schemas.newVolume, (fields) => {
    const wrong = namedWrongly(fields);
    if (wrong) return wrong;
    const { volume_type: asked, multiattach } = fields;
    const type = [...call.world.volumeTypes.values()].find(({ id, name }) => id === asked || name === asked);
    if (asked && !type) return unknown(`Volume type with name ${asked} could not be found.`);
    return withSource(call, fields, (source) =>
      multiattach === true ? refuse(noMultiattach) : fromSource(call, fields, type, source),
    );
  });
