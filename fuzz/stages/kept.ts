import type { Answered, Wanted } from '../../simulator';
import type { Budget } from '../sequences/draw';

/** What was made for one play, and is there for later ones. */
export interface KeptThing {
  /** The key of its entry on the ledger. */
  readonly key: string;
  readonly id: string;
  /** What was asked for, and how it was answered. */
  readonly wanted: Wanted;
  readonly answer: Answered;
}

export interface KeptServer extends KeptThing {
  /** The ids of the requests that earlier plays have sent to it: what they did is none of the next one's business. */
  readonly earlier: ReadonlySet<string>;
}

/**
 * What plays leave to those after them: images, which nothing changes, and servers that are as new. Who asks for the
 * same in the same words is given what is here.
 */
export class Kept {
  readonly budget: Budget;
  #images: readonly KeptThing[] = [];
  #servers: KeptServer[] = [];

  /** @param budget how much may be there at a time, what is in play among it */
  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** An image that was asked for so: several plays may use it. */
  image(wanted: Wanted): KeptThing | undefined {
    return this.#images.find((image) => isSame(image.wanted, wanted));
  }

  keepImage(image: KeptThing): void {
    this.#images = [...this.#images, image];
  }

  /** To be called when it may not be there any more: a server of it is none that could be made now. */
  forgetImage(id: string): void {
    this.#images = this.#images.filter((image) => image.id !== id);
    this.#servers = this.#servers.filter(({ wanted }) => !JSON.stringify(wanted.body).includes(id));
  }

  keepServer(server: KeptServer): void {
    this.#servers.push(server);
  }

  /** A server that was asked for so: it is handed over. */
  takeServer(wanted: Wanted): KeptServer | undefined {
    const index = this.#servers.findIndex((server) => isSame(server.wanted, wanted));
    return index < 0 ? undefined : this.#servers.splice(index, 1)[0];
  }

  /**
   * Those that have to go before there is more, longest here first.
   * @param used how much of the budget is in play, with what is about to be made
   */
  makeRoom({ servers, volumes }: Budget): readonly KeptServer[] {
    const going: KeptServer[] = [];
    while (servers + this.#servers.length > this.budget.servers && this.#servers.length > 0)
      going.push(...this.#servers.splice(0, 1));
    while (volumes + this.#servers.filter(hasVolume).length > this.budget.volumes) {
      const index = this.#servers.findIndex(hasVolume);
      if (index < 0) break;
      going.push(...this.#servers.splice(index, 1));
    }
    return going;
  }

  /** Whether an entry on the ledger is kept. */
  has(key: string): boolean {
    return [...this.#images, ...this.#servers].some((thing) => thing.key === key);
  }
}

const isSame = (one: Wanted, other: Wanted): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether a server boots from a volume. */
export const hasVolume = ({ wanted }: Pick<KeptThing, 'wanted'>): boolean =>
  JSON.stringify(wanted.body).includes('"block_device_mapping_v2"');
