import type { Request } from '../api/message';
import { handle, type ServedCloud } from '../handle';
import { type Wire, wireOf } from '../wire';

/** An answer as it arrives. */
export interface Delivery {
  /** Undefined: nothing does, and the connection is lost. */
  readonly wire: Wire | undefined;
  /** Whether the connection is lost in the middle of the body. */
  readonly cut: boolean;
  /** Milliseconds to wait before it is sent. */
  readonly late: number;
}

/** Has the cloud answer a request, and lets happen on the way what its behaviour has happen. */
export function deliver(cloud: ServedCloud, request: Request, origin: string): Delivery {
  const { instead, change, cut = false, late = 0 } = cloud.behaviour.mishap() ?? {};
  if (instead !== undefined) return { wire: instead ?? undefined, cut, late };
  const answer = wireOf(handle(cloud, request, origin));
  return { wire: (change ? change(answer) : answer) ?? undefined, cut, late };
}
