/** Why some told nothing, each reason in a line of its own. */
export const toldNothing = (inconclusive: readonly string[]): readonly string[] =>
  [...new Set(inconclusive)].map((reason) => `told nothing: ${reason}`);
