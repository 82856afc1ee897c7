import type { Answered, Place, Stage, Wanted } from '../../simulator';
import { type Making, make, newName } from '../../targets/arranging/making';
import { showServer } from '../../targets/clients/compute';
import { COMPUTE_RESCUE_BFV } from '../../targets/clients/placement';
import { at, expectSuccess, listAt, textAt } from '../../targets/clients/reading';
import { Inconclusive } from '../../targets/inconclusive';
import type { ResourceKind } from '../../targets/ledger/ledger';
import { settle } from '../../targets/settle';
import type { Subject } from '../../targets/subject';
import type { ApiRequest, Exchange } from '../../targets/target';

/** Where on a target a play finds the hosts of each kind; those that it lacks are left out of what is drawn. */
export interface Surroundings {
  readonly zones: Partial<Readonly<Record<Place, string>>>;
  readonly providers: Partial<Readonly<Record<Place, string>>>;
  readonly flavors: { readonly usual: string; readonly tooLarge?: string };
}

/** What was answered says nothing of the cloud: a gateway, a service in distress, a limit. */
const passing = [429, 502, 503, 504];

/**
 * A target as a stage: whatever is made is on the ledger before the request that makes it is sent.
 * @throws Inconclusive where an answer is a gateway's, or what is under way does not come to its end
 */
export function targetStage(subject: Subject, making: Making, { zones, providers, flavors }: Surroundings): Stage {
  const { target, patience } = subject;
  const servers = new Set<string>();
  const volumes = new Set<string>();
  const absent = 'there is no such host';

  const send = async (wanted: Wanted): Promise<Answered> => {
    await noteTrait(wanted);
    const made = madeBy(wanted);
    const exchange = made ? await sendMaking(made, wanted) : await target.send(requestOf(wanted));
    const { status, headers, text, json } = exchange.reply;
    if (passing.includes(status)) throw new Inconclusive(`${wanted.method} ${wanted.path} was answered ${status}`);
    return { status, headers, body: json ?? text };
  };

  async function sendMaking(kind: ResourceKind, wanted: Wanted): Promise<Exchange> {
    const name = newName(making, kind);
    const { exchange, id } = await make(making, kind, name, requestOf(named(wanted, kind, name)), ...idOf(kind));
    if (id !== undefined && kind === 'server') servers.add(id);
    if (id !== undefined && kind === 'volume') volumes.add(id);
    return exchange;
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

  const isAtRest = async (): Promise<true | undefined> => {
    for (const id of servers) {
      const server = await showServer(target, id, 'admin');
      if (!server) servers.delete(id);
      else if (server.taskState !== null || server.status === 'BUILD') return undefined;
    }
    for (const id of volumes) {
      const shown = await target.send({
        caller: 'admin',
        service: 'block-storage',
        method: 'GET',
        path: `/volumes/${id}`,
      });
      if (shown.reply.status === 404) volumes.delete(id);
      else if (/ing$/.test(textAt(shown.reply.json, 'volume', 'status') ?? '')) return undefined;
    }
    return true;
  };

  return {
    send,
    settle: async () => {
      await settle(target.clock, 'what is under way coming to its end', isAtRest, patience);
    },
    zones: { capable: absent, incapable: absent, libvirt: absent, ...zones },
    providers: { capable: absent, incapable: absent, libvirt: absent, ...providers },
    flavors: { tooLarge: absent, ...flavors },
  };
}

/** Traits came with 1.6. */
const placement = { 'OpenStack-API-Version': 'placement 1.6' };

const requestOf = ({ caller, service, method, path, legacy, headers, body }: Wanted): ApiRequest => ({
  caller,
  service,
  method,
  path,
  ...(legacy && { legacy }),
  ...(headers && { headers }),
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
  if (kind === 'image') return { ...wanted, body: { ...Object(body), name } };
  return { ...wanted, body: { ...Object(body), [kind]: { ...Object(at(body, kind)), name } } };
}
