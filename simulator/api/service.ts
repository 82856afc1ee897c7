import type { Behaviour } from '../behaviour';
import type { Identity, World } from '../world';
import type { Request } from './message';

/** What every service's routes are given. */
export interface Call {
  readonly world: World;
  readonly behaviour: Behaviour;
  readonly request: Request;
  readonly caller: Identity;
  /** The body as JSON; undefined where there is none. */
  readonly json: unknown;
  readonly requestId: string;
  /** What links in the answer begin with: scheme, host and port. */
  readonly origin: string;
}

export const isAdmin = ({ caller }: Pick<Call, 'caller'>): boolean => caller.roles.includes('admin');
