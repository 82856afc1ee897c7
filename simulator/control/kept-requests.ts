import { jsonOf } from '../api/json-body';
import { type Reply, type Request, recordOf } from '../api/message';
import type { KeptRequest } from './control';

/** The last requests, the oldest first. */
export interface KeptRequests {
  keep(time: number, request: Request, reply: Reply): void;
  /** How many there have been. */
  count(): number;
  /** Those with a greater number. */
  after(number: number): readonly KeptRequest[];
  /** Forgets them, and counts from 1 again. */
  clear(): void;
}

export function keptRequests(most = 1000): KeptRequests {
  /** The one with number n stands at n modulo `most`. */
  let ring: KeptRequest[] = [];
  let last = 0;
  return {
    keep: (time, request, { status, headers, decidedBy }) => {
      last += 1;
      ring[last % most] = {
        number: last,
        time,
        method: request.method,
        path: pathOf(request),
        action: actionOf(request),
        status,
        requestId: headers?.['x-openstack-request-id'] ?? null,
        decidedBy: decidedBy ?? null,
      };
    },
    count: () => last,
    after: (number) => {
      const first = Math.max(Math.trunc(number), last - most, 0) + 1;
      const numbers = Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
      return numbers.map((wanted) => ring[wanted % most]).filter((kept) => kept !== undefined);
    },
    clear: () => {
      ring = [];
      last = 0;
    },
  };
}

/** Longer ones are cut off: a client may send 16 KiB. */
const longest = 300;

function pathOf({ path, query }: Request): string {
  if (query.size === 0) return path.slice(0, longest);
  const shown = [...query].map(([name, value]) => `${name}=${/token|pass|secret/i.test(name) ? '…' : value}`);
  return `${path}?${shown.join('&')}`.slice(0, longest);
}

/** The one key of the body of an action, where it looks like a name: what is wrong may be anything. */
function actionOf({ method, path, body }: Request): string | null {
  if (method !== 'POST' || !path.endsWith('/action')) return null;
  const [name = '', ...more] = Object.keys(recordOf(jsonOf(body)));
  return more.length === 0 && /^[A-Za-z][\w-]{0,40}$/.test(name) ? name : null;
}
