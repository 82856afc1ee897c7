import { randomBytes } from 'node:crypto';
import { requiredText, succeeded } from '../clients/reading';
import type { Ledger, ResourceKind } from '../ledger/ledger';
import type { ApiRequest, Exchange, Target } from '../target';

/** Makes things in the target, each on the ledger before the request that makes it. */
export interface Making {
  readonly target: Target;
  readonly ledger: Ledger;
  /** Part of every name, so that no other run's things bear it. */
  readonly run: string;
}

export const newRun = (): string => randomBytes(4).toString('hex');

/** What was made, and the key of its entry on the ledger. */
export interface Made {
  readonly id: string;
  readonly key: string;
  readonly exchange: Exchange;
}

/** The name of a new thing. */
let count = 0;
export const newName = ({ run }: Making, kind: string): string => `nova-rescue-${run}-${kind}-${++count}`;

/** Writes on the ledger what is about to be made; its key there is its name. */
export function intend({ target, ledger }: Making, kind: ResourceKind, name: string, caller: 'admin' | 'owner'): void {
  ledger.intend({ key: name, kind, name, caller, endpoint: target.endpoint('compute', 'owner') ?? target.name });
}

/**
 * Sends the request that makes a thing of this name.
 * @param idAt where its id stands in the answer
 * @returns what was made; or the exchange alone where the target refused to make it
 */
export async function make(
  making: Making,
  kind: ResourceKind,
  name: string,
  request: ApiRequest,
  ...idAt: readonly string[]
): Promise<Made | { readonly exchange: Exchange; readonly id?: undefined }> {
  const { target, ledger } = making;
  // What is another project's, the owner could not even find.
  intend(making, kind, name, request.caller === 'owner' ? 'owner' : 'admin');
  const exchange = await target.send(request);
  if (!succeeded(exchange)) {
    // A refusal made nothing; after a server error nobody can be sure.
    if (exchange.reply.status < 500) ledger.strikeOff(name);
    return { exchange };
  }
  const id = requiredText(exchange, ...idAt);
  ledger.made(name, id);
  return { id, key: name, exchange };
}
