/** What the simulator answers otherwise than the real Nova, and why that is left so. */
export interface KnownDifference {
  /** The names of themes and requests; `*` stands for any text. */
  readonly requests: readonly string[];
  /** Where in the answer, such as `headers.vary` or `body.server.*`; `*` stands for any text. */
  readonly at: readonly string[];
  readonly reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [];
