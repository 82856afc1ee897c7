import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const majors = [20, 22, 24, 26] as const;

/** A Node of its own in a folder: what `node`, `npm` and `npx` are with this PATH. */
export interface InstalledNode {
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Installs the newest Node of a major version into the folder, from the npm package `node`. That package has its
 * platform's package installed by a script; where scripts do not run, it is installed itself.
 * @throws Error where there is none
 */
export function installNode(major: number, folder: string): InstalledNode {
  mkdirSync(folder, { recursive: true });
  const platform = `node-${process.platform}-${process.arch}`;
  const bins = ['node', platform].map((name) => join(folder, 'node_modules', name, 'bin'));
  const bin = () => bins.find((path) => existsSync(join(path, 'node')));
  npm(folder, `node@${major}`);
  if (bin() === undefined) npm(folder, `${platform}@${major}`);
  const found = bin();
  if (found === undefined) throw new Error(`neither node@${major} nor ${platform}@${major} brought a binary`);
  const version = execFileSync(join(found, 'node'), ['--version'], { encoding: 'utf8' }).trim();
  if (!version.startsWith(`v${major}.`)) throw new Error(`node@${major} brought ${version}`);
  // What the npm that runs us has told its child would lead the next one to our own folder.
  const ofOurs = /^(npm_(?!config_)|npm_config_(local_)?prefix$|INIT_CWD$|NODE_OPTIONS$|TS_NODE|OS_)/i;
  const inherited = Object.entries(process.env).filter(([name]) => !ofOurs.test(name));
  return { version, env: { ...Object.fromEntries(inherited), PATH: `${found}:${process.env.PATH}` } };
}

const npm = (folder: string, wanted: string) =>
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', wanted], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
