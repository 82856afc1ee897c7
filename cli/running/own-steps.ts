import { spawnSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { UserError } from '../../targets/user-error';

/** What the user's step files import instead of cucumber: a second copy would define steps for nobody. */
const from = 'import Given, When and Then from nova-rescue-conformance/steps';

/**
 * Loads the user's step files, and sees that what they define is heard.
 * @throws UserError where a file cannot be loaded, uses a cucumber of its own, or replaces the World
 */
export async function loadingOwn(
  folder: string,
  load: () => Promise<ISupportCodeLibrary>,
): Promise<ISupportCodeLibrary> {
  const before = new Set(otherCucumbers());
  const support = await load().catch((error: unknown) => {
    throw new UserError(whyNotLoaded(folder, error));
  });
  const [other] = otherCucumbers().filter((path) => !before.has(path));
  if (other !== undefined) throw new UserError(otherCopy(folder, other));
  if (!hasOurWorld(support))
    throw new UserError(
      `the step files in ${folder} replace the World, which our steps need: call no setWorldConstructor, or extend RescueWorld`,
    );
  return support;
}

const otherCopy = (folder: string, path: string) =>
  `the step files in ${folder} use another copy of cucumber (${path}) than nova-rescue: ${from}`;

/** The copies of cucumber in this process that are not the one we run. */
export function otherCucumbers(): readonly string[] {
  const own = realpathSync(dirname(require.resolve('@cucumber/cucumber/package.json')));
  const main = /[\\/]node_modules[\\/](?:@cucumber[\\/])?cucumber(?=[\\/]lib[\\/]index\.js$)/;
  return Object.keys(require.cache).flatMap((path) => {
    const copy = main.test(path) ? dirname(dirname(path)) : own;
    return copy === own ? [] : copy;
  });
}

/** Cucumber’s types do not show the World that it will make. */
function hasOurWorld(support: ISupportCodeLibrary): boolean {
  const { World } = support as ISupportCodeLibrary & { readonly World?: unknown };
  for (let found = World; typeof found === 'function'; found = Object.getPrototypeOf(found)) {
    if (found.name === 'RescueWorld') return true;
  }
  return false;
}

function whyNotLoaded(folder: string, error: unknown): string {
  const known: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  const { message, stack = '', code } = known;
  const where = placeIn(folder, stack) ?? (error instanceof SyntaxError ? misspelt(folder) : undefined) ?? folder;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
    return `Node ${process.versions.node} cannot load ${relative(folder, message.match(/ for (.*)$/)?.[1] ?? '')} of ${folder}: for TypeScript take Node 22.18 or later, register a loader with NODE_OPTIONS, or compile it`;
  if (message.includes("isn't running")) {
    const [other = 'not found'] = otherCucumbers();
    return otherCopy(folder, other);
  }
  if (/Cannot find (?:module|package) 'nova-rescue-conformance/.test(message))
    return `the step files in ${folder} cannot find nova-rescue-conformance: install it in their project, and run that copy of nova-rescue`;
  const [line = ''] = message.trim().split('\n');
  return `a step file cannot be loaded: ${where}: ${known.name}: ${line}`;
}

/** The first place within the folder that a stack names. */
function placeIn(folder: string, stack: string): string | undefined {
  for (const root of [folder, pathToFileURL(folder).href]) {
    const [, rest] = stack.split(`${root}${root === folder ? sep : '/'}`);
    const place = rest?.match(/^[^\s()]+?:\d+/)?.[0];
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Where Node reads no JavaScript: of a module's syntax error it tells the place only to those who run it by itself. */
function misspelt(folder: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.[cm]?js$/.test(name) && !name.includes('node_modules'))) {
    const { stderr } = spawnSync(process.execPath, ['--check', join(folder, file)], { encoding: 'utf8' });
    const place = placeIn(folder, stderr);
    if (place !== undefined) return place;
  }
  return undefined;
}
