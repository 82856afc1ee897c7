import type { SimulatedClock } from './clock';
import type { ComputeTables } from './compute/tables';
import type { Identifiers } from './identifiers';
import type { IdentityTables } from './identity/tables';
import type { NetworkTables } from './network/tables';
import type { PlacementTables } from './placement/tables';

/** What the simulated cloud holds. Words and spelling are Nova's, Glance's, Cinder's and Placement's own. */

export const COMPUTE_RESCUE_BFV = 'COMPUTE_RESCUE_BFV';
/** What a host must report for servers with an emulated TPM. */
export const COMPUTE_SECURITY_TPM_2_0 = 'COMPUTE_SECURITY_TPM_2_0';

/** Who a token belongs to. */
export interface Identity {
  readonly userId: string;
  readonly projectId: string;
  /** Their names: admin, member, reader, and whatever an admin adds. */
  readonly roles: readonly string[];
}

/** The behaviour of a host's compute driver: `fake` takes anything, `libvirt` runs guests and looks at what it is given. */
export type Driver = 'fake' | 'libvirt';

export interface Host {
  readonly name: string;
  zone: string;
  readonly driver: Driver;
  /** The id of its resource provider in Placement. */
  readonly providerId: string;
  traits: readonly string[];
  /** How much of it there is for servers, in MiB. */
  readonly memory: number;
  generation: number;
}

/** The host of a server that no host had room for. */
export const nowhere: Host = {
  name: '',
  zone: '',
  driver: 'fake',
  providerId: '',
  traits: [],
  memory: 0,
  generation: 0,
};

export interface Flavor {
  readonly id: string;
  readonly name: string;
  readonly ram: number;
  readonly disk: number;
  readonly vcpus: number;
  readonly isPublic: boolean;
  readonly isDisabled: boolean;
  readonly swap: number;
  readonly ephemeral: number;
  readonly rxtxFactor: number;
  readonly description: string | null;
  readonly extraSpecs: Readonly<Record<string, string>>;
  /** Those that may use it where it is not public. */
  readonly projects: readonly string[];
}

export type ImageVisibility = 'public' | 'private' | 'shared' | 'community';

/** A project that a shared image is offered to. */
export interface ImageMember {
  readonly projectId: string;
  readonly status: 'pending' | 'accepted' | 'rejected';
  readonly created: number;
  readonly updated: number;
}

export interface Image {
  readonly id: string;
  name: string | null;
  owner: string | null;
  visibility: ImageVisibility;
  /** Glance knows more of them: an upload is over at once here. */
  status: 'queued' | 'active' | 'deactivated';
  diskFormat: string | null;
  containerFormat: string | null;
  minDisk: number;
  minRam: number;
  isProtected: boolean;
  /** Whether lists leave it out that do not ask for it. */
  isHidden: boolean;
  tags: readonly string[];
  /** Whatever else it carries: hw_rescue_bus, block_device_mapping, … */
  properties: Readonly<Record<string, string>>;
  members: readonly ImageMember[];
  readonly created: number;
  updated: number;
  data: Buffer;
  /** Of its data, in hexadecimal digits; null before there is any. */
  digests: { readonly md5: string; readonly sha512: string } | null;
}

/** Whether Glance shows the image to this caller. */
export const isVisible = ({ owner, visibility, members }: Image, { projectId, roles }: Identity): boolean =>
  owner === projectId ||
  visibility === 'public' ||
  visibility === 'community' ||
  roles.includes('admin') ||
  (visibility === 'shared' && members.some((member) => member.projectId === projectId));

/** Cinder's. */
export const volumeStatuses = [
  'creating',
  'available',
  'deleting',
  'error',
  'error_deleting',
  'error_managing',
  'managing',
  'attaching',
  'in-use',
  'detaching',
  'maintenance',
  'restoring-backup',
  'error_restoring',
  'reserved',
  'awaiting-transfer',
  'backing-up',
  'error_backing-up',
  'error_extending',
  'downloading',
  'uploading',
  'retyping',
  'extending',
] as const;
export type VolumeStatus = (typeof volumeStatuses)[number];

type Texts = Readonly<Record<string, string>>;

export interface Volume {
  readonly id: string;
  name: string | null;
  description: string | null;
  readonly projectId: string;
  readonly userId: string;
  /** In GiB. */
  size: number;
  status: VolumeStatus;
  bootable: boolean;
  readonly type: VolumeType;
  /** The snapshot, or the volume, that it was made from. */
  readonly snapshotId: string | null;
  readonly sourceId: string | null;
  metadata: Texts;
  volumeImageMetadata: Texts;
  readonly created: number;
  updated: number;
  /** The first bytes of it, as far as a guest would read them. */
  readonly data: Buffer;
}

export const snapshotStatuses = ['creating', 'available', 'deleting', 'error', 'error_deleting'] as const;

export interface VolumeSnapshot {
  readonly id: string;
  name: string | null;
  description: string | null;
  readonly projectId: string;
  readonly userId: string;
  readonly volumeId: string;
  readonly size: number;
  status: (typeof snapshotStatuses)[number];
  metadata: Texts;
  /** What a volume has that is made from it, as the volume was then. */
  readonly bootable: boolean;
  readonly volumeImageMetadata: Texts;
  readonly data: Buffer;
  readonly created: number;
  updated: number;
}

