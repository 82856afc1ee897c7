import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../../targets/user-error';
import { claimFolder } from './claim';

const folder = () => join(mkdtempSync(join(tmpdir(), 'nova-rescue-')), 'out');

describe('a folder of a run', () => {
  it('is claimed, and given back', () => {
    const out = folder();
    const giveBack = claimFolder(out);
    assert.ok(existsSync(join(out, 'lock')));
    giveBack();
    assert.equal(existsSync(join(out, 'lock')), false);
  });

  it('is refused while another process is at work in it', () => {
    const out = folder();
    claimFolder(out, process.ppid);
    assert.throws(
      () => claimFolder(out),
      (error) => error instanceof UserError && /is at work in/.test(error.message),
    );
  });

  it('is free when that process is gone, or the lock says nothing', () => {
    const out = folder();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    claimFolder(out, pid);
    claimFolder(out)();
    for (const nonsense of ['', 'somebody', '-1']) {
      writeFileSync(join(out, 'lock'), nonsense);
      claimFolder(out)();
    }
  });

  it('must be one that can be written', () => {
    assert.throws(() => claimFolder('/proc/self/cmdline/out'), UserError);
  });
});
