import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectationsSchema } from '../../reports/expectations';
import type { Expectation } from '../../reports/run-facts';
import { readYaml } from '../../targets/configuration/read-yaml';
import { UserError } from '../../targets/user-error';
import { packageRoot } from './package-root';

/**
 * Reads the expectations: those of the package by their name, others by the path of their file.
 * @throws UserError where there are none such
 */
export function readExpectations(nameOrFile: string | undefined): readonly Expectation[] {
  if (nameOrFile === undefined) return [];
  const shipped = join(packageRoot, 'expectations');
  const own = join(shipped, `${nameOrFile}.yaml`);
  if (!existsSync(own) && !existsSync(nameOrFile)) {
    const names = readdirSync(shipped).map((file) => file.replace('.yaml', ''));
    throw new UserError(
      `no expectations are called “${nameOrFile}”, and there is no such file; the package has ${names.join(', ')}`,
    );
  }
  return readYaml<Expectation[]>(existsSync(own) ? own : nameOrFile, expectationsSchema);
}
