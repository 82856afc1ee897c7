import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFeature } from '../../fuzz/counterexamples/as-feature';
import { asShell } from '../../fuzz/counterexamples/as-shell';
import type { Counterexample, KeptBreach, KeptRace, KeptRequest } from '../../fuzz/counterexamples/counterexample';
import { requestAsFeature } from '../../fuzz/counterexamples/request-as-feature';
import { requestAsShell } from '../../fuzz/counterexamples/request-as-shell';
import { makeFolder } from '../../targets/make-folder';
import { redact, redactText } from '../../targets/redact';
import { UserError } from '../../targets/user-error';

/** The same for the same thing played, whatever found it. */
const nameOf = (edition: string, played: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([edition, played]))
    .digest('hex')
    .slice(0, 12);

/** What was written: the path of the .json file, and whether it was not there before. */
export interface Written {
  readonly path: string;
  readonly isNew: boolean;
}

/**
 * Writes a sequence as .json, .feature and .sh.
 * @throws UserError where the folder cannot be written to
 */
export async function writeCounterexample(folder: string, example: Counterexample): Promise<Written> {
  const script = await asShell(example);
  return write(folder, nameOf(example.edition, example.actions), example, {
    feature: { text: asFeature(example) },
    sh: { text: script, mode: 0o755 },
  });
}

/**
 * Writes a race as .json: nothing else can say who goes when.
 * @throws UserError where the folder cannot be written to
 */
export const writeRace = (folder: string, example: KeptRace): Written =>
  write(folder, nameOf(example.edition, example.race.plan), example, {});

/**
 * Writes down plays that break what needs no model, as .json.
 * @throws UserError where the folder cannot be written to
 */
export const writeBreach = (folder: string, example: KeptBreach): Written =>
  write(folder, nameOf(example.edition, example.breach), example, {});

/**
 * Writes a request as .json and .sh, and as .feature where that can say it; one that takes another before it as .json alone.
 * @throws UserError where the folder cannot be written to
 */
export function writeRequest(folder: string, example: KeptRequest): Written {
  const { edition, request, before } = example;
  if (before) return write(folder, nameOf(edition, [...before, request]), example, {});
  const feature = requestAsFeature(example);
  return write(folder, nameOf(edition, request), example, {
    ...(feature !== undefined && { feature: { text: feature } }),
    sh: { text: requestAsShell(example), mode: 0o755 },
  });
}

interface Rendering {
  readonly text: string;
  readonly mode?: number;
}

function write(
  folder: string,
  name: string,
  example: object,
  renderings: Readonly<Record<string, Rendering>>,
): Written {
  const base = join(folder, name);
  const path = `${base}.json`;
  try {
    const isNew = !existsSync(path);
    makeFolder(folder);
    writeFileSync(path, `${JSON.stringify(redact(example), null, 2)}\n`);
    for (const [ending, { text, mode }] of Object.entries(renderings))
      writeFileSync(`${base}.${ending}`, redactText(text), { mode });
    return { path, isNew };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(`cannot write to ${folder} (${error.code}); give another folder with --out`);
  }
}
