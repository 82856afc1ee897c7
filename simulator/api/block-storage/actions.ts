import { badRequest } from '../../fault';
import { snapshotStatuses, type Volume, type VolumeSnapshot, volumeStatuses } from '../../world';
import { repr } from '../compute/schema-message';
import { isTrue } from '../is-true';
import { isRecord, notSimulated, type Reply } from '../message';
import { holdsOf } from './attachment-view';
import {
  type BodySchema,
  faultReply,
  forAdmins,
  refuse,
  since,
  unknown,
  type VolumeCall,
  withBody,
  withSnapshot,
  withVolume,
  wrongInput,
} from './call';
import { nothing, ownResponse } from './empty';
import { exceeded } from './quotas';
import { schemas } from './schemas';
import { deleteSnapshot } from './snapshots';
import { deleteVolume } from './volumes';

/** Actions of volumes and snapshots. Source: cinder/api/contrib/*_actions.py@21.3, as observed. */

type Fields = Readonly<Record<string, unknown>>;

interface Action<T> {
  /** What it must be given; undefined for those that look at nothing. */
  readonly schema?: BodySchema;
  /** What is wrong with what it was given, whatever it is to be done with. */
  readonly wrong?: (fields: Fields) => Reply | undefined;
  readonly act: (call: VolumeCall, thing: T, fields: Fields) => Reply;
}

const accepted = nothing(202);

const isHeld = (call: VolumeCall, volume: Volume) =>
  holdsOf(call.world).some(({ attachment }) => attachment.volume.id === volume.id);

const listed = (statuses: readonly string[]) => `(${statuses.map(repr).join(', ')})`;

const statusIn = <S extends string>(statuses: readonly S[], { status }: Fields): S | undefined =>
  statuses.find((known) => known === String(status).toLowerCase());

function wrongVolumeStatus(fields: Fields): Reply | undefined {
  const { status, attach_status: attached, migration_status: migration } = fields;
  if (!status && !attached && !migration) {
    return refuse("Must specify 'status', 'attach_status' or 'migration_status' for update.");
  }
  if (!status || statusIn(volumeStatuses, fields)) return undefined;
  return refuse(`Volume status: ${status} is invalid, valid statuses are: ${listed(volumeStatuses)}.`);
}

/** The status that an admin wants a volume to have. */
function resetVolume(call: VolumeCall, volume: Volume, fields: Fields): Reply {
  const wanted = statusIn(volumeStatuses, fields);
  return forAdmins(call, 'volume_extension:volume_admin_actions:reset_status', () => {
    if (wanted === 'deleting') return refuse('Cannot reset-state to deleting');
    if (wanted === 'in-use' && !isHeld(call, volume)) {
      return refuse('Cannot reset-state to in-use because volume does not have any attachments.');
    }
    if (!wanted) return notSimulated('another attach or migration status of a volume');
    volume.status = wanted;
    return accepted;
  });
}

function extend(call: VolumeCall, volume: Volume, { new_size: size }: Fields): Reply {
  const wanted = Number(size);
  if (wanted <= volume.size) {
    const sizes = `(current: ${volume.size}, extended: ${wanted})`;
    return wrongInput(`New size for extend must be greater than current size. ${sizes}.`);
  }
  const { status, id } = volume;
  const needed = status === 'in-use' && since(call, 42) ? 'in-use' : 'available';
  if (status !== needed) {
    const expected = repr({ status: needed });
    return refuse(`Invalid volume: Volume ${id} status must be '${expected}' to extend, currently ${status}.`);
  }
  const over = exceeded(call, { gigabytes: wanted - volume.size });
  if (over) return over;
  call.world.clock.schedule({ kind: 'extend-volume', id, size: wanted, status });
  volume.status = 'extending';
  return accepted;
}

const noMetadata = ({ id }: Volume) => unknown(`Glance metadata for volume/snapshot ${id} cannot be found.`);

