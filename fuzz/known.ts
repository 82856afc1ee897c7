/** Whether a later difference has the same cause as one that was found. */
export type IsSame<Difference> = (later: Difference) => Promise<boolean>;

/** What was found: it is told of no more. Asking may take a whole play each time, so nothing is asked twice. */
export class Known<Difference> {
  readonly #found: IsSame<Difference>[] = [];
  readonly #answers = new Map<string, boolean>();

  add(isSame: IsSame<Difference>): void {
    this.#found.push(isSame);
    this.#answers.clear();
  }

  async has(difference: Difference): Promise<boolean> {
    const text = JSON.stringify(difference);
    const answer = this.#answers.get(text) ?? (await this.#isFound(difference));
    this.#answers.set(text, answer);
    return answer;
  }

  async #isFound(difference: Difference): Promise<boolean> {
    for (const isSame of this.#found) if (await isSame(difference)) return true;
    return false;
  }
}
