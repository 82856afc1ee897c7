import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { always } from '../targets/arranging/wrapped-target.test';
import { type MadeUp, scenario } from './made-up.test';

const broken = { simulator: { departure: 'bfv-needs-trait' } } as const;

const playing = (t: TestContext, when: string, options: MadeUp = {}) =>
  scenario(
    t,
    `When ${when}
  Then nothing tells the two apart`,
    options,
  );

const these = (...actions: readonly string[]) => `these actions are played, and on the simulator as spec
  """
  ${actions.join('\n  ')}
  """`;

const refused = these(
  '{"do": "create", "boots": "volume", "on": "incapable"}',
  '{"do": "rescue", "at": "2.87", "image": "stable"}',
);

describe('a sequence of actions in a feature', () => {
  it('is played on the target and on the simulator', async (t) => {
    assert.equal((await playing(t, refused)).verdict, 'conforms');
    const { verdict, reason } = await playing(t, refused, broken);
    assert.equal(verdict, 'violates');
    assert.match(
      reason ?? '',
      /expected answer: 400 .* after create a server .*; rescue with the image “stable” at 2\.87, but it is 200 /,
    );
  });

  it('leaves nothing behind, not even a changed trait', async (t) => {
    const changing = these(
      '{"do": "create", "boots": "image"}',
      '{"do": "set trait", "on": "capable", "to": "absent"}',
    );
    const {
      verdict,
      target: { sent },
    } = await playing(t, changing);
    assert.equal(verdict, 'conforms');
    const changes = sent.filter(({ request }) => request.method === 'PUT' && request.path.endsWith('/traits'));
    assert.equal(changes.length, 2);
    assert.ok(sent.some(({ request }) => request.method === 'DELETE' && request.path.startsWith('/servers/')));
  });

  it('says what is no action', async (t) => {
    for (const line of ['rescue', '{"boots": "volume"}']) {
      const { verdict, reason } = await playing(t, these(line));
      assert.equal(verdict, 'inconclusive');
      assert.match(reason ?? '', /is no action: each line is JSON/);
    }
  });
});

describe('any sequence of actions in a feature', () => {
  const any = 'any sequence of actions is played, and on the simulator as spec';

  it('is drawn, and made small where it shows something', async (t) => {
    const { verdict } = await playing(t, any);
    assert.equal(verdict, 'conforms');
    const fault = { simulator: { departure: 'rescue-answers-200' }, samples: 20 } as const;
    const found = await playing(t, any, fault);
    assert.equal(found.verdict, 'violates');
    assert.match(
      found.reason ?? '',
      /expected answer: 200 .* after create a server [^;]*; rescue [^;]*, but it is 202 /,
    );
  });

  it('is inconclusive where the cloud cannot be asked', async (t) => {
    const { verdict, reason } = await playing(t, any, { rewrites: [always('POST', '/servers', 503, '')] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /POST \/servers was answered 503/);
  });
});
