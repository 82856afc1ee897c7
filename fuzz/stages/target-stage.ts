import type { Answered, Place, Stage, Wanted } from '../../simulator';
import { type Making, make, newName } from '../../targets/arranging/making';
import { COMPUTE_RESCUE_BFV } from '../../targets/clients/placement';
import { at, expectSuccess, isRecord, listAt } from '../../targets/clients/reading';
import { Inconclusive } from '../../targets/inconclusive';
import type { ResourceKind } from '../../targets/ledger/ledger';
import { settle } from '../../targets/settle';
import type { Subject } from '../../targets/subject';
import type { ApiRequest } from '../../targets/target';
import { eyes } from './eyes';
import type { KeptThing } from './kept';

/** Where on a target a play finds the hosts of each kind; those that it lacks are left out of what is drawn. */
export interface Surroundings {
  readonly zones: Partial<Readonly<Record<Place, string>>>;
  readonly providers: Partial<Readonly<Record<Place, string>>>;
  readonly flavors: { readonly usual: string; readonly tooLarge?: string };
}

/** What earlier plays have left to this one. */
export interface Leftovers {
  /** What was made for the same request, and may be taken in its place. */
  take(wanted: Wanted, kind: ResourceKind): KeptThing | undefined;
  /** Sees to it that there may be one more. */
  makeRoom(wanted: Wanted, kind: ResourceKind): Promise<void>;
  made(thing: KeptThing, kind: ResourceKind): void;
  /** That an image may be gone. */
  forgetImage(id: string): void;
  /** The requests to a server that were none of this play. */
  earlier(server: string): ReadonlySet<string> | undefined;
}

/** What was answered says nothing of the cloud: a gateway, a service in distress, a limit. */
const passing = [429, 502, 503, 504];

/**
 * A target as a stage: whatever is made is on the ledger before the request that makes it is sent.
 * @throws Inconclusive where an answer is a gateway's, or what is under way does not come to its end
 */
export function targetStage(
  subject: Subject,
  making: Making,
  { zones, providers, flavors }: Surroundings,
  leftovers?: Leftovers,
): Stage & { readonly looking: Stage } {
  const { target, patience } = subject;
  const absent = 'there is no such host';
  const filled = new Set<string>();

  const ask = async (wanted: Wanted): Promise<Answered> => {
    const { status, headers, text, json } = (await target.send(requestOf(wanted))).reply;
    return answered(wanted, { status, headers, body: json ?? text });
  };
  const seen = eyes(ask, (server) => leftovers?.earlier(server), target.kind === 'simulator');

  const send = async (wanted: Wanted): Promise<Answered> => {
    await noteTrait(wanted);
    const [, image] = /^\/v2\/images\/([^/]+)/.exec(wanted.path) ?? [];
    if (wanted.method === 'PUT' && image !== undefined && filled.has(image)) return noContent;
    if (wanted.method === 'DELETE' && image !== undefined) leftovers?.forgetImage(image);
    const kind = madeBy(wanted);
    const there = kind && leftovers?.take(wanted, kind);
    if (there && kind === 'image') filled.add(there.id);
    if (there && kind === 'server') seen.servers.add(there.id);
    if (there) return there.answer;
    if (wanted.method !== 'GET') seen.changing();
    const answer = kind ? await sendMaking(kind, wanted) : await ask(wanted);
    // What was refused has set nothing going, and neither have images, nor traits: should a server be busy then, that counts.
    if (wanted.method !== 'GET' && startsThings(wanted) && (answer.status < 300 || answer.status >= 500))
      seen.changed();
    return answer;
  };

  async function sendMaking(kind: ResourceKind, wanted: Wanted): Promise<Answered> {
    await leftovers?.makeRoom(wanted, kind);
    const key = newName(making, kind);
    const { exchange, id } = await make(making, kind, key, requestOf(named(wanted, kind, key)), ...idOf(kind));
    const { status, headers, json, text } = exchange.reply;
    const answer = answered(wanted, { status, headers, body: json ?? text });
    if (id === undefined) return answer;
    if (kind === 'server') seen.servers.add(id);
    if (kind === 'volume') seen.volumes.add(id);
    leftovers?.made({ key, id, wanted, answer }, kind);
    return answer;
  }

  /** Before the traits of a host are changed for the first time, the ledger knows what they were. */
  async function noteTrait({ method, service, path }: Wanted): Promise<void> {
    const [, provider] = /^\/resource_providers\/([^/]+)\/traits$/.exec(path) ?? [];
    if (method !== 'PUT' || service !== 'placement' || provider === undefined) return;
    const key = `trait of ${provider}`;
    if (making.ledger.open().some((entry) => entry.key === key)) return;
    const shown = await target.send({
      ...requestOf({ caller: 'admin', service, method: 'GET', path }),
      headers: placement,
    });
    const before = listAt(expectSuccess(shown, 'read the traits of a host').reply.json, 'traits').includes(
      COMPUTE_RESCUE_BFV,
    );
    const endpoint = target.endpoint('compute', 'owner') ?? target.name;
    making.ledger.intend({ key, kind: 'trait', name: provider, endpoint, caller: 'admin', before, by: 'placement' });
  }

  const stage: Stage = {
    send,
    settle: async () => {
      if (seen.isAtRest()) return;
      await settle(target.clock, 'what is under way coming to its end', seen.lookForRest, patience);
    },
    zones: { capable: absent, incapable: absent, libvirt: absent, ...zones },
    providers: { capable: absent, incapable: absent, libvirt: absent, ...providers },
    flavors: { tooLarge: absent, ...flavors },
  };
  return { ...stage, looking: { ...stage, send: seen.look } };
}

const startsThings = ({ service }: Wanted): boolean => service === 'compute' || service === 'block-storage';

const noContent: Answered = { status: 204, headers: {}, body: '' };

function answered({ method, path }: Wanted, answer: Answered): Answered {
  if (passing.includes(answer.status)) throw new Inconclusive(`${method} ${path} was answered ${answer.status}`);
  return answer;
}

/** Traits came with 1.6. */
const placement = { 'OpenStack-API-Version': 'placement 1.6' };

const requestOf = ({ caller, service, method, path, legacy, headers, body }: Wanted): ApiRequest => ({
  caller,
  service,
  method,
  path,
  ...(legacy && { legacy }),
  // Text goes out as what it claims to be, not as bytes.
  headers: { ...(typeof body === 'string' && { 'Content-Type': 'application/json' }), ...headers },
  ...(body !== undefined && { body: typeof body === 'string' ? Buffer.from(body) : body }),
});

const makers: Readonly<Record<string, ResourceKind>> = {
  'compute /servers': 'server',
  'image /v2/images': 'image',
  'block-storage /volumes': 'volume',
};

const madeBy = ({ method, service, path }: Wanted): ResourceKind | undefined =>
  method === 'POST' ? makers[`${service} ${path}`] : undefined;

const idOf = (kind: ResourceKind): readonly string[] => (kind === 'image' ? ['id'] : [kind, 'id']);

/** The request with a name that no other thing has. */
function named(wanted: Wanted, kind: ResourceKind, name: string): Wanted {
  const { body } = wanted;
  // What is no object is sent as it is: whoever writes it by hand sees to it that nothing is made.
  if (!isRecord(body) || body instanceof Uint8Array) return wanted;
  if (kind === 'image') return { ...wanted, body: { ...body, name } };
  return { ...wanted, body: { ...body, [kind]: { ...Object(at(body, kind)), name } } };
}
