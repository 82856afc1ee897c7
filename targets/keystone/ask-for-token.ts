import type { Dispatcher } from 'undici';
import type { CloudCredentials } from '../credentials/cloud-credentials';
import { UserError } from '../user-error';
import { authRequest, isScoped } from './auth-request';
import { ask } from './keystone-request';
import { refusal } from './refusal';
import { type ScopedToken, scopedToken } from './scoped-token';

/**
 * Asks the Keystone whose v3 API is at `identity` for a token. A token given without a scope is not exchanged but
 * looked up (GET): exchanging it would give one for the user's default project instead of its own.
 * Source: Keystone API reference, POST and GET /v3/auth/tokens.
 * @throws CredentialsRefused where the credentials do not hold
 * @throws UserError where Keystone refuses otherwise, is not there, or is something else; it quotes nothing of request or reply
 */
export async function askForToken(
  identity: string,
  credentials: CloudCredentials,
  dispatcher: Dispatcher,
): Promise<ScopedToken> {
  const { auth } = credentials;
  const url = `${identity}/auth/tokens`;
  const lookUp = auth.method === 'token' && !isScoped(auth.scope);
  const reply = lookUp
    ? await ask(dispatcher, 'GET', url, { headers: { 'x-auth-token': auth.token, 'x-subject-token': auth.token } })
    : await ask(dispatcher, 'POST', url, { body: authRequest(auth) });

  const token = scopedToken(lookUp ? auth.token : reply.header('x-subject-token'), reply);
  if (reply.status !== (lookUp ? 200 : 201) || token === undefined) throw refusal(identity, credentials, reply);
  if (!token.scoped) {
    throw new UserError(
      `Keystone at ${identity} gave a token of no project for cloud "${credentials.name}": set project_name and project_domain_name, or project_id`,
    );
  }
  return token;
}