export interface VolumeType {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly isPublic: boolean;
  extraSpecs: Texts;
}

export interface ActionEvent {
  readonly event: string;
  readonly start: number;
  readonly finish: number;
  readonly result: 'Success' | 'Error';
  /** For admins only. */
  readonly details: string | null;
  /** Where it was done, unless that is the server's own host. */
  readonly host?: string;
}

export interface InstanceAction {
  readonly action: string;
  readonly requestId: string;
  readonly userId: string;
  readonly projectId: string;
  readonly start: number;
  updated: number;
  message: 'Error' | null;
  readonly events: ActionEvent[];
}

export type VmState =
  | 'building'
  | 'active'
  | 'stopped'
  | 'paused'
  | 'suspended'
  | 'rescued'
  | 'resized'
  | 'error'
  | 'deleted';
export type TaskState =
  | 'spawning'
  | 'rescuing'
  | 'unrescuing'
  | 'deleting'
  | 'powering-on'
  | 'powering-off'
  | 'pausing'
  | 'unpausing'
  | 'suspending'
  | 'resuming'
  | 'rebooting'
  | 'rebooting_hard'
  | 'rebuilding'
  | 'resize_prep'
  | 'resize_reverting'
  | 'image_snapshot_pending'
  | 'updating_password'
  | null;

export interface Attachment {
  readonly volume: Volume;
  readonly device: string;
  deleteOnTermination: boolean;
  readonly tag: string | null;
  /** Cinder's id of it. */
  readonly attachmentId: string;
  /** Nova's id of the block device mapping. */
  readonly bdmId: string;
}

export interface Server {
  readonly id: string;
  /** Servers are numbered as they are made, from 1 on. */
  readonly number: number;
  name: string;
  hostname: string;
  description: string | null;
  readonly identity: Identity;
  readonly host: Host;
  flavor: Flavor;
  /** What a resize that is neither confirmed nor reverted has come from; null at all other times. */
  resized: { readonly from: Flavor; readonly vmState: VmState } | null;
  readonly created: number;
  updated: number;
  terminatedAt: number | null;
  /** The zone that was asked for; empty for none. */
  readonly requestedZone: string;
  /** All servers that one request makes have the same. */
  readonly reservationId: string;
  readonly launchIndex: number;
  accessIPv4: string;
  accessIPv6: string;
  diskConfig: 'AUTO' | 'MANUAL';
  /** As Nova shows it: 'True', or empty. */
  readonly configDrive: string;
  keyName: string | null;
  userData: string | null;
  /** Those that the request named, by name or id. */
  readonly securityGroups: readonly string[];
  trustedCerts: readonly string[] | null;
  lockedReason: string | null;
  /** Empty for a server that was made without naming an image. */
  imageRef: string;
  /** What it was last rescued with. */
  rescueImageRef: string;
  /** What Nova keeps of the image at creation; `baseImageRef`, where not empty, comes before `imageRef`. */
  systemMetadata: {
    readonly imageProperties: Readonly<Record<string, string>>;
    readonly baseImageRef: string;
  };
  readonly isVolumeBacked: boolean;
  /** What its own disk holds; nothing where it boots from a volume. */
  disk: Buffer;
  /** The image that its root volume was made from along with it; empty where the volume was there before, or blank. */
  readonly rootImageRef: string;
  /** The root volume of a volume-backed server comes first. */
  attachments: readonly Attachment[];
  metadata: Readonly<Record<string, string>>;
  tags: readonly string[];
  vmState: VmState;
  taskState: TaskState;
  launchedAt: number | null;
  lockedBy: 'owner' | 'admin' | null;
  /** Shown while it is in ERROR. */
  fault: { readonly code: number; readonly message: string; readonly created: number } | null;
  readonly actions: InstanceAction[];
  /** What the guest wrote to its console since it last booted. */
  console: string;
}

export interface World {
  readonly clock: SimulatedClock;
  readonly identifiers: Identifiers;
  readonly identity: IdentityTables;
  readonly hosts: readonly Host[];
  readonly flavors: Map<string, Flavor>;
  readonly images: Map<string, Image>;
  readonly volumes: Map<string, Volume>;
  readonly volumeSnapshots: Map<string, VolumeSnapshot>;
  /** The first is what a volume is of that asks for none. */
  readonly volumeTypes: Map<string, VolumeType>;
  /** What projects may have in Cinder, where an admin has set it. */
  readonly volumeQuotas: Map<string, Readonly<Record<string, number>>>;
  readonly servers: Map<string, Server>;
  readonly network: NetworkTables;
  readonly placement: PlacementTables;
  readonly compute: ComputeTables;
  /** The ids of each project's servers, and under '' those of all, in the order they were made. */
  readonly serverIds: Map<string, string[]>;
  /** Those that were deleted last, which lists can ask for and whose actions can still be read. */
  readonly deletedServers: Map<string, Server>;
  /** How many servers there have been. */
  serverCount: number;
  /** What a fault of this cloud remembers from one request to the next. */
  readonly faultMemory: Map<string, string>;
}
