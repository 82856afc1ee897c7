import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fromGraph, toGraph } from './graph';

/** Through JSON and back, as a file goes. */
const saved = (value: unknown): unknown => fromGraph(JSON.parse(JSON.stringify(toGraph(value))));

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  // JSON knows no minus zero.
  fc.double().map((number) => (number === 0 ? 0 : number)),
  fc.constantFrom(null, undefined, true, false, NaN, Infinity, -Infinity),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);

const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('plain')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1')), tie('plain'), {
      noNullPrototype: true,
    }),
    fc.array(fc.tuple(fc.string(), tie('plain'))).map((pairs) => new Map(pairs)),
    fc.array(fc.string()).map((items) => new Set(items)),
  ),
}));

describe('plain data as JSON', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(plain, (value) => assert.deepEqual(saved(value), value)),
      { seed: 4 },
    );
  });

  it('holds in two places what was held in two places', () => {
    const volume = { status: 'in-use', data: Buffer.from('x') };
    const host = { name: 'one', servers: [] as unknown[] };
    const server = { host, attachments: [{ volume }] };
    host.servers.push(server);
    const back = saved({ volumes: new Map([['a', volume]]), servers: new Map([['b', server]]), data: volume.data }) as {
      volumes: Map<string, typeof volume>;
      servers: Map<string, typeof server>;
      data: Buffer;
    };
    const again = back.servers.get('b');
    assert.equal(again?.attachments[0]?.volume, back.volumes.get('a'));
    assert.equal(again?.host.servers[0], again);
    assert.equal(back.volumes.get('a')?.data, back.data);
    assert.notEqual(back.data, volume.data);
  });

  it('is as deep as it likes', () => {
    let deep: unknown = 'bottom';
    for (let depth = 0; depth < 100_000; depth++) deep = { deep };
    let back = saved(deep);
    while (typeof back === 'object') back = (back as { deep: unknown }).deep;
    assert.equal(back, 'bottom');
  });

  it('is no function and no instance of a class', () => {
    for (const [value, message] of [
      [{ at: () => 0 }, 'a function cannot be saved'],
      [[1n], 'a bigint cannot be saved'],
      [{ when: new Date(0) }, 'a Date cannot be saved'],
    ] as const) {
      assert.throws(() => toGraph(value), { message });
    }
  });
});