const volumeActions: Readonly<Record<string, Action<Volume>>> = {
  'os-reset_status': { schema: schemas.resetStatus, wrong: wrongVolumeStatus, act: resetVolume },
  'os-force_delete': {
    act: (call, volume) =>
      forAdmins(
        call,
        'volume_extension:volume_admin_actions:force_delete',
        () => deleteVolume(call, volume, true) ?? accepted,
      ),
  },
  'os-set_bootable': {
    schema: schemas.setBootable,
    act: (_, volume, { bootable }) => {
      volume.bootable = isTrue(bootable);
      return nothing(200);
    },
  },
  'os-extend': { schema: schemas.extend, act: extend },
  'os-set_image_metadata': {
    schema: schemas.setImageMetadata,
    act: (_, volume, { metadata }) => {
      volume.volumeImageMetadata = { ...volume.volumeImageMetadata, ...(metadata as Volume['metadata']) };
      return { status: 200, body: { metadata: volume.volumeImageMetadata } };
    },
  },
  'os-unset_image_metadata': {
    schema: schemas.unsetImageMetadata,
    act: (_, volume, { key }) => {
      const { [String(key)]: value, ...others } = volume.volumeImageMetadata;
      if (value === undefined) return noMetadata(volume);
      volume.volumeImageMetadata = others;
      return ownResponse(200);
    },
  },
  'os-show_image_metadata': {
    act: (_, { volumeImageMetadata: metadata }) => ({ status: 200, body: { metadata } }),
  },
  'os-reserve': {
    act: (_, volume) => {
      const { status } = volume;
      if (status !== 'available') {
        return refuse(`Invalid volume: Volume status must be available to reserve, but the status is ${status}.`);
      }
      volume.status = 'attaching';
      return accepted;
    },
  },
  'os-unreserve': {
    act: (call, volume) => {
      if (volume.status === 'attaching') volume.status = isHeld(call, volume) ? 'in-use' : 'available';
      return accepted;
    },
  },
  'os-begin_detaching': {
    act: (call, volume) => {
      if (volume.status !== 'in-use' || !isHeld(call, volume)) {
        const needed = "Volume status must be 'in-use' and attach_status must be 'attached' to detach.";
        return refuse(`Invalid volume: Unable to detach volume. ${needed}`);
      }
      volume.status = 'detaching';
      return accepted;
    },
  },
  'os-roll_detaching': {
    act: (_, volume) => {
      if (volume.status === 'detaching') volume.status = 'in-use';
      return accepted;
    },
  },
};

/** What Cinder can do with a volume besides. */
const otherActions = [
  'os-attach',
  'os-detach',
  'os-force_detach',
  'os-initialize_connection',
  'os-terminate_connection',
  'os-migrate_volume',
  'os-migrate_volume_completion',
  'os-retype',
  'os-unmanage',
  'os-update_readonly_flag',
  'os-volume_upload_image',
];

const snapshotActions: Readonly<Record<string, Action<VolumeSnapshot>>> = {
  'os-reset_status': {
    schema: schemas.resetSnapshotStatus,
    wrong: (fields) =>
      statusIn(snapshotStatuses, fields)
        ? undefined
        : refuse(`Snapshot status: ${fields.status} is invalid, valid statuses are: ${listed(snapshotStatuses)}.`),
    act: (call, snapshot, fields) =>
      forAdmins(call, 'volume_extension:snapshot_admin_actions:reset_status', () => {
        // It is one of them, or would have been refused.
        snapshot.status = String(fields.status).toLowerCase() as VolumeSnapshot['status'];
        return accepted;
      }),
  },
  'os-force_delete': {
    act: (call, snapshot) =>
      forAdmins(
        call,
        'volume_extension:snapshot_admin_actions:force_delete',
        () => deleteSnapshot(call, snapshot, true) ?? accepted,
      ),
  },
};

/** The one action that a body names. */
function actionOf({ json }: VolumeCall): string | undefined {
  const [name, ...more] = isRecord(json) ? Object.keys(json) : [];
  return more.length === 0 ? name : undefined;
}

function acted<T>(
  call: VolumeCall,
  actions: Readonly<Record<string, Action<T>>>,
  kind: string,
  withThing: (answer: (thing: T) => Reply) => Reply,
  others: readonly string[],
): Reply {
  const name = actionOf(call);
  if (name === undefined) return faultReply(badRequest('Malformed request body'));
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const hint = 'Verify the request body and Content-Type header and try again.';
    return others.includes(name)
      ? notSimulated(`the ${kind} action ${name}`)
      : refuse(`There is no such action: ${name}. ${hint}`);
  }
  const { schema, wrong = () => undefined, act } = action;
  if (!schema) return withThing((thing) => act(call, thing, {}));
  return withBody(call, schema, (fields) => wrong(fields) ?? withThing((thing) => act(call, thing, fields)));
}

/** Came later than with 3.0. */
const laterActions = (call: VolumeCall) => [
  ...otherActions,
  ...(since(call, 40) ? ['revert'] : []),
  ...(since(call, 68) ? ['os-reimage'] : []),
];

export const actionRoutes = {
  'POST /volumes/{id}/action': (call: VolumeCall, id: string): Reply =>
    acted(call, volumeActions, 'volume', (answer) => withVolume(call, id, answer), laterActions(call)),
  'POST /snapshots/{id}/action': (call: VolumeCall, id: string): Reply =>
    acted(call, snapshotActions, 'snapshot', (answer) => withSnapshot(call, id, answer), [
      'os-update_snapshot_status',
      'os-unmanage',
    ]),
};
