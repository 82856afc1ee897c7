import type { Dispatcher } from 'undici';
import type { CloudCredentials } from '../../targets/credentials/cloud-credentials';
import { identityUrl } from '../../targets/keystone/identity-url';
import { type KeystoneSession, signIn } from '../../targets/keystone/sign-in';
import type { Service } from '../../targets/target';
import { UserError } from '../../targets/user-error';
import type { End } from './end';
import { type AnyService, type Person, people } from './request';

/** What an end is opened with. */
export interface Opening {
  readonly name: string;
  readonly isLasting: boolean;
  readonly credentials: Readonly<Record<Person, CloudCredentials>>;
  readonly dispatcher: Dispatcher;
  /** Milliseconds since 1970, as its Keystone tells the time. */
  readonly now: () => number;
  readonly wait: End['wait'];
  readonly close: End['close'];
  /** What the script calls the hosts, flavors, … that were there before. */
  readonly names: Readonly<Record<string, string>>;
}

/** As http://127.0.0.1:8774 of http://127.0.0.1:8774/v2.1: what stands before the version, or the whole of it. */
const rootOf = (endpoint: string): string => endpoint.replace(/\/v\d[^/]*(\/.*)?$/, '').replace(/\/$/, '');

const services: readonly Service[] = ['compute', 'image', 'block-storage', 'placement', 'network'];

/**
 * Has all four sign in.
 * @throws UserError where Keystone does not let one of them in, or a service is not offered
 */
export async function openEnd({
  name,
  isLasting,
  credentials,
  dispatcher,
  now,
  wait,
  close,
  names,
}: Opening): Promise<End> {
  const sessions = {} as Record<Person, KeystoneSession>;
  for (const person of people) sessions[person] = await signIn(credentials[person], dispatcher, now);
  const { owner } = sessions;
  const roots = Object.fromEntries(
    services.map((service) => {
      const endpoint = owner.endpoint(service);
      if (endpoint === undefined && service === 'network')
        return [service, `${rootOf(owner.endpoint('image') ?? '').replace(/image$/, '')}network`];
      if (endpoint === undefined) throw new UserError(`${name} offers no ${service}: it cannot be compared`);
      return [service, rootOf(endpoint)];
    }),
  ) as Record<Service, string>;
  const identity = rootOf(await identityUrl(credentials.owner.authUrl, dispatcher));
  const given = new Map(Object.entries(names));
  const secrets = new Set<string>();
  for (const person of people) {
    const { auth } = credentials[person];
    given.set(`project of ${person}`, sessions[person].projectId);
    given.set(`user ${person}`, sessions[person].userId);
    if (auth.method !== 'password') throw new UserError(`${name}: ${person} has to sign in with a password`);
    given.set(`name of ${person}`, auth.username ?? '');
    given.set(`password of ${person}`, auth.password);
    given.set(`token of ${person}`, await sessions[person].token());
    secrets.add(`password of ${person}`).add(`token of ${person}`);
  }
  const all: Record<AnyService, string> = { ...roots, identity };
  return {
    name,
    isLasting,
    roots: all,
    given,
    secrets,
    token: (person) => sessions[person].token(),
    wait,
    dispatcher,
    close,
  };
}
