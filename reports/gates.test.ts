import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Gate, type GateReport, gatesLine, gatesMarkdown } from './gates';

const gate = (name: string, found: Gate['found'], status: number | null = null, why: string | null = null): Gate => ({
  gate: `${name}-refused`,
  name,
  factor: `something of the ${name} | another`,
  found,
  status,
  why,
});

/** Gates of a cloud, with every kind of finding. */
export const gates: GateReport = {
  inconclusive: null,
  gates: [
    gate('lock', 'refuses', 409),
    gate('image', 'refuses', 400),
    gate('trait', 'refuses', 400),
    gate('state', 'refuses', 409),
    gate('volume', 'absent'),
    gate('role', 'not-applicable', null, 'there is no reader'),
    gate('microversion', 'inconclusive', null, 'a timeout'),
  ],
  order: [['lock-refused'], ['image-refused', 'trait-refused']],
  unplaced: ['state-refused'],
  contradictory: false,
  pairs: [
    { gates: ['lock-refused', 'image-refused'], first: 'lock-refused', why: null },
    { gates: ['lock-refused', 'trait-refused'], first: null, why: 'it was not asked' },
    { gates: ['image-refused', 'trait-refused'], first: null, why: 'their answers are the same (400)' },
    { gates: ['lock-refused', 'state-refused'], first: null, why: 'their answers are the same (409)' },
  ],
};

describe('the gates of a report', () => {
  it('are one line on a terminal', () => {
    assert.equal(
      gatesLine(gates),
      'gates, in order: lock 409, (image 400 or trait 400, not told apart); somewhere among them: state 409; absent: volume; not looked at: role, microversion',
    );
  });

  it('have no order where the answers fit none', () => {
    const none: GateReport = { ...gates, order: [], unplaced: ['lock-refused', 'image-refused'], contradictory: true };
    assert.match(gatesLine(none), /^gates, in no one order: lock 409, image 400; absent: /);
  });

  it('say why nothing was found out', () => {
    const line = 'gates: nothing could be found out: a timeout';
    const nothing: GateReport = { ...gates, inconclusive: 'a timeout', gates: [], order: [], unplaced: [], pairs: [] };
    assert.equal(gatesLine(nothing), line);
    assert.ok(gatesMarkdown(nothing).endsWith(`\n\n${line}.`));
  });

  it('are a table on the page, with what is not told of', () => {
    const lines = gatesMarkdown(gates).split('\n');
    assert.equal(lines[0], '## Gates');
    for (const line of [
      '| `lock-refused` | something of the lock \\| another | refused with 409 |',
      '| `volume-refused` | something of the volume \\| another | accepted: no such gate |',
      '| `role-refused` | something of the role \\| another | not-applicable: there is no reader |',
      '- `image-refused` and `trait-refused`: their answers are the same (400)',
      '- `lock-refused` and `state-refused`: their answers are the same (409)',
    ])
      assert.ok(lines.includes(line), line);
    assert.ok(!lines.some((line) => line.includes('it was not asked')), 'others decide between them');
  });
});
