import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Judgement, judge } from './judge';
import { knownDifferences } from './known-differences';
import { page, pageFile } from './page';
import { nameOf, type Play, play } from './play';
import { realEnd } from './real-end';
import { record, recorded } from './recording';
import { removeLeftovers } from './removal';
import type { Theme } from './request';
import { themes } from './script';
import { simulatedEnd } from './simulated-end';
import { holds, judgementText } from './tell';

/**
 * `npm run side-by-side [-- THEME…]`: plays the script against the simulator and compares it with the recording of the
 * real Nova. `--real`: with the testbed itself, which is to be up. `--record`: keeps what the testbed answers.
 * `--harmless`: only what reads and is refused. `--page`: writes docs/results/fidelity.md. 1 where something differs that
 * nobody has explained.
 */
export async function main(words: readonly string[]): Promise<number> {
  const has = (option: string) => words.includes(option);
  const named = words.filter((word) => !word.startsWith('--'));
  const unknown = named.filter((name) => !themes.some((theme) => theme.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`error: no theme “${unknown[0]}”: there are ${themes.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const chosen = themes.filter(
    (theme) => (named.length === 0 || named.includes(theme.name)) && (!has('--harmless') || theme.harmless === true),
  );
  const judgement = await sideBySide(chosen, {
    real: has('--real') || has('--record'),
    keep: has('--record'),
    isWhole: chosen.length === themes.length,
  });
  if (has('--page')) writeFileSync(pageFile, page(judgement, chosen));
  process.stdout.write(`${judgementText(judgement)}\n`);
  return holds(judgement) ? 0 : 1;
}

/** The themes up to the last of which anything is recorded: what comes after has nothing to be compared with. */
export function recordedThemes(): readonly Theme[] {
  const known = recorded();
  const isRecorded = (theme: Theme) => theme.requests.some((request) => known.has(nameOf(theme, request)));
  return themes.slice(0, themes.findLastIndex(isRecorded) + 1);
}

interface Wish {
  /** Whether the testbed is asked, or the recording taken for it. */
  readonly real: boolean;
  /** Whether what the testbed answers becomes the recording. */
  readonly keep: boolean;
  /** Whether known differences that do not occur are stale. */
  readonly isWhole: boolean;
}

export async function sideBySide(chosen: readonly Theme[], { real, keep, isWhole }: Wish): Promise<Judgement> {
  const before = recorded();
  const answers = real ? await ofTestbed(chosen) : before;
  if (keep) record(isWhole ? answers : new Map([...before, ...answers]));
  const simulated = await ofSimulator(chosen);
  // What nobody has recorded yet is nothing to be judged by, unless it is just being recorded.
  const judged = [...simulated].filter(([request]) => keep || before.has(request));
  const judgement = judge(answers, new Map(judged), knownDifferences);
  return isWhole ? judgement : { ...judgement, stale: [] };
}

export async function ofSimulator(chosen: readonly Theme[]): Promise<Play> {
  const end = await simulatedEnd();
  try {
    return await play(end, chosen);
  } finally {
    await end.close();
  }
}

async function ofTestbed(chosen: readonly Theme[]): Promise<Play> {
  process.env.OS_CLIENT_CONFIG_FILE ??= join(process.env.NOVABED_HOME ?? '/opt/novabed', 'clouds.yaml');
  const end = await realEnd();
  try {
    await removeLeftovers(end);
    return await play(end, chosen);
  } finally {
    await end.close();
  }
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      process.stderr.write(`error: ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
