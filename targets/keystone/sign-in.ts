import type { Dispatcher } from 'undici';
import type { CloudCredentials } from '../credentials/cloud-credentials';
import type { Service } from '../target';
import { UserError } from '../user-error';
import { askForToken } from './ask-for-token';
import { demandCompute, endpointOf } from './catalogue';
import { identityUrl } from './identity-url';
import { CredentialsRefused } from './refusal';
import type { ScopedToken } from './scoped-token';

/** One caller, signed in: whoever holds it can send requests as them for as long as their credentials hold. */
export interface KeystoneSession {
  /**
   * A token that is good for another minute at least, where Keystone gives such; it signs in afresh when need be.
   * Callers at the same time share one sign-in. One that failed is tried again by the next call.
   * @throws UserError as signIn does, and where the session rests on a token that cannot be renewed
   */
  token(): Promise<string>;
  /**
   * To be called after a 401: the next token() signs in afresh. Where `refused` is given and is no longer the newest
   * token, nothing is to be done: another caller was quicker.
   */
  invalidate(refused?: string): void;
  /** Empty with system scope. */
  readonly projectId: string;
  readonly userId: string;
  /** Names of the roles held. */
  readonly roles: readonly string[];
  /** Where the service is, without a trailing slash; undefined where the cloud does not offer it. */
  endpoint(service: Service): string | undefined;
}

/** Milliseconds before its end from which on a token is not used any more. */
const margin = 60_000;

/**
 * Signs in to Keystone v3, and keeps the session alive. `now` tells the time in milliseconds since 1970.
 * Nothing secret gets into an error's message.
 * @throws UserError where Keystone is not there or refuses, or where the cloud has no compute in this region
 */
export async function signIn(
  credentials: CloudCredentials,
  dispatcher: Dispatcher,
  now: () => number = Date.now,
): Promise<KeystoneSession> {
  const identity = await identityUrl(credentials.authUrl, dispatcher);
  // A token bought with a token ends when that one does: asking earlier would gain nothing.
  const early = credentials.auth.method === 'token' ? 0 : margin;
  let current = await askForToken(identity, credentials, dispatcher);
  let invalid = false;
  let underWay: Promise<string> | undefined;
  demandCompute(credentials, current);

  async function renew(): Promise<string> {
    try {
      if (credentials.auth.method === 'token' && now() >= current.expiresAt) throw notRenewable(credentials);
      current = await askForToken(identity, credentials, dispatcher);
      invalid = false;
      Object.assign(session, factsOf(current));
      return current.id;
    } catch (error) {
      throw credentials.auth.method === 'token' && error instanceof CredentialsRefused
        ? notRenewable(credentials)
        : error;
    } finally {
      underWay = undefined;
    }
  }

  const session: KeystoneSession = {
    async token() {
      if (!invalid && now() < current.expiresAt - early) return current.id;
      underWay ??= renew();
      return underWay;
    },
    invalidate(refused = current.id) {
      if (refused === current.id) invalid = true;
    },
    ...factsOf(current),
    endpoint: (service) => endpointOf(service, credentials, current),
  };
  return session;
}

function factsOf({ projectId, userId, roles }: ScopedToken) {
  return { projectId, userId, roles };
}

function notRenewable({ name }: CloudCredentials): UserError {
  return new UserError(
    `the token has expired and cannot be renewed; give cloud "${name}" a fresh one, or a password or an application credential`,
  );
}
