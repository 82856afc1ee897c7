import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ModuleKind, transpileModule } from 'typescript';
import { packageRoot } from '../cli/running/package-root';

const measures = ['branches', 'functions', 'lines'] as const;

interface Count {
  readonly total: number;
  readonly covered: number;
}

/** What c8 writes as coverage-summary.json: by path, and `total`. */
export type CoverageSummary = Readonly<Record<string, Readonly<Record<(typeof measures)[number], Count>>>>;

/** All of the simulator is to be tested, for verdicts are compared with it; of the rest nine tenths. */
const least = (file: string): number => (file.startsWith('simulator/') ? 100 : 90);

const percent = ({ covered, total }: Count): number => (total === 0 ? 100 : (100 * covered) / total);

/** Whether nothing of a file is left to run once its types are gone, as c8 cannot know: it takes it for untested. */
function holdsTypesAlone(file: string): boolean {
  const { outputText } = transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { module: ModuleKind.ESNext },
  });
  return outputText.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === 'export {};';
}

/** What is tested too little: each file of the simulator, and the rest as a whole. */
export function coverageProblems(summary: CoverageSummary, root: string): readonly string[] {
  const files = Object.entries(summary)
    .filter(([path, { lines }]) => path !== 'total' && (lines.covered > 0 || !holdsTypesAlone(path)))
    .map(([path, counts]) => ({ file: relative(root, path), counts }));
  const rest = files.filter(({ file }) => least(file) < 100);
  return measures.flatMap((measure) => {
    const sum = (what: keyof Count) => rest.reduce((all, { counts }) => all + counts[measure][what], 0);
    const all = { covered: sum('covered'), total: sum('total') };
    return [
      ...files
        .filter(({ file, counts }) => least(file) === 100 && counts[measure].covered < counts[measure].total)
        .map(({ file, counts }) => `${file}: ${counts[measure].covered} of ${counts[measure].total} ${measure}`),
      ...(percent(all) < least('') ? [`outside simulator/: ${percent(all).toFixed(1)} % of the ${measure}`] : []),
    ];
  });
}

/** `npm run test:coverage`, after c8 has summed up: every shortfall on a line of its own, and 1 where there is any. */
function main(): void {
  const summary = readFileSync(join(packageRoot, 'coverage/coverage-summary.json'), 'utf8');
  const problems = coverageProblems(JSON.parse(summary), packageRoot);
  for (const problem of problems) process.stderr.write(`not tested enough: ${problem}\n`);
  if (problems.length === 0) process.stdout.write('tested: all of simulator/, and at least 90 % of the rest\n');
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (require.main === module) main();
