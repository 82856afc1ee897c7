import type { Microversion } from '../microversion';
import type { Host, Identity, Image, Server } from '../world';

/** All that a decision about a rescue may look at, as it is at the time of the request. */
export interface Facts {
  readonly server: Readonly<Server>;
  readonly caller: Identity;
  readonly microversion: Microversion;
  /** The rescue_image_ref of the request; undefined where it names none. */
  readonly imageRef: string | undefined;
  /** The image of that reference, where the caller can see one. */
  readonly image: Image | undefined;
  readonly hosts: readonly Host[];
  /** What a host reports to Placement. */
  readonly traitsOf: (host: Host) => readonly string[];
}

export const isAdmin = ({ caller }: Pick<Facts, 'caller'>): boolean => caller.roles.includes('admin');
