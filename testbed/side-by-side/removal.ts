import { atPath } from './at-path';
import { type Collection, collections } from './collections';
import { type End, type Sent, send } from './end';
import { Astray, filledText } from './fill';
import type { Answer, AnyService, Person } from './request';

/** What every thing that the script makes has in its name. */
export const mark = 'side-by-side';

/** What a play has made and changed, and has to remove and to restore. */
export interface Removal {
  /** To be called before a request is sent. */
  before(sent: Sent, service: AnyService): Promise<void>;
  /** To be called with what it was answered. */
  after(sent: Sent, service: AnyService, answer: Answer): void;
  /** Removes everything, the last first, and gives hosts back the traits that they had. */
  removeAll(): Promise<void>;
}

/** Looks at whether it is gone, 250 ms apart. */
const looks = 480;

export function removal(end: End): Removal {
  const made: { readonly collection: Collection; readonly id: string }[] = [];
  const traits = new Map<string, readonly string[]>();
  const changed = new Set<string>();
  return {
    async before({ method, url }, service) {
      if (service !== 'placement' || method !== 'PUT' || !url.endsWith('/traits') || traits.has(url)) return;
      const { status, body } = await ask(end, 'admin', { service, method: 'GET', path: pathAt(end, url, service) });
      if (status === 404) return;
      const had = atPath(body, 'traits');
      // What could not be restored is not changed.
      if (!Array.isArray(had)) throw new Astray(`nobody knows which traits ${url} has`);
      traits.set(url, had.map(String));
    },
    after({ method, url }, service, { status, body }) {
      if (status >= 300) return;
      if (method === 'PUT' && traits.has(url)) changed.add(url);
      if (method !== 'POST') return;
      for (const collection of collections) {
        const id = atPath(body, collection.id);
        if (collection.service === service && collection.path.test(url) && id !== undefined)
          made.push({ collection, id: String(id) });
      }
    },
    async removeAll() {
      const steps = [
        ...[...changed].map((url) => () => giveBack(end, pathAt(end, url, 'placement'), traits.get(url) ?? [])),
        ...made.reverse().map(
          ({ collection, id }) =>
            () =>
              remove(end, collection, id),
        ),
      ];
      // What cannot be removed keeps nothing else from being removed.
      const failed: unknown[] = [];
      for (const step of steps) await step().catch((error: unknown) => failed.push(error));
      if (failed.length > 0) throw failed[0];
    },
  };
}

const pathAt = (end: End, url: string, service: AnyService): string => url.slice(end.roots[service].length);

async function giveBack(end: End, path: string, traits: readonly string[]): Promise<void> {
  // Its own host may write to the provider in between, which makes a new generation.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { body } = await ask(end, 'admin', { service: 'placement', method: 'GET', path });
    const generation = atPath(body, 'resource_provider_generation');
    const wanted = { resource_provider_generation: generation, traits };
    const { status } = await ask(end, 'admin', { service: 'placement', method: 'PUT', path, body: wanted });
    if (status === 200) return;
  }
  throw new Error(`${end.name}: the traits of ${path} could not be given back: they were ${traits.join(', ')}`);
}

async function remove(end: End, { remove: how, gone, as = 'admin' }: Collection, id: string): Promise<void> {
  const { status } = await ask(end, as, how(id));
  if (gone === undefined || status === 404) return;
  for (let look = 0; look < looks; look += 1) {
    if ((await ask(end, as, gone(id))).status === 404) return;
    await end.wait(250);
  }
  throw new Error(`${end.name}: ${gone(id).path} is still there; remove it yourself`);
}

/** Removes what a play that was killed has left. */
export async function removeLeftovers(end: End): Promise<void> {
  for (const collection of collections) {
    const { list, as = 'admin' } = collection;
    if (list === undefined) continue;
    const found = atPath((await ask(end, as, list)).body, list.items);
    for (const item of Array.isArray(found) ? found : []) {
      if (String(atPath(item, 'name')).startsWith(mark)) await remove(end, collection, String(atPath(item, 'id')));
    }
  }
}

interface Step {
  readonly service: AnyService;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

async function ask(end: End, as: Person, { service, method, path, body }: Step): Promise<Answer> {
  const headers = {
    'X-Auth-Token': await end.token(as),
    Accept: 'application/json',
    // Traits are from there on. Cinder fails where another service is named.
    ...(service === 'placement' && { 'OpenStack-API-Version': 'placement 1.6' }),
  };
  return send(end, {
    url: `${end.roots[service]}${filledText(path, end.given)}`,
    method,
    headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}
