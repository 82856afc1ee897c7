import type { ReadyServer } from '../../targets/arranging/servers';
import type { Method } from '../../targets/target';
import type { Session } from '../session';

/** One request about a server, apart from the headers that ask for a microversion. */
export interface Variant {
  /** What sets it apart from the others of its kind, for a reader; absent where there is but one. */
  readonly what?: string;
  readonly method: Method;
  /** The whole path, as the compute service has it. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The adminPass that the body gives. */
  readonly adminPass?: string | undefined;
  /** What becomes of the server where it is accepted. `elsewhere`: nobody knows, and nothing more is asked. */
  readonly leadsTo: 'RESCUE' | 'ACTIVE' | 'the same state' | 'elsewhere';
}

/** What is asked about the server: one request, or several that differ in one thing. */
export interface ServerRequest {
  /** The state that it is asked in, where that is not ACTIVE. */
  readonly from?: 'RESCUE' | 'rescuing';
  readonly variants: (server: ReadyServer, session: Session) => readonly Variant[] | Promise<readonly Variant[]>;
}

/** A request to a path below the server's own. */
export const to = (
  { id }: Pick<ReadyServer, 'id'>,
  method: Method,
  path: string,
  body?: unknown,
  leadsTo: Variant['leadsTo'] = 'the same state',
): Variant => ({ method, path: `/servers/${id}${path}`, ...(body !== undefined && { body }), leadsTo });

/** A server action with this body. */
export const action = (server: Pick<ReadyServer, 'id'>, body: unknown, leadsTo?: Variant['leadsTo']): Variant =>
  to(server, 'POST', '/action', body, leadsTo);
