import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const folderOfCache = join(__dirname, '../node_modules/.cache/nova-rescue');

test('what is remembered of a file is used for the same text only, and keeps its lines', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-swc-'));
  const kept = join(
    folderOfCache,
    `${createHash('sha1')
      .update(JSON.stringify([join(folder, 'one.ts')]))
      .digest('hex')}.json`,
  );
  t.after(() => {
    rmSync(folder, { recursive: true });
    rmSync(kept, { force: true });
  });
  const file = join(folder, 'one.ts');
  const env = { PATH: process.env.PATH, TS_NODE_PROJECT: join(__dirname, '../tsconfig.json') };
  const run = async () => {
    const ran = promisify(execFile)(process.execPath, ['-r', require.resolve('ts-node/register'), file], { env });
    return (await ran).stdout;
  };
  const text = (said: string) => `
interface Unused {
  readonly said: string;
}
const one: Unused = { said: '${said}' };
console.log(one.said, new Error('here').stack?.split('\\n')[1]?.replace(/.*one/, 'one'));
`;
  writeFileSync(file, text('first'));
  const first = await run();
  assert.match(first, /^first one\.ts:6:23\)?\n$/);
  assert.equal(await run(), first);
  writeFileSync(kept, readFileSync(kept, 'utf8').replace('first', 'kept'));
  assert.equal(await run(), first.replace('first', 'kept'), 'it is used');
  writeFileSync(kept, '{');
  assert.equal(await run(), first, 'what is damaged is not');
  writeFileSync(file, text('second'));
  assert.equal(await run(), first.replace('first', 'second'));
});
