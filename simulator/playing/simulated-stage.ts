import { handle, type ServedCloud } from '../handle';
import { tokens } from '../identity/people';
import { mounts } from '../mounts';
import { pass } from '../passing';
import { wireOf } from '../wire';
import type { Answered, Stage, Wanted } from './stage';

const origin = 'http://played.invalid';

/** Longer than anything takes. */
const settling = 60_000;

/** A simulated cloud as a stage, without a door. */
export function simulatedStage(cloud: ServedCloud): Stage {
  return {
    send: async (request) => answerOf(cloud, request),
    settle: async () => pass(cloud, settling),
    zones: { capable: 'rescue-bfv', incapable: 'no-rescue-bfv', libvirt: 'libvirt' },
    providers: { capable: 'sim-bfv', incapable: 'sim-nobfv', libvirt: 'sim-libvirt' },
    flavors: { usual: '1', tooLarge: '3' },
  };
}

function answerOf(cloud: ServedCloud, { caller, service, method, path, legacy, headers, body }: Wanted): Answered {
  const mount = legacy ? mounts[service].replace('/v2.1', '/v2') : mounts[service];
  const url = new URL(`${origin}${mount}${path}`);
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const sent = {
    accept: 'application/json',
    ...(body !== undefined && {
      'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
    }),
    ...(caller !== 'nobody' && { 'x-auth-token': tokens[caller] }),
    ...lowered(headers ?? {}),
  };
  const reply = wireOf(
    handle(
      cloud,
      {
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: sent,
        body: Buffer.from(isRaw ? (body ?? '') : JSON.stringify(body)),
      },
      origin,
    ),
  );
  return {
    status: reply.status,
    headers: lowered(reply.headers),
    body: read(Buffer.from(reply.body).toString('utf8')),
  };
}

const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
