import { isRecord } from '../clients/reading';
import type { Auth, CloudCredentials } from '../credentials/cloud-credentials';
import { UserError } from '../user-error';
import type { KeystoneReply } from './keystone-request';

/** Keystone says that these credentials do not hold, or not any more. */
export class CredentialsRefused extends UserError {}

/**
 * What the user should know of a sign-in that gave no token. Nothing of the reply is quoted: Keystone's 400 repeats
 * what it was sent. `identity` is the root of the v3 API that was asked.
 */
export function refusal(identity: string, { name, auth }: CloudCredentials, reply: KeystoneReply): UserError {
  const { status } = reply;
  const keystone = `Keystone at ${identity}`;
  if (status === 401 || (status === 404 && auth.method !== 'password' && isKeystoneError(reply))) {
    return new CredentialsRefused(
      `${keystone} refused the credentials of cloud "${name}" (${status}): ${toCheck(auth)}`,
    );
  }
  if (status === 403) {
    const advice = 'check that the user may sign in to this project';
    return new UserError(`${keystone} forbids this sign-in of cloud "${name}" (403): ${advice}`);
  }
  if (status === 400 && isKeystoneError(reply)) {
    const advice = 'check the names and domains of user and project';
    return new UserError(`${keystone} does not understand the sign-in of cloud "${name}" (400): ${advice}`);
  }
  if (status === 429 || status >= 500) {
    return new UserError(`${keystone} cannot sign anyone in now (${status}): try again later`);
  }
  const location = reply.header('location');
  if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location, identity)) {
    const { origin, pathname } = new URL(location, identity);
    return new UserError(
      `${identity} redirects to ${origin}${pathname} (${status}): set auth_url to where Keystone is`,
    );
  }
  return new UserError(`there is no Keystone v3 at ${identity} (it answered ${status}, and no token): check auth_url`);
}

/** Keystone answers 404, not 401, to a token or an application credential that it does not know. */
function isKeystoneError({ json }: KeystoneReply): boolean {
  return isRecord(json) && isRecord(json.error);
}

function toCheck(auth: Auth): string {
  switch (auth.method) {
    case 'password':
      return 'check the user name, check the password, and the domain of the user and the project';
    case 'application-credential':
      return 'check the id and the secret of the application credential, and that it has not expired';
    case 'token':
      return 'the token is wrong, or has expired: ask for a new one (openstack token issue)';
  }
}
