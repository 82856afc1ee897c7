import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runHook } from './hooks';
import { Inconclusive, NotApplicable } from './inconclusive';

const input = { server: 'server-1', present: false };
const withHook = (command: string) => ({ hooks: { 'host-trait': command } });

describe('a hook', () => {
  it('is told by JSON on its standard input', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'nova-rescue-')), 'told');
    await runHook(withHook(`cat > '${file}'`), 'host-trait', input);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { hook: 'host-trait', ...input });
  });

  it('may end without reading it', async () => {
    await runHook(withHook('exit 0'), 'host-trait', { ...input, long: 'x'.repeat(1 << 20) });
  });

  it('makes a rule not applicable where it cannot, or is not there', async () => {
    const refused = runHook(withHook('echo no such host >&2; exit 3'), 'host-trait', input);
    await assert.rejects(
      refused,
      (error) => error instanceof NotApplicable && error.message === 'the hook host-trait cannot: no such host',
    );
    await assert.rejects(runHook({}, 'host-trait', input), NotApplicable);
  });

  it('leaves the matter open where it fails', async () => {
    const failed = runHook(withHook('exit 1'), 'host-trait', input);
    await assert.rejects(failed, (error) => error instanceof Inconclusive && /failed with 1/.test(error.message));
  });
});
