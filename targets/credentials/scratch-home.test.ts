import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Surroundings } from './surroundings';

/** A scratch folder with a `work` to be in, a `home` and an `etc`, that is removed after the test. */
export interface ScratchHome extends Surroundings {
  readonly root: string;
  /** Writes a file below the folder. @returns its absolute path */
  write(file: string, text: string): string;
  with(env: Surroundings['env']): Surroundings;
}

/** `files`: their paths below the scratch folder, and what they hold. */
export function scratchHome(t: TestContext, files: Readonly<Record<string, string>> = {}): ScratchHome {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'credentials-')));
  t.after(() => rmSync(root, { recursive: true }));
  const places = { cwd: path.join(root, 'work'), home: path.join(root, 'home'), etc: path.join(root, 'etc') };
  const home: ScratchHome = {
    ...places,
    root,
    env: {},
    write(file, text) {
      const absolute = path.join(root, file);
      mkdirSync(path.dirname(absolute), { recursive: true });
      writeFileSync(absolute, text);
      return absolute;
    },
    with: (env) => ({ ...places, env }),
  };
  for (const [file, text] of Object.entries(files)) home.write(file, text);
  return home;
}

/** A clouds.yaml with one cloud `name`; `settings` are further lines at the cloud's level, `auth` at that of `auth`. */
export function cloudsYaml(name: string, { auth = [] as string[], settings = [] as string[] } = {}): string {
  return [
    'clouds:',
    `  ${name}:`,
    '    auth:',
    '      auth_url: http://keystone:5000/v3',
    ...auth.map((line) => `      ${line}`),
    ...settings.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** The lines below `auth` of a complete password cloud. */
export const passwordLines = [
  'username: demo',
  'password: S3cret',
  'project_name: demo',
  'user_domain_name: Default',
  'project_domain_id: default',
];
