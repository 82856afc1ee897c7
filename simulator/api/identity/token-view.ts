import type { Holder } from '../../identity/tables';
import { type OpenCall, timeText } from './call';
import { catalogueOf } from './catalogue';

const domainOf = ({ tables }: OpenCall, id: string) => ({ id, name: tables.domains.get(id)?.name });

/** The body that a token is shown with. */
export function tokenBody(call: OpenCall, { token, user, project, roles }: Holder): object {
  const { auditIds, methods, issuedAt, expiresAt, applicationCredential } = token;
  const bare = call.request.query.has('nocatalog');
  const scope = project && {
    project: { domain: domainOf(call, project.domain_id), id: project.id, name: project.name },
    is_domain: false,
    roles: roles.map(({ id, name }) => ({ id, name })),
    ...(!bare && { catalog: catalogueOf(call.origin, project.id) }),
  };
  const credential = call.tables.applicationCredentials.get(applicationCredential ?? '');
  return {
    token: {
      methods,
      user: { domain: domainOf(call, user.domain_id), id: user.id, name: user.name, password_expires_at: null },
      audit_ids: auditIds,
      expires_at: timeText(expiresAt),
      issued_at: timeText(issuedAt),
      ...scope,
      ...(credential && {
        application_credential: { id: credential.id, name: credential.name, restricted: !credential.unrestricted },
      }),
    },
  };
}
