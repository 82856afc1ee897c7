import type { Door } from './cloud-target';
import { type CloudCredentials, findCloud } from './credentials/cloud-credentials';
import type { Surroundings } from './credentials/surroundings';
import { cloudDispatcher } from './keystone/dispatcher';
import { signIn } from './keystone/sign-in';
import { keepSecret } from './redact';
import type { Service } from './target';
import type { Timeouts } from './timeouts';

/** The major version of its API that a service's paths begin with here, and so must not end its endpoint. */
const ownVersion: Partial<Record<Service, RegExp>> = { image: /\/v2(\.\d+)?$/ };

/** A door that somebody has signed in at. */
export interface KeystoneDoor extends Door {
  /** The name that clouds.yaml gives it. */
  readonly cloud: string;
  /** Empty with system scope. */
  readonly projectId: string;
  readonly roles: readonly string[];
}

/**
 * A caller of a cloud that has Keystone, by the cloud's name in clouds.yaml, or from OS_CLOUD and OS_* without one.
 * @throws UserError where the cloud is not known, or does not let the caller in
 */
export async function keystoneDoor(
  name: string | undefined,
  surroundings: Surroundings,
  timeouts: Timeouts,
): Promise<KeystoneDoor> {
  const credentials = findCloud(name, surroundings);
  for (const secret of secretsOf(credentials)) keepSecret(secret);
  const dispatcher = cloudDispatcher({ ...credentials, timeouts });
  try {
    const session = await signIn(credentials, dispatcher);
    return {
      cloud: credentials.name,
      projectId: session.projectId,
      roles: session.roles,
      dispatcher,
      token: () => session.token(),
      renew: (refused) => {
        session.invalidate(refused);
        return true;
      },
      endpoint: (service) => session.endpoint(service)?.replace(ownVersion[service] ?? /$^/, ''),
    };
  } catch (error) {
    await dispatcher.destroy();
    throw error;
  }
}

const secretsOf = ({ auth }: CloudCredentials): readonly string[] => {
  if (auth.method === 'password') return [auth.password];
  return auth.method === 'token' ? [auth.token] : [auth.secret];
};
