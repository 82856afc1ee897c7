import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { consoleOf } from './guest';

const disk = (text: string) => {
  const data = Buffer.alloc(512);
  data.write(text, 0x100);
  return data;
};

describe('a guest', () => {
  it('says nothing where its disk has no marker', () => {
    for (const boot of [Buffer.alloc(0), Buffer.alloc(512), disk('something else'), Buffer.alloc(512, 'x')]) {
      assert.equal(consoleOf({ boot, others: [disk('nova-rescue other')] }), '');
    }
  });

  it('names the disk it boots from, then every disk with a marker', () => {
    const guest = { boot: disk('nova-rescue one'), others: [disk('nova-rescue two'), Buffer.alloc(512)] };
    const lines = ['boot: nova-rescue one', 'disk: nova-rescue one', 'disk: nova-rescue two', 'done', ''];
    assert.equal(consoleOf(guest), lines.join('\r\n'));
  });
});
