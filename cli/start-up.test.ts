import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { workplace } from './testing/command-line.test';

/** The packages that a command has loaded by its end. What compiles the TypeScript of a checkout is not among them. */
async function packagesOf(t: TestContext, ...words: readonly string[]): Promise<readonly string[]> {
  const place = workplace(t, { NODE_OPTIONS: '--require=./list.cjs' });
  const list = "require('fs').writeFileSync('loaded.json', JSON.stringify(Object.keys(require.cache)))";
  place.write('list.cjs', `process.on('exit', () => ${list});`);
  const { code, stderr } = await place.run(...words);
  assert.equal(code, 0, stderr);
  const files = JSON.parse(readFileSync(join(place.path, 'loaded.json'), 'utf8')) as string[];
  const names = files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  const ours = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { dependencies: object };
  return Object.keys(ours.dependencies).filter((name) => names.includes(name));
}

test('serve loads nothing but what reads the command line: a cloud is there at once', async (t) => {
  assert.deepEqual(await packagesOf(t, 'serve', '--exec', 'true'), ['commander']);
});

test('the help of all commands names each of them', async (t) => {
  const { stdout } = await workplace(t).run('--help');
  for (const name of ['run', 'fingerprint', 'knock-out', 'serve', 'rules', 'cleanup', 'check-config']) {
    assert.match(stdout, new RegExp(`^ {2}${name} `, 'm'));
  }
  assert.match((await workplace(t).run('sreve')).stderr, /^error: unknown command 'sreve' \(Did you mean serve\?\)\n$/);
});
