import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFacts } from '../../reports/run-facts';
import { packageRoot } from './package-root';

type ToolFacts = RunFacts['tool'];

/** Name and version of this package. */
export function packageFacts(): Pick<ToolFacts, 'name' | 'version'> {
  const { name, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as ToolFacts;
  return { name, version };
}

/** The commit too where it is a checkout. */
export const toolFacts = (): ToolFacts => ({
  ...packageFacts(),
  commit: existsSync(join(packageRoot, '.git')) ? commit() : null,
});

function commit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: packageRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
