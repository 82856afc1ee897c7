import type { Inconclusive } from '../inconclusive';
import { NotApplicable } from '../inconclusive';
import type { Place } from './places';
import type { ReadyServer } from './servers';
import { type Disk, isVolumeBacked } from './wish';

/** A server that did not become ACTIVE: it went to ERROR, or nobody could tell in time. */
export interface NotBuilt {
  readonly why: NotApplicable | Inconclusive;
}

/** A place may have one host that fails among others, and the scheduler avoids where builds have failed. */
const attempts = 2;

/** Has servers built, and remembers where none can be: what fails in one scenario is not tried again in the next. */
export class Builds {
  readonly #failed = new Map<string, NotBuilt['why']>();

  /**
   * The server that `build` makes in this place, on another attempt where one fails. What takes too long is not tried
   * again: each attempt would take as long.
   * @throws what `build` says of the last attempt, now or in an earlier scenario
   */
  async at({ zone, flavor }: Place, disk: Disk, build: () => Promise<ReadyServer | NotBuilt>): Promise<ReadyServer> {
    const where = JSON.stringify([zone, flavor, isVolumeBacked({ disk }) ? 'volume' : disk]);
    for (let attempt = 1; !this.#failed.has(where); attempt += 1) {
      const built = await build();
      if (!('why' in built)) return built;
      if (attempt === attempts || !(built.why instanceof NotApplicable)) this.#failed.set(where, built.why);
    }
    throw this.#failed.get(where);
  }
}
