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
  | 'blank volume';

export type HostWish =
  | 'any'
  /** One that reports the trait; it may be known by what it accepts. */
  | 'capable'
  /** One that is known to report the trait, from Placement or the configuration. */
  | 'known to report the trait'
  /** One that is known not to report it. */
  | 'known not to report the trait'
  /** A capable one whose guests' consoles can be read. */
  | 'capable, with a console';

export const isVolumeBacked = ({ disk }: Wish): boolean => disk !== 'image';

/** In words, for reasons. */
export function inWords({ disk, host }: Wish): string {
  const server: Readonly<Record<Disk, string>> = {
    image: 'an image-backed server',
    volume: 'a volume-backed server',
    'volume, image named': 'a volume-backed server made with its image named',
    'blank volume': 'a volume-backed server with a blank root volume',
  };
  return `${server[disk]} on ${host === 'any' ? 'any host' : `a host ${host}`}`;
}
