import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** Lays the package into a folder as an installation has it: compiled, beside the packages it needs. */
export function packageInto(folder: string): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const words = [tsc, '--project', 'tsconfig.build.json', '--outDir', join(folder, 'dist')];
  execFileSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  for (const file of ['package.json', 'cli/nova-rescue.cjs', 'package/load.cjs']) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}
