import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Entry, Ledger } from './ledger';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'ledger-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

const entry = (name: string): Entry => ({ key: name, kind: 'server', name, endpoint: 'http://nova', caller: 'owner' });
const names = (ledger: Ledger) => ledger.open().map(({ name }) => name);

test('what was intended is on file before anything else, for its owner alone, newest first', (t) => {
  const path = join(folder(t), 'new/ledger.ndjson');
  const ledger = new Ledger(path);
  assert.ok(!existsSync(path), 'reading makes no file');
  ledger.intend(entry('volume'));
  ledger.intend(entry('server'));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(names(ledger), ['server', 'volume']);
  assert.deepEqual(names(new Ledger(path)), ['server', 'volume']);
});

test('a server comes before the volume that was made for it later', (t) => {
  const ledger = new Ledger(join(folder(t), 'ledger.ndjson'));
  for (const name of ['image', 'server', 'volume'] as const) ledger.intend({ ...entry(name), kind: name });
  assert.deepEqual(names(ledger), ['server', 'volume', 'image']);
});

test('an id is kept once it is known', (t) => {
  const path = join(folder(t), 'ledger.ndjson');
  const ledger = new Ledger(path);
  ledger.intend(entry('server'));
  ledger.made('server', 'id-1');
  ledger.made('never heard of', 'id-2');
  const expected = [{ ...entry('server'), id: 'id-1' }];
  assert.deepEqual(ledger.open(), expected);
  assert.deepEqual(new Ledger(path).open(), expected);
});

test('what is struck off stays so, and the file goes with its last entry', (t) => {
  const path = join(folder(t), 'ledger.ndjson');
  const ledger = new Ledger(path);
  ledger.intend(entry('volume'));
  ledger.intend(entry('server'));
  ledger.strikeOff('volume');
  ledger.strikeOff('volume');
  ledger.strikeOff('never heard of');
  assert.deepEqual(names(new Ledger(path)), ['server']);
  const later = new Ledger(path);
  later.strikeOff('server');
  assert.ok(!existsSync(path));
  later.intend(entry('another'));
  assert.deepEqual(names(new Ledger(path)), ['another']);
});

test('a last line that was cut off is passed over, and what is written next is not lost with it', (t) => {
  const path = join(folder(t), 'ledger.ndjson');
  new Ledger(path).intend(entry('volume'));
  appendFileSync(path, '{"op":"intend","entry":{"key":"ser');
  const ledger = new Ledger(path);
  assert.deepEqual(names(ledger), ['volume']);
  ledger.intend(entry('server'));
  ledger.intend(entry('image'));
  assert.deepEqual(names(new Ledger(path)), ['image', 'server', 'volume']);
  assert.equal(readFileSync(path, 'utf8').split('\n').length, 5);
});

test('a ledger that can be neither read nor written', (t) => {
  const path = folder(t);
  assert.throws(() => new Ledger(path), {
    name: 'UserError',
    message: `cannot read the ledger ${path} (EISDIR); give the folder of a run with --out`,
  });
  const file = join(path, 'file');
  writeFileSync(file, '');
  assert.throws(() => new Ledger(join(file, 'ledger.ndjson')).intend(entry('server')), {
    name: 'UserError',
    message: /^cannot write the ledger .*ENOTDIR.*; choose another folder with --out$/,
  });
});
