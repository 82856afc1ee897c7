import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** One import of one of our files: both paths from the root, without an extension. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** What of targets/ asks through the port: never a door, nor the credentials behind it. */
const portOfTargets =
  /^targets\/(target|settle|subject|microversion|inconclusive|redact|clients\/.*|arranging\/.*|configuration\/configuration)$/;

/** Which imports a room may have of other rooms. A room that is not listed may import all. */
const allowed: Readonly<Record<string, (found: Import) => boolean>> = {
  features: () => false,
  simulator: ({ to, typeOnly }) => to === 'features/catalogue' && typeOnly,
  // What programs get stands on the command line, not the other way round.
  cli: ({ to }) => !to.startsWith('package/'),
  reports: ({ to }) => to === 'features/catalogue',
  targets: ({ to }) => to === 'simulator' || to === 'simulator/index',
  // It asks as the steps do and removes what it makes; it knows the editions.
  probing: ({ to }) =>
    to === 'simulator' ||
    to === 'simulator/index' ||
    to === 'steps/judging/classes' ||
    to === 'reports/gates' ||
    to.startsWith('targets/ledger/') ||
    portOfTargets.test(to),
  // The simulator is its model; whatever it makes, it has on the ledger.
  fuzz: ({ to }) =>
    to === 'simulator' || to === 'simulator/index' || to.startsWith('targets/ledger/') || portOfTargets.test(to),
  steps: ({ to }) =>
    to === 'reports/media-types' ||
    to === 'fuzz/stages/against-model' ||
    to === 'fuzz/sequences/difference-in-words' ||
    portOfTargets.test(to),
};

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));

/** Imports that lead where a room must not look. */
export function importProblems(root: string): readonly string[] {
  const files = Object.keys(allowed).flatMap((room) => sourcesBelow(join(root, room)));
  return files
    .flatMap((file) => importsOf(relative(root, file).replace(/\.ts$/, ''), readFileSync(file, 'utf8')))
    .flatMap(problemOf);
}

export function problemOf(found: Import): readonly string[] {
  const room = found.from.split('/')[0] ?? '';
  const within = found.to === room || found.to.startsWith(`${room}/`);
  const may = found.from === 'features/catalogue' ? false : within || (allowed[room]?.(found) ?? true);
  return may ? [] : [`${found.from}.ts must not import ${found.to}`];
}

/** The imports of our own files in a source text. */
export function importsOf(from: string, source: string): readonly Import[] {
  const pattern = /^(?:import|export)\s+(type\s)?(?:[^;']*?\sfrom\s+)?'(\.[^']*)'/gm;
  return [...source.matchAll(pattern)].map(([, type, path = '']) => ({
    from,
    to: join(dirname(from), path),
    typeOnly: type !== undefined,
  }));
}
