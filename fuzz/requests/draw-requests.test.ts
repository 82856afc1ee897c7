import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { requestsBy } from './draw-requests';
import { isHarmless } from './harmless';
import { type Ask, filled } from './request';

const everybody = ['owner', 'admin', 'other-project', 'reader', 'nobody'] as const;
const drawn = fc.sample(requestsBy(everybody), { seed: 2026, numRuns: 3_000 });

const read = ({ body = '' }: Ask): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
const values = (name: string) =>
  drawn.map((ask) => Object(read(ask))[name] as unknown).filter((value) => value !== undefined);

describe('requests that are drawn', () => {
  it('are of every action, as Nova has it and one step away', () => {
    for (const name of [
      'rescue',
      'unrescue',
      'lock',
      'unlock',
      'server',
      'reboot',
      'rebuild',
      'resize',
      'os-resetState',
    ])
      assert.ok(values(name).length >= 10, name);
    const rescues = values('rescue').map((value) => JSON.stringify(value));
    for (const some of ['null', '{}', '[]', '7', 'true', '""'].filter((one) => one !== '7'))
      assert.ok(rescues.includes(some), some);
    assert.ok(rescues.some((text) => text.includes('"rescue_image_ref":null')));
    assert.ok(
      rescues.some((text) => text.length > 10_000),
      'huge',
    );
    assert.ok(
      rescues.some((text) => text.startsWith('[[[[[[[[')),
      'nested',
    );
    assert.ok(
      drawn.some(({ body = '' }) => /"adminPass":[^{}]*"adminPass":/.test(body)),
      'a key that comes twice',
    );
    assert.ok(values('server').some((value) => Object.keys(Object(value)).length > 6));
  });

  it('are in part no JSON, no text, or sent otherwise', () => {
    assert.ok(drawn.filter((ask) => ask.body !== undefined && read(ask) === undefined).length > 200);
    assert.ok(drawn.some(({ bytes }) => bytes !== undefined));
    const methods = new Set(drawn.map(({ method }) => method));
    assert.ok(methods.has('PATCH') && methods.has('PROPFIND') && methods.has('DELETE'));
    for (const who of everybody)
      assert.ok(
        drawn.some(({ as }) => as === who),
        who,
      );
    assert.ok(new Set(drawn.map(({ path }) => path)).size > 20);
    assert.ok(new Set(drawn.map(({ headers }) => headers['Content-Type'])).size > 5);
  });

  it('make nothing that would have to be found again, and come from those alone who can send any', () => {
    assert.ok(drawn.every(isHarmless));
    const create: Ask = { method: 'POST', path: '/servers', headers: {}, as: 'owner' };
    assert.equal(isHarmless({ ...create, body: '{"server":{"block_device_mapping_v2":[]}}' }), false);
    assert.equal(isHarmless({ ...create, method: 'DELETE' }), false);
    const some = fc.sample(requestsBy(['owner']), { seed: 1, numRuns: 200 });
    assert.ok(some.every(({ as }) => as === 'owner'));
  });

  it('are sent with what each cloud has for its names', () => {
    const ask: Ask = {
      method: 'POST',
      path: '/servers/@{active}/action',
      headers: {},
      as: 'owner',
      body: '"@{no}@{image}"',
    };
    const names = { active: 'a-server', image: 'an-image' };
    assert.deepEqual(filled(ask, names), {
      ...{ caller: 'owner', service: 'compute', method: 'POST', path: '/servers/a-server/action', headers: {} },
      body: '"@{no}an-image"',
    });
    const { body: _, ...without } = ask;
    assert.ok(!('body' in filled(without, names)));
    assert.deepEqual(filled({ ...without, bytes: '/w==' }, names).body, Buffer.of(0xff));
  });
});
