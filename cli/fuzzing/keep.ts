import { join, relative } from 'node:path';
import { type Replayable, tokenOf } from '../../fuzz/counterexamples/counterexample';
import type { Told } from './told';
import type { Written } from './write-counterexample';

/**
 * Writes down what was found: for this run, and for those to come where something is kept for them.
 * @param beside what else is written, for its user
 * @returns where it is, and how it is seen again, in lines for its user
 * @throws UserError where a folder cannot be written to
 */
export async function keep<Example extends Replayable>(
  example: Example,
  write: (folder: string, example: Example) => Written | Promise<Written>,
  { out, corpus }: Pick<Told, 'out' | 'corpus'>,
  beside = '',
): Promise<readonly string[]> {
  const { path } = await write(join(out, 'counterexamples'), example);
  if (corpus !== undefined) await write(corpus, example);
  return [`  kept in   ${relative('', path)}${beside}`, replayLine(example)];
}

export const replayLine = (example: Replayable): string => `  replay    nova-rescue replay ${tokenOf(example)}`;
