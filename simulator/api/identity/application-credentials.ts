import { hexId } from '../../identity/people';
import type { ApplicationCredential, Role } from '../../identity/tables';
import { notSimulated, type Reply, recordOf, textOr, within } from '../message';
import {
  badRequest,
  conflict,
  expected,
  forbidden,
  forThemselves,
  type IdentityCall,
  listed,
  notAllowed,
  notFound,
  timeText,
} from './call';

const shown = (call: IdentityCall, credential: ApplicationCredential): object => ({
  id: credential.id,
  name: credential.name,
  description: credential.description,
  project_id: credential.projectId,
  user_id: credential.userId,
  system: null,
  roles: credential.roles.map(({ id, name }) => ({ id, name, domain_id: null })),
  unrestricted: credential.unrestricted,
  expires_at: credential.expiresAt === null ? null : timeText(credential.expiresAt),
  links: { self: `${call.base}/users/${credential.userId}/application_credentials/${credential.id}` },
});

const ofUser = ({ tables }: IdentityCall, userId: string) =>
  [...tables.applicationCredentials.values()].filter((credential) => credential.userId === userId);

const withOne = (
  call: IdentityCall,
  action: string,
  names: readonly string[],
  answer: (found: ApplicationCredential) => Reply,
) => {
  const [userId = '', id = ''] = names;
  return forThemselves(call, userId, `${action}_application_credential`, () => {
    const found = ofUser(call, userId).find((credential) => credential.id === id);
    return found ? answer(found) : notFound(`Application Credential: ${id}`);
  });
};

/** Whether the caller, who may have come with one, may make or remove application credentials. */
const mayManage = ({ tables, holder }: IdentityCall): boolean =>
  holder.token.applicationCredential === undefined ||
  tables.applicationCredentials.get(holder.token.applicationCredential)?.unrestricted === true;

const restricted = forbidden(
  "Using method 'application_credential' is not allowed for managing additional application credentials.",
);

/** Those of the caller's roles that are asked for, by id or name; all where none is. */
function rolesAsked({ holder }: IdentityCall, asked: unknown): readonly Role[] | undefined {
  if (!Array.isArray(asked)) return holder.roles;
  const found = asked.flatMap(
    (one) => holder.roles.find(({ id, name }) => id === recordOf(one).id || name === recordOf(one).name) ?? [],
  );
  return found.length === asked.length ? found : undefined;
}

/** In milliseconds; null for none; undefined where it is no time to come. A time without a zone is UTC. */
function endOf({ world }: IdentityCall, asked: unknown): number | null | undefined {
  if (asked === undefined || asked === null) return null;
  const text = textOr(asked, '');
  const end = Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return end > world.clock.now() ? end : undefined;
}

function create(call: IdentityCall, userId: string): Reply {
  const { holder, tables, world } = call;
  const fields = within(call.json, 'application_credential');
  if (holder.user.id !== userId || !holder.project) return notAllowed('create_application_credential');
  if (!mayManage(call)) return restricted;
  const { name } = fields;
  if (typeof name !== 'string' || name === '') return expected('name', 'application_credential');
  if (fields.access_rules !== undefined) return notSimulated('access rules of application credentials');
  const roles = rolesAsked(call, fields.roles);
  if (!roles)
    return badRequest('Invalid application credential: Could not find role assignment for the roles asked for.');
  const expiresAt = endOf(call, fields.expires_at);
  if (expiresAt === undefined) return badRequest("The 'expires_at' must not be before now.");
  if (ofUser(call, userId).some((other) => other.name === name))
    return conflict('application_credential', `Duplicate entry found with name ${name}`);
  const credential: ApplicationCredential = {
    id: hexId(world.identifiers),
    name,
    description: textOr(fields.description, '') || null,
    secret: textOr(fields.secret, `${world.identifiers.password()}${world.identifiers.password()}`),
    userId,
    projectId: holder.project.id,
    roles,
    unrestricted: fields.unrestricted === true,
    expiresAt,
  };
  tables.applicationCredentials.set(credential.id, credential);
  const body = { ...shown(call, credential), secret: credential.secret };
  return { status: 201, body: { application_credential: body } };
}

export const applicationCredentialRoutes = {
  'POST /users/{user}/application_credentials': create,
  'GET /users/{user}/application_credentials': (call: IdentityCall, userId: string): Reply =>
    forThemselves(call, userId, 'list_application_credentials', () => {
      const name = call.request.query.get('name');
      const found = ofUser(call, userId).filter((credential) => name === null || credential.name === name);
      return listed(
        call,
        'application_credentials',
        found.map((credential) => shown(call, credential)),
      );
    }),
  'GET /users/{user}/application_credentials/{id}': (call: IdentityCall, ...names: string[]): Reply =>
    withOne(call, 'get', names, (found) => ({ status: 200, body: { application_credential: shown(call, found) } })),
  'DELETE /users/{user}/application_credentials/{id}': (call: IdentityCall, ...names: string[]): Reply =>
    withOne(call, 'delete', names, ({ id }) => {
      if (!mayManage(call)) return restricted;
      call.tables.applicationCredentials.delete(id);
      return { status: 204 };
    }),
};
