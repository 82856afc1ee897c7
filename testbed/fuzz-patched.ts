import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRuleId } from '../features/catalogue';
import { type Action, inWords } from '../simulator';
import { at, listAt } from '../targets/clients/reading';

/**
 * `npm run fuzz:patched -- NAME…`: puts each patched Nova in the testbed's place, and has `fuzz`, which is told nothing of
 * it, compare it with the Nova that it should be. Writes a table of what was found; ends with 1 where one was not.
 */
const patched = join(__dirname, 'patched-nova');

function main(): number {
  const names = process.argv.slice(2);
  const rows = ['| patch | a rule that it breaks | commands | what shows it |', '|---|---|---|---|'];
  const missed: string[] = [];
  try {
    for (const name of names) {
      const found = findings(name);
      if (found.length === 0) missed.push(name);
      rows.push(...found);
    }
  } finally {
    execFileSync(patched, ['--off'], { stdio: 'inherit' });
  }
  process.stdout.write(`${rows.join('\n')}\n`);
  for (const name of missed) process.stdout.write(`not found: ${name}\n`);
  process.stdout.write(`${names.length - missed.length} passed, ${missed.length} failed\n`);
  return missed.length === 0 ? 0 : 1;
}

/** A row for each finding: where nothing is patched there are none. */
function findings(name: string): readonly string[] {
  execFileSync(patched, [name], { stdio: 'inherit' });
  const out = mkdtempSync(join(tmpdir(), 'nova-rescue-fuzz-'));
  try {
    const target = [
      '--cloud',
      'novabed',
      '--admin-cloud',
      'novabed-admin',
      '--config',
      join(__dirname, 'nova-rescue.yaml'),
    ];
    const size = ['--seed', '1', '--runs', '30', '--time', '90', '--budget', 'servers=4,volumes=4'];
    const program = join(__dirname, '../cli/nova-rescue.cjs');
    spawnSync(process.execPath, [program, 'fuzz', ...target, '--edition', 'nova-27.0', ...size, '--out', out], {
      stdio: 'inherit',
      env: { OS_CLIENT_CONFIG_FILE: '/opt/novabed/clouds.yaml', ...process.env },
    });
    const folder = join(out, 'counterexamples');
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    return files.flatMap((file) => rowOf(name, JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  } finally {
    // What could not be removed is still on its ledger, for nova-rescue cleanup.
    if (!existsSync(join(out, 'ledger.ndjson'))) rmSync(out, { recursive: true, force: true });
  }
}

function rowOf(name: string, example: unknown): readonly string[] {
  const rules = listAt(example, 'rules');
  const broken = rulesBrokenBy(name).filter((rule) => rules.includes(rule));
  const words = inWords(listAt(example, 'actions') as readonly Action[]);
  return [`| \`${name}\` | ${broken.join(', ') || 'none that fuzz names'} | ${at(example, 'commands')} | ${words} |`];
}

function rulesBrokenBy(name: string): readonly string[] {
  const [, named = ''] =
    /^# Breaks: (.*)$/m.exec(readFileSync(join(__dirname, 'patches', `${name}.patch`), 'utf8')) ?? [];
  return named.split(/[,\s]+/).filter(isRuleId);
}

process.exitCode = main();
