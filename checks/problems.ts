import type { Envelope } from '@cucumber/messages';
import { importProblems } from './imports';
import { stepProblems } from './steps';
import { tagProblems } from './tags';

/** Everything that keeps features, steps, catalogue and simulator from saying the same thing, a line each. */
export function problems(messages: readonly Envelope[], root: string): readonly string[] {
  return [...tagProblems(messages), ...stepProblems(messages), ...importProblems(root)];
}
