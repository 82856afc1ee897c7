import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromToken } from '../../fuzz/counterexamples/counterexample';
import { differenceLines, noteLines } from './difference-lines';

const shown = {
  played: 'lock',
  expected: '[202,[],null,{"locked":true}]',
  actual: '[202,[],null,{"locked":false}]',
  explanation: { allowed: [], rules: [], faults: [] },
} as const;

describe('a difference in lines', () => {
  const told = { after: '3 commands', rate: { shown: 1, of: 1 }, kept: ['  kept in   a.json'] } as const;

  it('says what was expected and found, and that nothing explains it', () => {
    assert.deepEqual(differenceLines(shown, told).split('\n'), [
      'difference after 3 commands: lock',
      '  expected  {"locked":true} (world afterwards)',
      '  found     {"locked":false}',
      '  as with   nothing known',
      '  kept in   a.json',
    ]);
  });

  it('says how often it was there, and what would do the same', () => {
    const explanation = { allowed: [], rules: ['rescue-once'], faults: ['states-unchecked'] } as const;
    const lines = differenceLines({ ...shown, explanation }, { ...told, rate: { shown: 2, of: 5 } });
    assert.match(lines, /^difference after 3 commands, flaky: 2 of 5 times: lock$/m);
    assert.match(lines, /^ {2}as with {3}rescue-once broken, states-unchecked$/m);
  });
});

describe('a note in lines', () => {
  it('says who does so too, and how it is seen again', () => {
    const allowed = [{ edition: 'nova-27.0', leeways: [] }] as const;
    const request = { method: 'GET', path: '/servers', headers: {}, as: 'owner' } as const;
    const example = { edition: 'spec', driver: 'libvirt', request } as const;
    const lines = noteLines({ ...shown, explanation: { ...shown.explanation, allowed } }, example).split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      'note: lock',
      '  expected  {"locked":true}',
      '  found     {"locked":false}',
      '  as        nova-27.0, in what the text leaves open',
    ]);
    assert.deepEqual(fromToken(/nrc1\.\S+/.exec(lines[4] ?? '')?.[0] ?? ''), example);
  });
});
