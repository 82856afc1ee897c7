import { COMPUTE_RESCUE_BFV, setTrait, traitsOfHost } from '../clients/placement';
import { Inconclusive } from '../inconclusive';
import type { Ledger } from '../ledger/ledger';
import { remove } from '../ledger/removal';
import type { Target } from '../target';
import type { ReadyServer } from './servers';

/**
 * Changes the trait of a server's host for the time of one scenario. Other tenants could notice, so it is done only with
 * --disruptive; it is on the ledger before it is done, and undone whatever happens.
 */
export class TraitChanges {
  readonly #target: Target;
  readonly #ledger: Ledger;
  readonly #open = new Map<string, string>();

  constructor(target: Target, ledger: Ledger) {
    this.#target = target;
    this.#ledger = ledger;
  }

  async change({ id, host }: ReadyServer, present: boolean): Promise<void> {
    if (host === undefined)
      throw new Inconclusive('the host of the server cannot be seen, so its traits cannot be changed');
    const { providerId, traits } = await traitsOfHost(this.#target, host);
    const key = `trait of ${providerId}`;
    const endpoint = this.#target.endpoint('compute', 'owner') ?? this.#target.name;
    const before = traits.includes(COMPUTE_RESCUE_BFV);
    this.#ledger.intend({ key, kind: 'trait', name: providerId, endpoint, caller: 'admin', before });
    this.#open.set(id, key);
    await setTrait(this.#target, providerId, present);
  }

  /** Puts back what was changed for this server; nothing where nothing was. */
  async undo({ id }: ReadyServer): Promise<void> {
    const key = this.#open.get(id);
    this.#open.delete(id);
    const entry = this.#ledger.open().find((open) => open.key === key);
    const wrong = entry && (await remove(this.#target, this.#ledger, entry));
    if (wrong !== undefined) throw new Inconclusive(`the traits of the host could not be put back: ${wrong}`);
  }
}
