/** We could not tell: a timeout, a refused connection, an error of ours. Never a verdict on the target. */
export class Inconclusive extends Error {
  override name = 'Inconclusive';
}

/** The target cannot arrange what a scenario asks for. */
export class NotApplicable extends Error {
  override name = 'NotApplicable';
}
