import { isRecord } from '../clients/reading';
import type { Mapping } from '../credentials/mapping';
import type { KeystoneReply } from './keystone-request';

/** What Keystone says a token is good for. */
export interface ScopedToken {
  /** Secret. */
  readonly id: string;
  /** Milliseconds since 1970; Infinity where it does not expire. */
  readonly expiresAt: number;
  /** Empty where the token is of no project (system scope, or none). */
  readonly projectId: string;
  readonly userId: string;
  /** Role names, as catalogued; `reader`, `member`, `admin` … */
  readonly roles: readonly string[];
  /** Whether it is good for anything but asking for another. */
  readonly scoped: boolean;
  readonly catalogue: readonly Mapping[];
}

/** The token `id` as the body of `reply` describes it; undefined where that is not what Keystone v3 answers. */
export function scopedToken(id: string | undefined, reply: KeystoneReply): ScopedToken | undefined {
  const token = isRecord(reply.json) ? reply.json.token : undefined;
  if (id === undefined || !isRecord(token) || !isRecord(token.user)) return undefined;
  const { project, roles, catalog } = token;
  const expiresAt = token.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(String(token.expires_at));
  if (Number.isNaN(expiresAt)) return undefined;
  return {
    id,
    expiresAt,
    projectId: isRecord(project) ? String(project.id) : '',
    userId: String(token.user.id),
    roles: mappings(roles).map(({ name }) => String(name)),
    scoped: isRecord(project) || isRecord(token.system),
    catalogue: mappings(catalog),
  };
}

function mappings(value: unknown): readonly Mapping[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
