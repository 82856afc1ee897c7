import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFacts } from '../../reports/run-facts';
import { packageRoot } from './run-features';

/** Name and version of this package; the commit too where it is a checkout. */
export function toolFacts(): RunFacts['tool'] {
  const { name, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version, commit: existsSync(join(packageRoot, '.git')) ? commit() : null };
}

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
