import { type Holder, holderOf, revoke, rolesOn } from '../../identity/tables';
import type { Reply } from '../message';
import { forbidden, forThemselves, type IdentityCall, isAdmin, listed, noToken, notAllowed, notFound } from './call';
import { catalogueOf } from './catalogue';
import { shownProject } from './kinds';
import { tokenBody } from './token-view';

/** Answers about the token that X-Subject-Token names: one's own, or any for an admin. */
function withSubject(call: IdentityCall, action: string, answer: (subject: Holder, id: string) => Reply): Reply {
  const id = call.request.headers['x-subject-token'];
  const subject = holderOf(call.tables, call.world.clock, id ?? '');
  // That it is none, it says to anybody.
  if (id !== undefined && !subject) return noToken(call.tables, id);
  if (id !== call.holder.token.id && !isAdmin(call)) return notAllowed(action);
  return id !== undefined && subject ? answer(subject, id) : noToken(call.tables, id);
}

const projectsOf = (call: IdentityCall, userId: string): Reply =>
  listed(
    call,
    'projects',
    [...call.tables.projects.values()]
      .filter(({ id }) => rolesOn(call.tables, userId, id).length > 0)
      .map((project) => shownProject(call, project)),
  );

export const tokenRoutes = {
  'GET /auth/tokens': (call: IdentityCall): Reply =>
    withSubject(call, 'validate_token', (subject, id) => ({
      status: 200,
      headers: { 'X-Subject-Token': id },
      body: tokenBody(call, subject),
    })),
  'DELETE /auth/tokens': (call: IdentityCall): Reply =>
    withSubject(call, 'revoke_token', ({ token }) => {
      revoke(call.tables, token, call.world.clock.now());
      return { status: 204 };
    }),
  'GET /auth/catalog': (call: IdentityCall): Reply => {
    const { project } = call.holder;
    return project
      ? {
          status: 200,
          body: {
            catalog: catalogueOf(call.origin, project.id),
            links: { self: `${call.base}/auth/catalog` },
          },
        }
      : forbidden('A project-scoped token is required to produce a service catalog.');
  },
  'GET /auth/projects': (call: IdentityCall): Reply => projectsOf(call, call.holder.user.id),
  'GET /users/{id}/projects': (call: IdentityCall, id: string): Reply =>
    forThemselves(call, id, 'list_user_projects', () =>
      call.tables.users.has(id) ? projectsOf(call, id) : notFound(`user: ${id}`),
    ),
};
