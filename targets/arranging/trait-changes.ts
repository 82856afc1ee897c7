import { COMPUTE_RESCUE_BFV, hasPlacement, setTrait, traitsOfHost } from '../clients/placement';
import type { Configuration } from '../configuration/configuration';
import { runHook } from '../hooks';
import { Inconclusive, NotApplicable } from '../inconclusive';
import type { Entry, Ledger } from '../ledger/ledger';
import { remove } from '../ledger/removal';
import type { Target } from '../target';
import type { ReadyServer } from './servers';

/**
 * Changes the trait of a server's host for the time of one scenario, through Placement or the operator's hook. Other
 * tenants could notice, so it is done only with --disruptive; it is on the ledger before it is done, and undone whatever
 * happens.
 */
export class TraitChanges {
  readonly #target: Target;
  readonly #ledger: Ledger;
  readonly #configuration: Configuration;
  readonly #open = new Map<string, Entry>();

  constructor(target: Target, ledger: Ledger, configuration: Configuration) {
    this.#target = target;
    this.#ledger = ledger;
    this.#configuration = configuration;
  }

  /**
   * @param present whether the host is to report the trait
   * @throws NotApplicable where neither Placement nor a hook can do it
   */
  async change(server: ReadyServer, present: boolean): Promise<void> {
    // What is put back is what was there before the first change.
    const entry = this.#open.get(server.id) ?? (await this.#entryFor(server, present));
    this.#ledger.intend(entry);
    this.#open.set(server.id, entry);
    try {
      if (entry.by === 'placement') await setTrait(this.#target, entry.name, present);
      else await runHook(this.#configuration, 'host-trait', { server: server.id, trait: COMPUTE_RESCUE_BFV, present });
    } catch (error) {
      // A hook that cannot has changed nothing; after any other failure nobody can be sure.
      if (error instanceof NotApplicable) this.#forget(server, entry);
      throw error;
    }
  }

  #forget({ id }: ReadyServer, { key }: Entry): void {
    this.#open.delete(id);
    this.#ledger.strikeOff(key);
  }

  /** Puts back what was changed for this server; nothing where nothing was. */
  async undo({ id }: ReadyServer): Promise<void> {
    const entry = this.#open.get(id);
    this.#open.delete(id);
    const wrong = entry && (await remove(this.#target, this.#ledger, entry, this.#configuration));
    if (wrong !== undefined) throw new Inconclusive(`the traits of the host could not be put back: ${wrong}`);
  }

  async #entryFor({ id, host }: ReadyServer, present: boolean): Promise<Entry> {
    const endpoint = this.#target.endpoint('compute', 'owner') ?? this.#target.name;
    const entry = { kind: 'trait', endpoint, caller: 'admin' } as const;
    if (hasPlacement(this.#target) && host !== undefined) {
      const { providerId, traits } = await traitsOfHost(this.#target, host);
      const before = traits.includes(COMPUTE_RESCUE_BFV);
      return { ...entry, key: `trait of ${providerId}`, name: providerId, before, by: 'placement' };
    }
    if (this.#configuration.hooks?.['host-trait'] === undefined) {
      throw new NotApplicable(
        'the traits of a host can be changed by Placement with --admin-cloud, or by hooks.host-trait',
      );
    }
    return { ...entry, key: `trait of the host of ${id}`, name: id, before: !present, by: 'hook' };
  }
}
