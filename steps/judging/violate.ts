import { AssertionError } from 'node:assert';
import { summary } from '../../targets/clients/reading';
import { redactText } from '../../targets/redact';
import type { RescueWorld, Trial } from '../world';

/** Ends the scenario as a violation: what was expected, and what came instead. */
export function violate(world: RescueWorld, expected: string, actual: string, trials: readonly Trial[]): never {
  world.violation = { expected, actual: redactText(actual), trials };
  const message = redactText(`expected ${expected}, but ${actual}`);
  throw new AssertionError({ message, expected, actual: redactText(actual), operator: 'judge' });
}

/** A trial in words: how it was asked, and what was answered. */
export const inWords = ({ asked, exchange }: Trial): string => `${asked}: ${summary(exchange)}`;
