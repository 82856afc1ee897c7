import { unlockServer } from '../clients/compute';
import { COMPUTE_RESCUE_BFV, setTrait } from '../clients/placement';
import { at, listAt, succeeded, summary, textAt } from '../clients/reading';
import type { Configuration } from '../configuration/configuration';
import { runHook } from '../hooks';
import { type Patience, settle, patience as usualPatience } from '../settle';
import type { Exchange, Service, Target } from '../target';
import type { Entry, Ledger } from './ledger';

/** Where things of a kind are listed and deleted. */
interface Place {
  readonly service: Service;
  readonly list: (name: string) => string;
  readonly key: string;
  readonly item: (id: string) => string;
}

const query = encodeURIComponent;
const places: Readonly<Record<Exclude<Entry['kind'], 'trait'>, Place>> = {
  server: {
    service: 'compute',
    list: (name) => `/servers/detail?name=${query(name)}`,
    key: 'servers',
    item: (id) => `/servers/${id}`,
  },
  volume: {
    service: 'block-storage',
    list: (name) => `/volumes/detail?name=${query(name)}`,
    key: 'volumes',
    item: (id) => `/volumes/${id}`,
  },
  image: {
    service: 'image',
    list: (name) => `/v2/images?name=${query(name)}`,
    key: 'images',
    item: (id) => `/v2/images/${id}`,
  },
  flavor: {
    service: 'compute',
    list: () => '/flavors/detail?is_public=None',
    key: 'flavors',
    item: (id) => `/flavors/${id}`,
  },
};

/** What is not there is answered so. */
const confirmations = [404, 410];

/**
 * Removes one thing of the ledger and strikes it off once it is confirmed gone. Safe to repeat.
 * @returns what could not be done, or undefined
 */
export async function remove(
  target: Target,
  ledger: Ledger,
  entry: Entry,
  configuration: Configuration,
  patience: Patience = usualPatience,
): Promise<string | undefined> {
  try {
    const wrong =
      entry.kind === 'trait'
        ? await restoreTrait(target, entry, configuration)
        : await removeItem(target, entry, places[entry.kind], patience);
    if (wrong === undefined) ledger.strikeOff(entry.key);
    return wrong;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function restoreTrait(
  target: Target,
  { name, before = false, by }: Entry,
  configuration: Configuration,
): Promise<undefined> {
  if (by === 'hook')
    await runHook(configuration, 'host-trait', { server: name, trait: COMPUTE_RESCUE_BFV, present: before });
  else await setTrait(target, name, before);
  return undefined;
}

async function removeItem(target: Target, entry: Entry, place: Place, patience: Patience): Promise<string | undefined> {
  const ids = entry.id === undefined ? await idsByName(target, entry, place) : [entry.id];
  for (const id of ids) {
    const wrong = await removeId(target, entry, place, id, patience);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** The ids of what bears exactly this name: how to find a thing whose making was never answered. */
async function idsByName(
  target: Target,
  { name, caller }: Entry,
  { service, list, key }: Place,
): Promise<readonly string[]> {
  const answer = await target.send({ caller, service, method: 'GET', path: list(name) });
  // Something else than a list confirms nothing.
  if (!succeeded(answer) || !Array.isArray(at(answer.reply.json, key)))
    throw new Error(`could not look for ${name}: ${summary(answer)}`);
  return listAt(answer.reply.json, key).flatMap((item) =>
    at(item, 'name') === name ? (textAt(item, 'id') ?? []) : [],
  );
}

async function removeId(
  target: Target,
  entry: Entry,
  place: Place,
  id: string,
  patience: Patience,
): Promise<string | undefined> {
  const { caller } = entry;
  const { service, item } = place;
  const request = { caller, service, path: item(id) };
  // A service that is not there answers 404 to everything: only one that lists its things knows that this one is gone.
  const isGone = async ({ reply }: Exchange) =>
    confirmations.includes(reply.status) && !(await idsByName(target, entry, place)).includes(id);
  const look = async () => {
    if (await isGone(await target.send({ ...request, method: 'GET' }))) return 'gone';
    const deleted = await target.send({ ...request, method: 'DELETE' });
    if (await isGone(deleted)) return 'gone';
    // A run that was killed may have left it locked, by its owner or by an admin.
    if (deleted.reply.status === 409 && entry.kind === 'server') await unlockServer(target, id);
    // 409 and 400: still in use by something that is on its way out.
    const passing = [...confirmations, 400, 409, 429, 500, 503];
    return succeeded(deleted) || passing.includes(deleted.reply.status) ? undefined : summary(deleted);
  };
  const result = await settle(target.clock, `deleting ${item(id)}`, look, patience);
  return result === 'gone' ? undefined : result;
}
