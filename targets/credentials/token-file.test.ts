import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scratchHome } from './scratch-home.test';
import { readToken } from './token-file';

test('a token is read without the white space around it', (t) => {
  assert.equal(readToken(scratchHome(t).write('token', '\n gAAAA-_= \r\n')), 'gAAAA-_=');
});

test('a token file that is missing, empty or something else', (t) => {
  const home = scratchHome(t);
  const refused = (path: string, what: string) => {
    assert.throws(() => readToken(path), { name: 'UserError', message: `${path}: the token file ${what}` });
  };
  refused('/no/such', 'cannot be read (ENOENT): check the path and its permissions');
  refused(home.write('empty', ' \n'), 'is empty: write a token into it');
  refused(home.write('words', 'S3cret words'), 'holds more than one word: it must hold just the token');
});
