import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../targets/make-folder';
import { UserError } from '../../targets/user-error';

/**
 * Claims a folder for this process: two runs in one folder would share a ledger, and each would remove what the other
 * has made. What a killed process has claimed is free.
 * @returns how to give it back
 * @throws UserError while another process has it, or where it cannot be written
 */
export function claimFolder(folder: string, own = process.pid): () => void {
  const path = join(folder, 'lock');
  const holder = holderOf(path);
  if (holder !== undefined && holder !== own && isAlive(holder)) {
    throw new UserError(`another run (process ${holder}) is at work in ${folder}: wait for it, or give another --out`);
  }
  try {
    makeFolder(folder);
    writeFileSync(path, `${own}\n`);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(`cannot write to ${folder} (${why}); give another folder with --out`);
  }
  return () => rmSync(path, { force: true });
}

function holderOf(path: string): number | undefined {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(holder) && holder > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
