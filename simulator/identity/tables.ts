import type { SimulatedClock } from '../clock';
import type { Identity } from '../world';

/** What the simulated Keystone holds. The keys of what its API shows are spelt as its API spells them. */

export interface Domain {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
}

export interface Project extends Domain {
  readonly domain_id: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly domain_id: string;
  readonly enabled: boolean;
  /** Never shown. */
  readonly password: string;
  /** Where a token leads to that was asked for without a scope. */
  readonly default_project_id?: string;
}

export interface Role {
  readonly id: string;
  readonly name: string;
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

/** Roles that other roles bring along. Source: keystone-manage bootstrap. */
const implied: ReadonlyMap<string, readonly string[]> = new Map([
  ['admin', ['member', 'reader']],
  ['member', ['reader']],
]);

/** The role, and what it implies. */
export const rolesOf = ({ roles }: IdentityTables, role: Role): readonly Role[] => [
  role,
  ...[...roles.values()].filter(({ name }) => implied.get(role.name)?.includes(name)),
];

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
