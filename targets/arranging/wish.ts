/** What a scenario's Givens ask for. Nothing is made before the first When has it arranged. */
export interface Wish {
  readonly disk: Disk;
  readonly host: HostWish;
}

/** What the server boots from. */
export type Disk =
  /** An image, on a disk of its host. */
  | 'image'
  /** A volume that was made from an image, the image not named when the server was made. */
  | 'volume'
  /** The same, with the image named when the server was made. */
  | 'volume, image named'
  /** A volume with nothing in it, made from nothing. */
  | 'blank volume'
  /** An image, with an emulated TPM beside the disk. */
  | 'image, emulated TPM'
  /** An image that no host can run: the server is in ERROR, and never was anything else. */
  | 'image, never ran'
  /** An image that no other server is made from. */
  | 'image, its own';

/** Which image a server is made from. */
export const imageOf = (disk: Disk): 'root' | 'vtpm' | 'unbuildable' =>
  disk === 'image, emulated TPM' ? 'vtpm' : disk === 'image, never ran' ? 'unbuildable' : 'root';

export type HostWish =
  | 'any'
  /** One that runs guests by libvirt, if there is one, where a rescue takes its time; else any. */
  | 'any, best under libvirt'
  /** One that reports the trait; it may be known by what it accepts. */
  | 'capable'
  /** One that is known to report the trait, from Placement or the configuration. */
  | 'known to report the trait'
  /** One that is known not to report it. */
  | 'known not to report the trait'
  /** A capable one whose guests' consoles can be read. */
  | 'capable, with a console'
  /** A capable one that is known to run its guests by libvirt. */
  | 'capable, under libvirt';

/** Whether nothing is said of what the host reports. */
export const isAnyHost = (host: HostWish): boolean => host === 'any' || host === 'any, best under libvirt';

export const isVolumeBacked = ({ disk }: Pick<Wish, 'disk'>): boolean => !disk.startsWith('image');

/** In words, for reasons. */
export function inWords({ disk, host }: Wish): string {
  const server: Readonly<Record<Disk, string>> = {
    image: 'an image-backed server',
    volume: 'a volume-backed server',
    'volume, image named': 'a volume-backed server made with its image named',
    'blank volume': 'a volume-backed server with a blank root volume',
    'image, emulated TPM': 'an image-backed server with an emulated TPM',
    'image, never ran': 'a server that never ran',
    'image, its own': 'an image-backed server with an image of its own',
  };
  return `${server[disk]} on ${isAnyHost(host) ? 'any host' : `a host ${host}`}`;
}
