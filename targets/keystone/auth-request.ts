import type { Auth, Scope, User } from '../credentials/cloud-credentials';

/**
 * The body of POST /v3/auth/tokens that proves `auth`. Holds secrets.
 * Source: Keystone API reference, "Password authentication with …", "Authenticating with an Application Credential",
 * "Token authentication with scoped authorization".
 */
export function authRequest(auth: Auth): object {
  switch (auth.method) {
    case 'password':
      return {
        auth: {
          identity: { methods: ['password'], password: { user: { ...identified(auth), password: auth.password } } },
          ...scoped(auth.scope),
        },
      };
    case 'application-credential': {
      const { id, name, secret } = auth;
      const credential = id !== undefined ? { id, secret } : { name, secret, user: identified(auth) };
      return { auth: { identity: { methods: ['application_credential'], application_credential: credential } } };
    }
    case 'token':
      return { auth: { identity: { methods: ['token'], token: { id: auth.token } }, ...scoped(auth.scope) } };
  }
}

/** Whether a scope is asked for at all. */
export function isScoped(scope: Scope): boolean {
  return scope.projectId !== undefined || scope.projectName !== undefined || scope.systemScope !== undefined;
}

function identified({ userId, username, userDomainId, userDomainName }: User): object {
  return userId !== undefined ? { id: userId } : { name: username, domain: domain(userDomainId, userDomainName) };
}

function scoped({ projectId, projectName, projectDomainId, projectDomainName, systemScope }: Scope): object {
  if (projectId !== undefined) return { scope: { project: { id: projectId } } };
  if (projectName !== undefined) {
    return { scope: { project: { name: projectName, domain: domain(projectDomainId, projectDomainName) } } };
  }
  return systemScope === undefined ? {} : { scope: { system: { [systemScope]: true } } };
}

function domain(id: string | undefined, name: string | undefined): object {
  return id !== undefined ? { id } : { name };
}
