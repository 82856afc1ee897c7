import assert from 'node:assert/strict';
import { it } from 'node:test';
import { whyNoJson } from './python-json';

/** What json.loads of CPython 3.11 said. */
const said: readonly (readonly [text: string, why: string])[] = [
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['\n x', 'Expecting value: line 2 column 2 (char 2)'],
  ['{} {}', 'Extra data: line 1 column 4 (char 3)'],
  ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['{"a": 1,}', 'Expecting property name enclosed in double quotes: line 1 column 9 (char 8)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a": }', 'Expecting value: line 1 column 7 (char 6)'],
  ['{"a": {"b": 1 2}}', "Expecting ',' delimiter: line 1 column 15 (char 14)"],
  ['{"a', 'Unterminated string starting at: line 1 column 2 (char 1)'],
  ['["é\\', 'Unterminated string starting at: line 1 column 2 (char 1)'],
  ['[1, 2', "Expecting ',' delimiter: line 1 column 6 (char 5)"],
  ['{"a": [1, 2]} x', 'Extra data: line 1 column 15 (char 14)'],
  ['[]]', 'Extra data: line 1 column 3 (char 2)'],
  ['[NaN, -Infinity, 1.5e3, true x', "Expecting ',' delimiter: line 1 column 30 (char 29)"],
  ['01', 'Extra data: line 1 column 2 (char 1)'],
  ['"a\tb"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['"\\n\\x"', 'Invalid \\escape: line 1 column 4 (char 3)'],
  ['"\\u00g0"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
];

it('what Python says where it cannot read JSON', () => {
  for (const [text, why] of said) assert.equal(whyNoJson(text), why, text);
});

it('lists in lists without end are given up', () =>
  assert.equal(whyNoJson('['.repeat(100_000)), 'Expecting value: line 1 column 801 (char 800)'));
