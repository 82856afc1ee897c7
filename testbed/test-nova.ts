import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../reports/report';
import { recordedThemes, sideBySide } from './side-by-side/run';
import { judgementText } from './side-by-side/tell';

/**
 * `npm run test:nova`: judges the real Nova of the testbed, with admin and disruptive rules, and compares every verdict
 * with expected/nova-26.2.json; then plays the script of side-by-side/ against it and the simulator. 1 on any difference;
 * 2 where there can be no testbed. `--update` writes what came; `--side-by-side` leaves the rules out, `--rule` the script.
 */
const expectedFile = join(__dirname, 'expected/nova-26.2.json');

async function main(): Promise<number> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    process.stderr.write('error: the testbed needs root on Debian 12 and about 3 GiB of memory; there is none here\n');
    return 2;
  }
  execFileSync(join(__dirname, 'up'), { stdio: 'inherit' });
  const words = process.argv.slice(2);
  if (words.includes('--side-by-side')) return summary([await alike()]);
  const { update, runs, options } = optionsOf(words);
  if (update) {
    process.stdout.write(`${JSON.stringify(verdictsOf(runAgainstTestbed(options)), null, 2)}\n`);
    return 0;
  }
  const counts = Array.from({ length: runs }, (_, index) => compared(index + 1, runs, options));
  return summary(options.includes('--rule') ? counts : [...counts, await alike()]);
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

function summary(counts: readonly Count[]): number {
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.stdout.write(`${counts.reduce((sum, count) => sum + count.passed, 0)} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Plays the script against both, and tells every difference that nobody has explained. */
async function alike(): Promise<Count> {
  const began = performance.now();
  const judgement = await sideBySide(recordedThemes(), { real: true, keep: false, isWhole: true });
  process.stdout.write(`${judgementText(judgement)}, ${Math.round((performance.now() - began) / 1000)} s\n`);
  const { unexplained, stale, astray, requests } = judgement;
  return { passed: requests - unexplained.length, failed: unexplained.length + stale.length + astray.length };
}

/** One run, of which every difference is told. */
function compared(run: number, runs: number, options: readonly string[]): Count {
  const began = performance.now();
  const found = verdictsOf(runAgainstTestbed(options));
  const expected = expectedVerdicts();
  const rules = options.includes('--rule')
    ? Object.keys(found)
    : [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  const differences = rules.filter((rule) => expected[rule] !== found[rule]);
  for (const rule of differences) process.stdout.write(`${rule}: expected ${expected[rule]}, found ${found[rule]}\n`);
  const seconds = Math.round((performance.now() - began) / 1000);
  const same = differences.length === 0 ? 'as expected' : `${differences.length} differ`;
  process.stdout.write(`run ${run} of ${runs}: ${rules.length} rules, ${same}, ${seconds} s\n`);
  return { passed: rules.length - differences.length, failed: differences.length };
}

function optionsOf(words: readonly string[]): { update: boolean; runs: number; options: readonly string[] } {
  const at = words.indexOf('--runs');
  const rest = at < 0 ? words : words.filter((_, index) => index !== at && index !== at + 1);
  return {
    update: words.includes('--update'),
    runs: at < 0 ? 1 : Number(words[at + 1]),
    options: rest.filter((word) => word !== '--update'),
  };
}

/** What the suite says of Debian's Nova, rule by rule. */
export const expectedVerdicts = (): Readonly<Record<string, string>> => JSON.parse(readFileSync(expectedFile, 'utf8'));

/** Runs the suite against the testbed as it is, and returns the report. */
export function runAgainstTestbed(options: readonly string[]): Report {
  const out = mkdtempSync(join(tmpdir(), 'nova-rescue-testbed-'));
  const callers = ['--admin-cloud', 'novabed-admin', '--config', join(__dirname, 'nova-rescue.yaml')];
  const cloud = ['--cloud', 'novabed', ...callers, '--disruptive'];
  const clouds = join(process.env.NOVABED_HOME ?? '/opt/novabed', 'clouds.yaml');
  spawnSync(process.execPath, [join(__dirname, '../cli/nova-rescue.cjs'), 'run', ...cloud, '--out', out, ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, OS_CLIENT_CONFIG_FILE: clouds },
  });
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

const verdictsOf = ({ rules }: Report) => Object.fromEntries(rules.map(({ id, verdict }) => [id, verdict]));

if (require.main === module) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      process.stderr.write(`error: ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
