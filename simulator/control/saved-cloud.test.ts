import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Answer, Cloud, type Question, stable, version } from '../cloud.test';
import type { Simulator, SimulatorOptions } from '../index';
import { fromGraph, type Graph } from './graph';

/** A request, or some time that passes. */
type Act =
  | { readonly pass: number }
  | { readonly method: string; readonly path: string; readonly question: Question; readonly upload?: boolean };

/** Through a file. */
const written = ({ control }: Simulator): unknown => JSON.parse(JSON.stringify(control.save()));

/** Everything that a cloud holds. */
const heldBy = (simulator: Simulator): unknown => fromGraph((written(simulator) as { world: Graph }).world);

/** `{3}` in a path or a body stands for the fourth id that any answer has shown, if there were that many. */
const withIds = <T>(value: T, ids: readonly string[]): T =>
  JSON.parse(
    JSON.stringify(value).replaceAll(
      /\{(\d+)\}/g,
      (_, index) => ids[Number(index) % Math.max(ids.length, 1)] ?? 'none',
    ),
  );

const uuid = /(?<!req-)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g;

/** What a cloud answers, in every byte. `ids` grows by those that are seen. */
async function answersOf(cloud: Cloud, acts: readonly Act[], ids: Set<string>): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const act of acts) {
    if ('pass' in act) {
      cloud.simulator.clock.advance(act.pass);
      continue;
    }
    const { method, path, question } = withIds(act, [...ids]);
    const body = act.upload ? Buffer.from(path) : question.body;
    const answer: Answer = await cloud.ask(method, path, { ...question, body });
    assert.ok(answer.status < 500 || answer.status === 501, `${method} ${path}: ${answer.text}`);
    for (const [id] of answer.text.matchAll(uuid)) ids.add(id);
    answers.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}`);
  }
  return answers;
}

const some = fc.nat(11).map((index) => `{${index}}`);
const as = fc.constantFrom('owner', 'owner', 'owner', 'admin', 'other-project', 'reader', 'nobody') as fc.Arbitrary<
  NonNullable<Question['as']>
>;
const at287 = fc.constantFrom({}, version('2.37'), version('2.87'));

const asked = (
  method: string,
  path: fc.Arbitrary<string>,
  body: fc.Arbitrary<unknown> = fc.constant(undefined),
  service: NonNullable<Question['service']> = 'compute',
): fc.Arbitrary<Act> =>
  fc.record({ path, body, as, headers: at287 }).map(({ path, ...question }) => ({
    method,
    path,
    question: { ...question, service },
  }));

const raw = { disk_format: 'raw', container_format: 'bare' };
const bytes: Question = { service: 'image', headers: { 'Content-Type': 'application/octet-stream' } };
const image = asked(
  'POST',
  fc.constant('/v2/images'),
  fc.constantFrom({ name: 'a', ...raw, ...stable }, { name: 'b', ...raw }),
  'image',
);
const upload = some.map((id): Act => ({ method: 'PUT', path: `/v2/images/${id}/file`, question: bytes, upload: true }));
const boots = fc.oneof(
  some.map((imageRef) => ({ imageRef })),
  some.map((uuid) => ({
    block_device_mapping_v2: [
      { boot_index: 0, uuid, source_type: 'image', destination_type: 'volume', volume_size: 1 },
    ],
  })),
);
const server = asked(
  'POST',
  fc.constant('/servers'),
  fc.record({ boots, flavorRef: fc.constantFrom('1', '3') }).map((wish) => ({
    server: { name: 's', networks: 'none', flavorRef: wish.flavorRef, ...wish.boots, metadata: { ['__proto__']: 'x' } },
  })),
);
const action = asked(
  'POST',
  some.map((id) => `/servers/${id}/action`),
  fc.oneof(
    fc.constantFrom({ unrescue: null }, { lock: null }, { unlock: null }, { 'os-stop': null }, { 'os-start': null }),
    fc.constantFrom({ rescue: null }, { 'os-getConsoleOutput': {} }, { 'os-resetState': { state: 'error' } }),
    some.map((ref) => ({ rescue: { rescue_image_ref: ref } })),
  ),
);
const volume = asked('POST', fc.constant('/volumes'), fc.constant({ volume: { size: 1 } }), 'block-storage');
const attach = asked(
  'POST',
  some.map((id) => `/servers/${id}/os-volume_attachments`),
  some.map((volumeId) => ({ volumeAttachment: { volumeId } })),
);
const deletion = fc.oneof(
  asked(
    'DELETE',
    some.map((id) => `/servers/${id}`),
  ),
  asked(
    'DELETE',
    some.map((id) => `/volumes/${id}`),
    undefined,
    'block-storage',
  ),
  asked(
    'DELETE',
    some.map((id) => `/v2/images/${id}`),
    undefined,
    'image',
  ),
);
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMpbiLXCMR+WDbaJhJjJKsMjtYYaki5j8nCoYBTvZIEB';
const around = fc.oneof(
  asked('POST', fc.constant('/v2.0/networks'), fc.constant({ network: { name: 'n' } }), 'network'),
  asked(
    'POST',
    fc.constant('/v2.0/subnets'),
    some.map((id) => ({ subnet: { network_id: id, ip_version: 4, cidr: '10.1.0.0/24' } })),
    'network',
  ),
  asked(
    'POST',
    fc.constant('/v2.0/ports'),
    some.map((id) => ({ port: { network_id: id } })),
    'network',
  ),
  asked('POST', fc.constant('/v2.0/security-groups'), fc.constant({ security_group: { name: 'g' } }), 'network'),
  asked(
    'POST',
    fc.constant('/snapshots'),
    some.map((id) => ({ snapshot: { volume_id: id } })),
    'block-storage',
  ),
  // Given: a pair that Nova makes is new each time, as a real one.
  asked('POST', fc.constant('/os-keypairs'), fc.constant({ keypair: { name: 'k', public_key: publicKey } })),
  asked(
    'POST',
    some.map((id) => `/servers/${id}/metadata`),
    fc.constant({ metadata: { key: 'value' } }),
  ),
  asked(
    'POST',
    some.map((id) => `/servers/${id}/os-interface`),
    some.map((id) => ({ interfaceAttachment: { net_id: id } })),
  ),
);
const look = fc.oneof(
  asked('GET', fc.constantFrom('/v2.0/networks', '/v2.0/ports', '/v2.0/security-groups'), undefined, 'network'),
  asked('GET', fc.constantFrom('/snapshots/detail', '/types'), undefined, 'block-storage'),
  asked('GET', fc.constantFrom('/servers/detail', '/flavors/detail', '/os-availability-zone')),
  asked(
    'GET',
    some.map((id) => `/servers/${id}`),
  ),
  asked(
    'GET',
    some.map((id) => `/servers/${id}/os-instance-actions`),
  ),
  asked('GET', fc.constant('/volumes/detail'), undefined, 'block-storage'),
  asked('GET', fc.constant('/v2/images'), undefined, 'image'),
  asked('GET', fc.constantFrom('/resource_providers', '/traits'), undefined, 'placement'),
  asked('GET', fc.constantFrom('/v3/users', '/v3/projects'), undefined, 'identity'),
);
const user = asked('POST', fc.constant('/v3/users'), fc.constant({ user: { name: 'new', password: 'p' } }), 'identity');
const time = fc.constantFrom(100, 300, 1000, 5000).map((pass): Act => ({ pass }));
const acts = fc.array(
  fc.oneof(image, upload, server, server, action, action, volume, attach, deletion, around, around, look, user, time),
  {
    maxLength: 30,
  },
);

/** Something to begin with: an image that can be booted and rescued with, a server on its own disk, one on a volume. */
const begin: readonly Act[] = [
  { method: 'POST', path: '/v2/images', question: { service: 'image', body: { name: 'first', ...raw, ...stable } } },
  { method: 'PUT', path: '/v2/images/{0}/file', question: bytes, upload: true },
  ...[
    { imageRef: '{0}' },
    {
      block_device_mapping_v2: [
        { boot_index: 0, uuid: '{0}', source_type: 'image', destination_type: 'volume', volume_size: 1 },
      ],
    },
  ].map((boots) => ({
    method: 'POST',
    path: '/servers',
    question: { headers: version('2.37'), body: { server: { name: 's', networks: 'none', flavorRef: '1', ...boots } } },
  })),
  { pass: 5000 },
];

describe('a saved cloud', () => {
  it('answers as the one that it was saved from', async () => {
    const broken = fc.constantFrom<Partial<SimulatorOptions>>(
      {},
      { departure: 'refusal-is-repeatable' },
      { fault: 'sticky-opt-in-for-ever' },
    );
    await fc.assert(
      fc.asyncProperty(acts, acts, broken, async (before, after, options) => {
        const one = new Cloud(options);
        const ids = new Set<string>();
        await answersOf(one, [...begin, ...before], ids);
        const another = new Cloud({ seed: 99, edition: 'spec', driver: 'fake' });
        another.simulator.control.restore(written(one.simulator));
        assert.deepEqual(await answersOf(another, after, new Set(ids)), await answersOf(one, after, new Set(ids)));
        assert.deepEqual(heldBy(another.simulator), heldBy(one.simulator));
      }),
      { numRuns: 60, seed: 4, includeErrorInReport: true },
    );
  });

  it('goes on with what was under way, and with the passwords and tokens that it had', async () => {
    const one = new Cloud({ start: 0 });
    await answersOf(one, begin.slice(0, -1), new Set());
    const another = new Cloud();
    another.simulator.control.restore(written(one.simulator));
    const { control } = another.simulator;
    assert.deepEqual(
      control.underWay().map(({ kind, at }) => [kind, at]),
      [
        ['build', 1000],
        ['build', 1000],
      ],
    );
    control.advance(1000);
    assert.deepEqual(
      control.servers().map(({ status }) => status),
      ['ACTIVE', 'ACTIVE'],
    );
    assert.equal(one.simulator.control.servers()[0]?.status, 'BUILD');
    control.reset();
    assert.deepEqual([control.servers().length, control.cloud().edition], [0, 'nova-27.0']);
  });

  it('is no other file, and is as it was written', () => {
    const cloud = new Cloud();
    const { control } = cloud.simulator;
    const saved = written(cloud.simulator) as Record<string, unknown>;
    const restore = (change: object) => () => control.restore({ ...saved, ...change });
    for (const foreign of [undefined, null, 'text', [], {}, { format: 'other' }, { servers: [] }]) {
      assert.throws(() => control.restore(foreign), { name: 'ControlError', message: 'this is no saved cloud' });
    }
    assert.throws(restore({ version: '0.0.1' }), {
      message: /^this cloud was saved by version 0\.0\.1, and this is \d.*: save it anew$/,
    });
    for (const damage of [
      { world: { root: [0], nodes: [] } },
      { options: {} },
      { sha256: 'x' },
      { world: undefined },
    ]) {
      assert.throws(restore(damage), { message: /^this saved cloud is damaged, or was changed by hand: / });
    }
    assert.deepEqual(written(cloud.simulator), saved);
  });
});
