import { type Assignment, type Project, type Role, rolesOf, type User } from '../../identity/tables';
import type { Reply } from '../message';
import { forAdmins, type IdentityCall, listed, notFound } from './call';
import { roles } from './kinds';

const isSame = (one: Assignment, other: Assignment) =>
  one.userId === other.userId && one.projectId === other.projectId && one.roleId === other.roleId;

/** Answers about what a user is on a project, where all that is named exists: that it does not, it says to anybody. */
function withGrant(
  call: IdentityCall,
  action: string,
  names: readonly string[],
  answer: (grant: Assignment) => Reply,
): Reply {
  const [projectId = '', userId = '', roleId = ''] = names;
  if (!call.tables.roles.has(roleId)) return notFound(`role: ${roleId}`);
  return withPair(call, action, projectId, userId, () => answer({ projectId, userId, roleId }));
}

function withPair(call: IdentityCall, action: string, projectId: string, userId: string, answer: () => Reply): Reply {
  const { users, projects } = call.tables;
  if (!users.has(userId)) return notFound(`user: ${userId}`);
  if (!projects.has(projectId)) return notFound(`project: ${projectId}`);
  return forAdmins(call, action, answer);
}

const held = ({ tables }: IdentityCall, grant: Assignment) => tables.assignments.some((other) => isSame(other, grant));

const withHeld = (call: IdentityCall, action: string, names: readonly string[], answer: (grant: Assignment) => Reply) =>
  withGrant(call, action, names, (grant) =>
    held(call, grant)
      ? answer(grant)
      : notFound(
          `role assignment with role: ${grant.roleId}, user or group: ${grant.userId}, project, domain, or system: ${grant.projectId}`,
        ),
  );

/** An assignment as it is listed; with names where they are asked for. */
function shown(call: IdentityCall, { userId, projectId }: Assignment, role: Role): object {
  const { tables, base, request } = call;
  const withNames = request.query.has('include_names');
  const inDomain = ({ name, domain_id }: User | Project) => ({
    name,
    domain: { id: domain_id, name: tables.domains.get(domain_id)?.name },
  });
  const [user, project] = [tables.users.get(userId), tables.projects.get(projectId)];
  return {
    links: { assignment: `${base}/projects/${projectId}/users/${userId}/roles/${role.id}` },
    role: { id: role.id, ...(withNames && { name: role.name }) },
    user: { id: userId, ...(withNames && user && inDomain(user)) },
    scope: { project: { id: projectId, ...(withNames && project && inDomain(project)) } },
  };
}

/** The roles that an assignment gives: with `effective` those too that its own implies. */
function rolesGiven({ tables, request }: IdentityCall, { roleId }: Assignment): readonly Role[] {
  const given = [...tables.roles.values()].filter(({ id }) => id === roleId);
  return request.query.has('effective') ? given.flatMap((role) => rolesOf(tables, role)) : given;
}

export const assignmentRoutes = {
  'GET /role_assignments': (call: IdentityCall): Reply =>
    forAdmins(call, 'list_role_assignments', () => {
      const { query } = call.request;
      const asked = (key: string, value: string) => !query.has(key) || query.get(key) === value;
      // There are none of these, so nothing fits.
      const foreign = ['group.id', 'scope.domain.id', 'scope.system'].some((key) => query.has(key));
      const fitting = call.tables.assignments.filter(
        ({ userId, projectId }) => !foreign && asked('user.id', userId) && asked('scope.project.id', projectId),
      );
      const found = fitting.flatMap((assignment) =>
        rolesGiven(call, assignment)
          .filter(({ id }) => asked('role.id', id))
          .map((role) => shown(call, assignment, role)),
      );
      return listed(call, 'role_assignments', found);
    }),
  'GET /projects/{project}/users/{user}/roles': (call: IdentityCall, projectId: string, userId: string): Reply =>
    withPair(call, 'list_grants', projectId, userId, () => {
      const mine = call.tables.assignments.filter((other) => other.userId === userId && other.projectId === projectId);
      const found = [...call.tables.roles.values()].filter(({ id }) => mine.some(({ roleId }) => roleId === id));
      return listed(
        call,
        'roles',
        found.map((role) => roles.shown(call, role)),
      );
    }),
  'GET /projects/{project}/users/{user}/roles/{role}': (call: IdentityCall, ...names: string[]): Reply =>
    withHeld(call, 'check_grant', names, () => ({ status: 204 })),
  'PUT /projects/{project}/users/{user}/roles/{role}': (call: IdentityCall, ...names: string[]): Reply =>
    withGrant(call, 'create_grant', names, (grant) => {
      if (!held(call, grant)) call.tables.assignments = [...call.tables.assignments, grant];
      return { status: 204 };
    }),
  'DELETE /projects/{project}/users/{user}/roles/{role}': (call: IdentityCall, ...names: string[]): Reply =>
    withHeld(call, 'revoke_grant', names, (grant) => {
      const { tables } = call;
      tables.assignments = tables.assignments.filter((other) => !isSame(other, grant));
      // What was made while the role was held ends with it.
      for (const { id, userId, projectId } of tables.applicationCredentials.values()) {
        if (userId === grant.userId && projectId === grant.projectId) tables.applicationCredentials.delete(id);
      }
      return { status: 204 };
    }),
};
