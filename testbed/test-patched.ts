import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRuleId } from '../features/catalogue';
import type { Report } from '../reports/report';
import { expectedVerdicts, runAgainstTestbed } from './test-nova';

/**
 * `npm run test:patched [-- NAME…]`: puts each patched Nova in the testbed's place, judges it, and compares the rules it
 * breaks with those that the patch names. Writes a table to standard output, and to the file that TABLE names. RULES are
 * the rules that each is judged by, beside those that it names; all by default, which takes some minutes each.
 */
const patches = join(__dirname, 'patches');
/** What Debian's Nova violates, or does otherwise than other releases, by itself. */
const baseline = new Set(
  Object.entries(expectedVerdicts()).flatMap(([id, verdict]) =>
    ['violates', 'differs'].includes(verdict) ? [id] : [],
  ),
);

interface Patch {
  readonly name: string;
  readonly sentence: string;
  readonly breaks: ReadonlySet<string>;
  readonly mends: ReadonlySet<string>;
}

function readPatch(name: string): Patch {
  const lines = readFileSync(join(patches, `${name}.patch`), 'utf8').split('\n');
  const ids = (key: string) =>
    new Set((lines.find((line) => line.startsWith(`# ${key}:`)) ?? '').split(/[:,\s]+/).filter(isRuleId));
  return { name, sentence: (lines[1] ?? '').replace(/^# /, ''), breaks: ids('Breaks'), mends: ids('Mends') };
}

const withVerdict = ({ rules }: Report, ...verdicts: readonly string[]) =>
  new Set(rules.flatMap(({ id, verdict }) => (verdicts.includes(verdict) ? [id] : [])));

function main(): number {
  const named = process.argv.slice(2);
  const all = readdirSync(patches).map((file) => file.replace('.patch', ''));
  const chosen = (named.length > 0 ? named : all)
    .map(readPatch)
    .filter(({ breaks, mends }) => named.length > 0 || breaks.size + mends.size > 0);
  const table = ['| patch | what it does | flagged | inconclusive | as the patch says |', '|---|---|---|---|---|'];
  let wrong = 0;
  try {
    for (const patch of chosen) {
      const row = judgePatch(patch);
      wrong += row.right ? 0 : 1;
      table.push(row.line);
      const file = process.env.TABLE;
      if (file)
        (table.length === 3 ? writeFileSync : appendFileSync)(
          file,
          table.length === 3 ? `${table.join('\n')}\n` : `${row.line}\n`,
        );
    }
  } finally {
    execFileSync(join(__dirname, 'patched-nova'), ['--off'], { stdio: 'inherit' });
  }
  process.stdout.write(`${table.join('\n')}\n${chosen.length - wrong} passed, ${wrong} failed\n`);
  return wrong === 0 ? 0 : 1;
}

function judgePatch({ name, sentence, breaks, mends }: Patch): { readonly line: string; readonly right: boolean } {
  execFileSync(join(__dirname, 'patched-nova'), [name], { stdio: 'inherit' });
  const rules = process.env.RULES ? [...new Set([...process.env.RULES.split(','), ...breaks])] : [];
  const report = runAgainstTestbed(rules.length > 0 ? ['--rule', rules.join()] : []);
  const judged = new Set(report.rules.map(({ id }) => id as string));
  const expected = new Set([...breaks].filter((id) => judged.has(id)));
  const flagged = withVerdict(report, 'violates', 'differs');
  for (const id of baseline) flagged.delete(id as never);
  // Where a patch keeps the baseline's rule from being tried at all, it is inconclusive; only a mended one conforms.
  const kept = withVerdict(report, 'conforms', 'as-nova');
  const mended = [...baseline].every((id) => !judged.has(id) || kept.has(id as never) === mends.has(id));
  const right = mended && flagged.size === expected.size && [...flagged].every((id) => expected.has(id));
  const show = (ids: Iterable<string>) => [...ids].map((id) => `\`${id}\``).join(', ') || '—';
  const missing = [...expected].filter((id) => !flagged.has(id as never));
  const verdict = right
    ? 'yes'
    : `no: expected ${show(expected)}${missing.length > 0 ? `, missed ${show(missing)}` : ''}${mended ? '' : ', and the baseline is not as it should be'}`;
  const line = `| \`${name}\` | ${sentence} | ${show(flagged)} | ${show(withVerdict(report, 'inconclusive'))} | ${verdict} |`;
  return { line, right };
}

process.exitCode = main();
