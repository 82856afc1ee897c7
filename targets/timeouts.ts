/** How long a connection may take, in milliseconds. */
export interface Timeouts {
  /** Until it is there. */
  readonly connect: number;
  /** Until the headers of an answer have come. */
  readonly headers: number;
  /** Between two pieces of its body. */
  readonly body: number;
  /** For one request and its whole answer: a body that only drips would go on for ever. */
  readonly whole: number;
}

/** What a patient client waits; less where the user has less patience. */
export function timeoutsWithin(seconds: number): Timeouts {
  const short = Math.min(60, seconds) * 1000;
  return { connect: Math.min(10_000, short), headers: short, body: short, whole: 2 * short };
}
