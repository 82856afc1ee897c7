import { whyNothing } from './tells-nothing';

/** What is tried on a cloud: until it is over, and with those apart that tell nothing of it. */
export class Attempts {
  /** Why some told nothing, each reason as often as it came up. */
  readonly inconclusive: string[] = [];
  readonly #isOver: () => boolean;

  /** @param isOver whether to try no more */
  constructor(isOver: () => boolean) {
    this.#isOver = isOver;
  }

  /** @returns what it tells; undefined where it tells nothing, and when it is over */
  async attempt<Told>(act: () => Promise<Told>): Promise<Told | undefined> {
    if (this.#isOver()) return undefined;
    try {
      return await act();
    } catch (error) {
      const why = whyNothing(error);
      if (why === undefined) throw error;
      this.inconclusive.push(why);
      return undefined;
    }
  }
}
