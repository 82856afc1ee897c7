import { timingSafeEqual } from 'node:crypto';
import { type ApplicationCredential, holderOf, isEnabled, isValid, type Token, type User } from '../../identity/tables';
import { isRecord, notSimulated, type Reply, recordOf, textOr } from '../message';
import { expected, noToken, notFound, type OpenCall, unauthorized } from './call';

/** Who somebody has proved to be, and by what. */
export interface Proof {
  readonly user: User;
  /** The token it was proved with. */
  readonly from?: Token;
  readonly applicationCredential?: ApplicationCredential;
}

export type Proved = { readonly proof: Proof } | { readonly refused: Reply };

const denied = (call: OpenCall): Proved => ({ refused: unauthorized(call) });
const lacks = (what: string, where: string): Proved => ({ refused: expected(what, where) });

/** Whether a record goes by this name, in the domain that is named by its id or its name. */
export function isNamed(
  { tables }: OpenCall,
  record: { readonly name: string; readonly domain_id: string },
  asked: Readonly<Record<string, unknown>>,
): boolean {
  const { id, name } = recordOf(asked.domain);
  const domain = tables.domains.get(record.domain_id);
  return record.name === asked.name && (id === record.domain_id || (name !== undefined && name === domain?.name));
}

/** The user that an authentication names, or what it lacks to name one. */
function userOf(call: OpenCall, asked: Readonly<Record<string, unknown>>): User | Reply | undefined {
  const { id, domain } = asked;
  if (typeof id === 'string') return call.tables.users.get(id);
  if (!isRecord(domain)) return expected('domain', 'user');
  return [...call.tables.users.values()].find((user) => isNamed(call, user, asked));
}

export const isSame = (one: string | null, other: unknown): boolean => {
  if (one === null) return false;
  const [a, b] = [Buffer.from(one), Buffer.from(textOr(other, ''))];
  return a.length === b.length && timingSafeEqual(a, b);
};

const methods: Readonly<Record<string, (call: OpenCall, given: Readonly<Record<string, unknown>>) => Proved>> = {
  password: (call, { user: asked }) => {
    if (!isRecord(asked)) return lacks('user', 'None');
    const user = userOf(call, asked);
    if (user && 'status' in user) return { refused: user };
    const proved = user && isSame(user.password, asked.password) && isEnabled(call.tables, user);
    return proved ? { proof: { user } } : denied(call);
  },
  token: (call, given) => {
    const id = textOr(given.id, '');
    const holder = holderOf(call.tables, call.world.clock, id);
    if (!holder) return { refused: noToken(call.tables, id) };
    const credential = call.tables.applicationCredentials.get(holder.token.applicationCredential ?? '');
    const { user, token: from } = holder;
    return { proof: { user, from, ...(credential && { applicationCredential: credential }) } };
  },
  application_credential: (call, given) => {
    const { tables, world } = call;
    const { id: asked, name: called } = given;
    if (asked === undefined && called === undefined) return lacks('name or ID', 'application credential');
    if (asked === undefined && !isRecord(given.user)) return lacks('user', 'application credential');
    const named = asked === undefined ? userOf(call, recordOf(given.user)) : undefined;
    if (named && 'status' in named) return { refused: named };
    const credential = [...tables.applicationCredentials.values()].find(({ id, name, userId }) =>
      asked === undefined ? name === called && userId === named?.id : id === asked,
    );
    if (asked !== undefined && !credential) return { refused: notFound(`Application Credential: ${asked}`) };
    const user = tables.users.get(credential?.userId ?? '');
    if (!credential || !user || !isSame(credential.secret, given.secret)) return denied(call);
    if (!isValid(credential, world.clock) || !isEnabled(tables, user)) return denied(call);
    return { proof: { user, applicationCredential: credential } };
  },
};

/** Methods that Keystone has, and this one does not. */
const others = ['external', 'oauth1', 'mapped', 'saml2', 'openid', 'totp', 'kerberos'];

/** Who asks, from what stands under `identity`: exactly one method, as clients send it. */
export function prove(call: OpenCall, identity: Readonly<Record<string, unknown>>): Proved {
  const asked = [identity.methods].flat().map(String);
  const [name, ...more] = asked;
  if (name === undefined) return denied(call);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (more.length > 0 || others.includes(name)) {
    return { refused: notSimulated(`signing in by ${asked.join(' and ')}`) };
  }
  const given = identity[name];
  if (!isRecord(given)) return lacks(name, 'identity');
  return (
    method?.(call, given) ?? { refused: unauthorized(call, 'Attempted to authenticate with an unsupported method.') }
  );
}
