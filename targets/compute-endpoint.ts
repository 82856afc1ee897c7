import { at, listAt, textAt } from './clients/reading';
import type { Door } from './cloud-target';
import { sendHttp } from './http';
import { read } from './microversion';
import { type ApiReply, type Caller, type Clock, ConnectionProblem } from './target';

/**
 * The door, with its compute endpoint where microversions are served. A catalogue may list the root of the service, an
 * endpoint that ends in a project's id, or the legacy /v2: none of these has them. Where nothing better is found the door
 * stays as it is, and what is wrong shows later.
 * @param deadline milliseconds for each request
 * @throws Inconclusive when `signal` is aborted before
 */
export async function withMicroversions<D extends Door>(
  door: D,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<D> {
  const given = door.endpoint('compute');
  if (given === undefined) return door;
  const found = await versionedEndpoint(given, reader(door, { deadline, ...(signal && { signal }) })).catch(ifAnswered);
  if (found === undefined) return door;
  return { ...door, endpoint: (service) => (service === 'compute' ? found : door.endpoint(service)) };
}

/**
 * The URL at or above `given`, or one of the versions listed there, whose version document names microversions; without
 * a trailing slash. Undefined where there is none.
 * @param documentAt the JSON that is answered at a URL
 */
export async function versionedEndpoint(
  given: string,
  documentAt: (url: string) => Promise<unknown>,
): Promise<string | undefined> {
  if (given.endsWith('/v2.1')) return given;
  for (const url of [given, ...above(given).slice(0, 2)]) {
    const document = await documentAt(`${url}/`);
    if (hasMicroversions(at(document, 'version'))) return url;
    const listed = listAt(document, 'versions').find(hasMicroversions);
    const id = textAt(listed, 'id');
    // Its links may name a host that only the cloud itself can reach.
    if (id !== undefined) return `${url}/${encodeURIComponent(id)}`;
  }
  return undefined;
}

/** Others have microversions too, and may be what is served at the root; but 2 is compute's. */
const hasMicroversions = (version: unknown): boolean =>
  read(textAt(version, 'version'))?.[0] === 2 && read(textAt(version, 'min_version')) !== undefined;

/** The URLs that it lies below, nearest first, down to its origin. */
function above(url: string): readonly string[] {
  const { origin, pathname } = new URL(url);
  const names = pathname.split('/').filter(Boolean);
  return names.map((_, index) => [origin, ...names.slice(0, names.length - 1 - index)].join('/'));
}

/** Reads a document as nobody, and as the door's caller where nobody is let in. */
function reader(
  door: Door,
  limits: { readonly deadline: number; readonly signal?: AbortSignal },
): (url: string) => Promise<unknown> {
  const ask = async (url: string, caller: Caller): Promise<ApiReply> => {
    const token = caller === 'nobody' ? undefined : await door.token();
    const request = { caller, service: 'compute', method: 'GET', path: '' } as const;
    const { dispatcher } = door;
    return (await sendHttp({ request, endpoint: url, token, dispatcher, clock: noClock, ...limits })).reply;
  };
  return async (url) => {
    const open = await ask(url, 'nobody');
    return open.status === 401 ? (await ask(url, 'owner')).json : open.json;
  };
}

function ifAnswered(error: unknown): undefined {
  if (!(error instanceof ConnectionProblem)) throw error;
}

/** Nobody asks when these requests were sent. */
const noClock: Clock = { now: () => 0, wait: async () => {} };
