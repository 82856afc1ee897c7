import { createHash } from 'node:crypto';
import { forgetTokens, holderOf, isEnabled, type Project, rolesOn, type Token } from '../../identity/tables';
import { notSimulated, type Reply, recordOf, within } from '../message';
import { wrongAuth } from './auth-schema';
import { isNamed, type Proof, prove } from './authenticate';
import { expected, type OpenCall, unauthorized } from './call';
import { tokenBody } from './token-view';

/** Milliseconds that a token lasts. Source: expiration in Keystone's configuration, by default. */
const lifetime = 3_600_000;

type Scoped = { readonly projectId: string | undefined } | { readonly refused: Reply };

/** `POST /auth/tokens`. */
export function issueToken(call: OpenCall): Reply {
  const { auth } = recordOf(call.json);
  if (auth === undefined) return expected('auth', 'request body');
  const wrong = wrongAuth(auth);
  if (wrong) return wrong;
  const proved = prove(call, within(auth, 'identity'));
  if ('refused' in proved) return proved.refused;
  const scope = scopeOf(call, proved.proof, recordOf(auth).scope);
  if ('refused' in scope) return scope.refused;
  const token = newToken(call, proved.proof, scope.projectId);
  call.tables.tokens.set(token.id, token);
  // Not each time: a cloud that is long up has many.
  if (call.tables.tokens.size % 100 === 0) forgetTokens(call.tables, lifetime, call.world.clock.now());
  const holder = holderOf(call.tables, call.world.clock, token.id);
  if (holder) return { status: 201, headers: { 'X-Subject-Token': token.id }, body: tokenBody(call, holder) };
  // What it stands for is gone or disabled.
  call.tables.tokens.delete(token.id);
  return unauthorized(call);
}

const scopes = ['system', 'project', 'domain', 'OS-TRUST:trust', 'unscoped'];

/** Where a token leads to: what the application credential is for, what is asked for, or the user's usual project. */
function scopeOf(call: OpenCall, { user, from, applicationCredential }: Proof, scope: unknown): Scoped {
  if (applicationCredential) {
    const why = 'Error authenticating with application credential: Application credentials cannot request a scope.';
    return scope === undefined || from
      ? { projectId: applicationCredential.projectId }
      : { refused: unauthorized(call, why) };
  }
  if (scope === undefined) {
    const usual = user.default_project_id ?? '';
    return { projectId: rolesOn(call.tables, user.id, usual).length > 0 ? usual : undefined };
  }
  const [kind = '', ...more] = typeof scope === 'string' ? [scope] : Object.keys(recordOf(scope));
  if (!scopes.includes(kind) || more.length > 0) {
    return { refused: expected('system, project, domain, OS-TRUST:trust or unscoped', 'scope') };
  }
  if (kind === 'unscoped') return { projectId: undefined };
  // There are no roles on domains.
  if (kind === 'domain') return { refused: unauthorized(call) };
  if (kind !== 'project') return { refused: notSimulated(`a token for ${kind}`) };
  const asked = within(scope, 'project');
  if (asked.id === undefined && asked.domain === undefined) return { refused: expected('domain', 'project') };
  const project = [...call.tables.projects.values()].find((known) =>
    asked.id === undefined ? isNamed(call, known, asked) : known.id === asked.id,
  );
  const may = project && isOpen(call, project) && rolesOn(call.tables, user.id, project.id).length > 0;
  return may ? { projectId: project.id } : { refused: unauthorized(call) };
}

const isOpen = ({ tables }: OpenCall, project: Project) => isEnabled(tables, project);

function newToken(
  { world }: OpenCall,
  { user, from, applicationCredential }: Proof,
  projectId: string | undefined,
): Token {
  const method = applicationCredential ? 'application_credential' : 'password';
  const audit = auditId(world.identifiers.password());
  const now = world.clock.now();
  return {
    id: tokenId(world.identifiers.uuid()),
    userId: user.id,
    projectId,
    methods: from ? ['token', ...from.methods.filter((known) => known !== 'token')] : [method],
    auditIds: from ? [audit, ...from.auditIds.slice(0, 1)] : [audit],
    issuedAt: now,
    // What is bought with a token lasts no longer than that one.
    expiresAt: from?.expiresAt ?? now + lifetime,
    applicationCredential: applicationCredential?.id,
  };
}

/** As long as Keystone's are: 16 bytes. */
const auditId = (seed: string): string =>
  createHash('sha256').update(seed).digest().subarray(0, 16).toString('base64url');

/** As long, and of the same letters, as Keystone's Fernet tokens are. */
const tokenId = (seed: string): string => {
  const digests = ['1', '2', '3', '4'].map((part) =>
    createHash('sha256').update(`${seed}/${part}`).digest('base64url'),
  );
  return `gAAAAAB${digests.join('')}`;
};
