import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blockOf, formatAddress, formatBlock, parseAddress, parseBlock } from './ip';

describe('addresses', () => {
  it('are read, and written in their shortest form', () => {
    for (const [text, shortest] of [
      ['10.0.0.1', '10.0.0.1'],
      ['255.255.255.255', '255.255.255.255'],
      ['::', '::'],
      ['::1', '::1'],
      ['fd00::', 'fd00::'],
      ['FD00:0:0:1:0:0:0:1', 'fd00:0:0:1::1'],
      ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
      ['fd00::10:0:0:5', 'fd00::10:0:0:5'],
    ] as const) {
      const address = parseAddress(text);
      assert.equal(address && formatAddress(address), shortest);
    }
  });

  it('are nothing else', () => {
    for (const text of [
      '',
      '10.0.0',
      '10.0.0.256',
      'x',
      '1::2::3',
      '1:2:3',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7:8::',
      'fd00::g',
    ])
      assert.equal(parseAddress(text), undefined, text);
  });

  it('stand in blocks', () => {
    for (const [text, block] of [
      ['10.0.0.77/24', '10.0.0.0/24'],
      ['10.0.0.77', '10.0.0.77/32'],
      ['fd00::1/64', 'fd00::/64'],
    ] as const) {
      const parsed = parseBlock(text);
      assert.equal(parsed && formatBlock(parsed), block);
    }
    for (const text of ['10.0.0.0/33', '10.0.0.0/x', 'x/8', '']) {
      assert.equal(parseBlock(text), undefined, text);
      assert.throws(() => blockOf(text), /is no block/);
    }
  });
});
