import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../cli/running/package-root';
import { installNode, majors } from './node-versions';
import { trials } from './trials';

/**
 * `npm run test:packed`: packs the package, installs it into an empty folder on each Node, and tries it there. 1 where
 * anything is wrong, or a Node is not to be had. `-- --write` keeps the table in docs/results/packed.md.
 */
const page = join(packageRoot, 'docs/results/packed.md');
/** A version of cucumber that is not ours, for projects that have one of their own. */
const otherCucumber = '@cucumber/cucumber@11.3.0';

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-packed-'));
  try {
    const packed = npm(packageRoot, 'pack', '--silent', '--pack-destination', folder).trim().split('\n').at(-1) ?? '';
    const otherModules = join(folder, 'other/node_modules');
    mkdirSync(join(folder, 'other'));
    npm(join(folder, 'other'), 'install', '--prefix', '.', '--no-audit', '--no-fund', otherCucumber);
    const rows = majors.map((major) => tried(major, join(folder, String(major)), join(folder, packed), otherModules));
    const table = [
      `| Node | ${Object.keys(trials).join(' | ')} |`,
      `|---${'|---'.repeat(Object.keys(trials).length)}|`,
      ...rows.map(({ node, cells }) => `| ${node} | ${cells.join(' | ')} |`),
    ].join('\n');
    const cells = rows.flatMap((row) => row.cells);
    const passed = cells.filter((cell) => cell === 'passed').length;
    process.stdout.write(`${table}\n${passed} passed, ${cells.length - passed} failed\n`);
    if (process.argv.includes('--write')) writeFileSync(page, pageOf(packed, table));
    return passed === cells.length ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Row {
  readonly node: string;
  readonly cells: readonly string[];
}

/** One line of the table. What is wrong goes to standard error in full. */
function tried(major: number, folder: string, packed: string, otherModules: string): Row {
  const names = Object.keys(trials);
  const attempt = <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      process.stderr.write(`Node ${major}, ${what}: ${error instanceof Error ? error.message : error}\n`);
      return undefined;
    }
  };
  const node = attempt('installing Node', () => installNode(major, join(folder, 'node')));
  if (!node) return { node: `${major}: not to be had`, cells: names.map(() => 'not tried') };
  const project = join(folder, 'project');
  mkdirSync(project);
  const install = ['install', '--engine-strict', '--no-audit', '--no-fund', packed];
  const installed = attempt('installing the package', () =>
    execFileSync('npm', install, { cwd: project, env: node.env, encoding: 'utf8' }),
  );
  if (installed === undefined) return { node: `${node.version}: not installed`, cells: names.map(() => 'not tried') };
  const consumer = { project, env: node.env, otherModules };
  const cells = Object.entries(trials).map(
    ([name, trial]) =>
      attempt(name, () => {
        trial(consumer);
        return 'passed';
      }) ?? 'FAILED',
  );
  process.stderr.write(`Node ${node.version}: ${cells.join(', ')}\n`);
  return { node: node.version, cells };
}

const npm = (folder: string, ...words: readonly string[]) =>
  execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const pageOf = (packed: string, table: string) => `# The packed package on each Node

Written by \`npm run test:packed -- --write\`: \`npm pack\` made ${packed}, which \`npm install --engine-strict\` put into an empty
folder on each Node (of the npm package \`node\`). What was tried there: package/packed/trials.ts.

${table}

- \`--features\`: examples/features, with its step file; and that a departure of the simulator makes it fail.
- Steps in TypeScript: Node 20 cannot load them by itself, and must be told so in one line; the others run them.
- Another cucumber: step files that import ${otherCucumber} of their own end in one line that says so.
- Programs: examples/nightly.mjs and examples/nightly.cjs, \`run\` and \`rules\`; a cloud that is not there ends in a UserError.
- startSimulator: examples/embedded.mjs and examples/embedded.cjs.
- Types: examples/typed.mts, as ESM and as CommonJS, strict, library files checked too, without @types/node; and a step file.
`;

process.exitCode = main();
