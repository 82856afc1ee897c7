import type { SimulatedClock } from '../clock';
import type { Identity } from '../world';

/** What the simulated Keystone holds. The keys of what its API shows are spelt as its API spells them. */

/** What somebody gave that Keystone has no use for: it keeps and shows that. */
type Extra = Readonly<Record<string, unknown>>;

export interface Domain {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly extra: Extra;
}

export interface Project extends Domain {
  readonly domain_id: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly domain_id: string;
  readonly enabled: boolean;
  /** Never shown. Who has none cannot sign in with one. */
  readonly password: string | null;
  /** Where a token leads to that was asked for without a scope. */
  readonly default_project_id?: string;
  readonly extra: Extra;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly options: { readonly immutable?: boolean | null };
  readonly extra: Extra;
}

export interface Assignment {
  readonly userId: string;
  readonly projectId: string;
  readonly roleId: string;
}

export interface ApplicationCredential {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly secret: string;
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
  /** Whether it may make further ones. */
  readonly unrestricted: boolean;
  /** Milliseconds since 1970, as everywhere here; null for never. */
  readonly expiresAt: number | null;
}

export interface Token {
  readonly id: string;
  readonly userId: string;
  /** Undefined for an unscoped one. */
  readonly projectId: string | undefined;
  readonly methods: readonly string[];
  /** Its own, and that of the token it was bought with. */
  readonly auditIds: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The id of the application credential that it was bought with. */
  readonly applicationCredential: string | undefined;
}

export interface IdentityTables {
  readonly domains: Map<string, Domain>;
  readonly projects: Map<string, Project>;
  readonly users: Map<string, User>;
  readonly roles: Map<string, Role>;
  readonly applicationCredentials: Map<string, ApplicationCredential>;
  readonly tokens: Map<string, Token>;
  assignments: readonly Assignment[];
}

/** Who comes with a token, as things stand now. */
export interface Holder {
  readonly token: Token;
  readonly user: User;
  readonly project: Project | undefined;
  readonly roles: readonly Role[];
}

/** Which role brings which other one along. Source: keystone-manage bootstrap. */
const implied: ReadonlyMap<string, string> = new Map([
  ['admin', 'member'],
  ['member', 'reader'],
]);

/** The role that this one brings along by itself. */
export const impliedBy = ({ roles }: IdentityTables, { name }: Role): Role | undefined =>
  [...roles.values()].find((other) => other.name === implied.get(name));

/** The role, and all that come along with it. */
export function rolesOf(tables: IdentityTables, role: Role): readonly Role[] {
  const next = impliedBy(tables, role);
  return next ? [role, ...rolesOf(tables, next)] : [role];
}

/** The roles that a user has on a project, each once. */
export function rolesOn(tables: IdentityTables, userId: string, projectId: string): readonly Role[] {
  const given = tables.assignments.filter((held) => held.userId === userId && held.projectId === projectId);
  const roles = [...tables.roles.values()].filter(({ id }) => given.some(({ roleId }) => roleId === id));
  return [...new Set(roles.flatMap((role) => rolesOf(tables, role)))];
}

/** Whether somebody or something may be used: it is enabled, and its domain is. */
export const isEnabled = (tables: IdentityTables, { enabled, domain_id }: User | Project): boolean =>
  enabled && tables.domains.get(domain_id)?.enabled === true;

/** Whether the application credential has not expired. */
export const isValid = ({ expiresAt }: ApplicationCredential, clock: SimulatedClock): boolean =>
  expiresAt === null || expiresAt > clock.now();

/** Whose token this is; undefined where it is not known, has expired, or has lost what it stands for. */
export function holderOf(tables: IdentityTables, clock: SimulatedClock, id: string): Holder | undefined {
  const token = tables.tokens.get(id);
  const user = tables.users.get(token?.userId ?? '');
  if (!token || !user || token.expiresAt <= clock.now() || !isEnabled(tables, user)) return undefined;
  if (token.projectId === undefined) return { token, user, project: undefined, roles: [] };
  const project = tables.projects.get(token.projectId);
  const roles = rolesOfToken(tables, clock, token, token.projectId);
  return project && isEnabled(tables, project) && roles.length > 0 ? { token, user, project, roles } : undefined;
}

/** Ends a token: it is known still, and no good any more. */
export const revoke = ({ tokens }: IdentityTables, token: Token, now: number): void => {
  tokens.set(token.id, { ...token, expiresAt: now });
};

/** Forgets the tokens that nobody asks for any more: those that have been no good for so many milliseconds. */
export function forgetTokens({ tokens }: IdentityTables, since: number, now: number): void {
  for (const { id, expiresAt } of tokens.values()) if (expiresAt + since <= now) tokens.delete(id);
}

/** Ends whatever a user has signed in for, or whoever has to a project. */
export function revokeAll(tables: IdentityTables, key: 'userId' | 'projectId', id: string, now: number): void {
  for (const token of tables.tokens.values()) {
    if (token[key] === id) revoke(tables, token, now);
  }
}

function rolesOfToken(tables: IdentityTables, clock: SimulatedClock, token: Token, projectId: string) {
  if (token.applicationCredential === undefined) return rolesOn(tables, token.userId, projectId);
  const credential = tables.applicationCredentials.get(token.applicationCredential);
  return credential && isValid(credential, clock) ? credential.roles : [];
}

/** How the other services see a holder. Without a project there is none that it has a role on. */
export const identityOf = ({ user, project, roles }: Holder): Identity => ({
  userId: user.id,
  projectId: project?.id ?? '',
  roles: roles.map(({ name }) => name),
});
