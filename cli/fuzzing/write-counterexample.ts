import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFeature } from '../../fuzz/counterexamples/as-feature';
import { asShell } from '../../fuzz/counterexamples/as-shell';
import type { Counterexample } from '../../fuzz/counterexamples/counterexample';
import { makeFolder } from '../../targets/make-folder';
import { redact, redactText } from '../../targets/redact';
import { UserError } from '../../targets/user-error';

/** The same for the same actions, whatever found them. */
const nameOf = ({ actions, edition }: Counterexample): string =>
  createHash('sha256')
    .update(JSON.stringify([edition, actions]))
    .digest('hex')
    .slice(0, 12);

/**
 * Writes it as .json, .feature and .sh.
 * @returns the path of the .json file, and whether it was not there before
 * @throws UserError where the folder cannot be written to
 */
export async function writeCounterexample(
  folder: string,
  example: Counterexample,
): Promise<{ readonly path: string; readonly isNew: boolean }> {
  const base = join(folder, nameOf(example));
  const path = `${base}.json`;
  const script = await asShell(example);
  try {
    const isNew = !existsSync(path);
    makeFolder(folder);
    writeFileSync(path, `${JSON.stringify(redact(example), null, 2)}\n`);
    writeFileSync(`${base}.feature`, redactText(asFeature(example)));
    writeFileSync(`${base}.sh`, redactText(script), { mode: 0o755 });
    return { path, isNew };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(`cannot write to ${folder} (${error.code}); give another folder with --out`);
  }
}
