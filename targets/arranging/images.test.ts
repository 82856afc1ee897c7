import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../clients/reading';
import type { ImageRole } from '../configuration/configuration';
import { always, answered, arranging, isInconclusive, isNotApplicable, type Rewrite } from './wrapped-target.test';

const roles = [
  'root',
  'stable',
  'plain',
  'bus-only',
  'device-only',
  'snapshot',
] as const satisfies readonly ImageRole[];

/** Images of the cloud's own. */
const own = [
  { id: 'not-ready', status: 'queued', hw_rescue_bus: 'virtio', hw_rescue_device: 'disk' },
  { id: 'its-plain', status: 'active' },
  { id: 'its-bus', status: 'active', hw_rescue_bus: 'usb' },
  { id: 'its-snapshot', status: 'active', hw_rescue_bus: 'usb', hw_rescue_device: 'disk', block_device_mapping: '[]' },
  { id: 'its-stable', status: 'active', hw_rescue_bus: 'usb', hw_rescue_device: 'cdrom' },
];
const listing = (images: readonly object[]) => always('GET', '/v2/images?', 200, { images });

describe('an image', () => {
  it('is made once a run, with the properties of its role', async (t) => {
    const { arranger, target, ledger } = arranging(t);
    const properties: Partial<Record<ImageRole, unknown>> = {};
    for (const role of roles) {
      const { id, marker } = await arranger.images.of(role);
      assert.equal((await arranger.images.of(role)).id, id);
      assert.match(marker ?? '', /^nova-rescue [0-9a-f]{8}-image-/);
      const { reply } = await target.send({
        caller: 'owner',
        service: 'image',
        method: 'GET',
        path: `/v2/images/${id}`,
      });
      assert.equal(textAt(reply.json, 'status'), 'active');
      const has = (key: string) => textAt(reply.json, key) !== undefined;
      properties[role] = ['hw_rescue_device', 'hw_rescue_bus', 'block_device_mapping'].filter(has);
    }
    const stable = ['hw_rescue_device', 'hw_rescue_bus'];
    assert.deepEqual(properties, {
      root: stable,
      stable,
      plain: [],
      'bus-only': ['hw_rescue_bus'],
      'device-only': ['hw_rescue_device'],
      snapshot: [...stable, 'block_device_mapping'],
    });
    assert.equal(ledger.open().filter(({ kind }) => kind === 'image').length, roles.length);
  });

  it('of a snapshot says that it is that of a volume', async (t) => {
    const { arranger, target } = arranging(t);
    await arranger.images.of('snapshot');
    const [made] = target.sent.filter(({ request }) => request.method === 'POST');
    const mapping: unknown = JSON.parse(textAt(made?.request.body, 'block_device_mapping') ?? '');
    assert.equal(Array.isArray(mapping) && at(mapping[0], 'source_type'), 'snapshot');
  });

  it('is the configured one, which needs no image service', async (t) => {
    const { arranger, target } = arranging(t, {
      without: ['image'],
      configuration: { images: { stable: 'mine', plain: 'my-plain' } },
    });
    assert.deepEqual(await arranger.images.of('stable'), { id: 'mine', marker: undefined });
    assert.deepEqual(await arranger.images.of('root'), { id: 'mine', marker: undefined }, 'a stable one boots too');
    assert.deepEqual(await arranger.images.of('plain'), { id: 'my-plain', marker: undefined });
    await isNotApplicable(arranger.images.of('bus-only'), /images\.bus-only in nova-rescue\.yaml/);
    assert.deepEqual(target.sent, []);
  });

  it('cannot be had without an image service and without a configured one', async (t) => {
    const { arranger } = arranging(t, { without: ['image'] });
    await isNotApplicable(
      arranger.arrange({ disk: 'volume', host: 'any' }),
      /no root image \(there is no image service to make one\): give its id as images\.root in nova-rescue\.yaml/,
    );
  });

  it('cannot be had where the image service takes none, and has none', async (t) => {
    const { arranger } = arranging(t, { rewrites: [always('POST', '/v2/images', 403, 'not you')] });
    await isNotApplicable(
      arranger.images.of('stable'),
      /no stable image \(the image service takes none: POST \/v2\/images → 403 not you\): give its id/,
    );
  });

  for (const [what, refusal] of [
    ['making one is refused', always('POST', '/v2/images', 403)],
    ['its upload is refused', always('PUT', '/v2/images', 413)],
  ] as const) {
    it(`is one of the cloud’s own where ${what}`, async (t) => {
      const { arranger } = arranging(t, { rewrites: [refusal, listing(own)] });
      const found = await Promise.all(
        (['root', 'stable', 'plain', 'bus-only', 'snapshot'] as const).map(
          async (role) => (await arranger.images.of(role)).id,
        ),
      );
      assert.deepEqual(found, ['its-stable', 'its-stable', 'its-plain', 'its-bus', 'its-snapshot']);
      assert.equal((await arranger.images.of('stable')).marker, undefined);
      await isNotApplicable(arranger.images.of('device-only'), /images\.device-only in nova-rescue\.yaml/);
    });
  }

  it('whose upload is refused is still on the ledger', async (t) => {
    const { arranger, ledger } = arranging(t, { rewrites: [always('PUT', '/v2/images', 413)] });
    await arranger.images.of('plain').catch(() => undefined);
    assert.equal(ledger.open().filter(({ kind, id }) => kind === 'image' && id !== undefined).length, 1);
  });

  it('that is never taken leaves the matter open', async (t) => {
    const killed = always('GET', '/v2/images/', 200, { status: 'killed' });
    await isInconclusive(arranging(t, { rewrites: [killed] }).arranger.images.of('stable'), /the image was not taken/);
    const slow = always('GET', '/v2/images/', 200, { status: 'saving' });
    await isInconclusive(
      arranging(t, { rewrites: [slow] }).arranger.images.of('stable'),
      /becoming active: not within/,
    );
  });

  it('of whose making nobody can be sure stays on the ledger', async (t) => {
    const { arranger, ledger } = arranging(t, {
      rewrites: [(request) => (request.method === 'POST' ? answered(request, 502) : undefined), listing([])],
    });
    await isNotApplicable(arranger.images.of('stable'));
    assert.equal(ledger.open().length, 1);
  });
});

describe('an image for one purpose', () => {
  it('is made once for each set of properties', async (t) => {
    const { arranger } = arranging(t);
    const wanted = { hw_rescue_device: 'cdrom', hw_rescue_bus: 'usb' };
    const { id } = await arranger.images.with('cdrom-usb', wanted);
    assert.equal((await arranger.images.with('cdrom-usb', wanted)).id, id);
    assert.notEqual((await arranger.images.with('disk-usb', { ...wanted, hw_rescue_device: 'disk' })).id, id);
  });

  it('is made for one server, deleted under it, and the server not used again', async (t) => {
    const { arranger, target, ledger } = arranging(t);
    const wish = { disk: 'image, its own', host: 'any' } as const;
    const server = await arranger.arrange(wish);
    const shown = { caller: 'owner', service: 'image', method: 'GET', path: `/v2/images/${server.ownImage}` } as const;
    assert.equal((await target.send(shown)).reply.status, 200);
    await arranger.conditions.put(server, 'without its image');
    assert.equal((await target.send(shown)).reply.status, 404);
    assert.ok(!ledger.open().some(({ id }) => id === server.ownImage));
    await arranger.giveBack(server);
    const other = await arranger.arrange(wish);
    assert.notEqual(other.id, server.id);
    assert.notEqual(other.ownImage, server.ownImage);
  });

  it('is not applicable where the target takes none, and open where it does not go', async (t) => {
    const { arranger } = arranging(t, { without: ['image'], configuration: { images: { root: 'its-root' } } });
    await isNotApplicable(arranger.images.makeOwn(), /takes no image of ours/);
    await isNotApplicable(arranger.images.with('cdrom-usb', { hw_rescue_bus: 'usb' }), /no image with .*"usb"/);
    const { arranger: keeping } = arranging(t, { rewrites: [always('DELETE', '/v2/images/', 403, {})] });
    const server = await keeping.arrange({ disk: 'image, its own', host: 'any' });
    await isInconclusive(keeping.conditions.put(server, 'without its image'), /was not deleted: DELETE .*403/);
  });

  it('that the owner does not see is made once by an admin', async (t) => {
    const { arranger, target } = arranging(t);
    const { id } = await arranger.images.unseen();
    assert.equal((await arranger.images.unseen()).id, id);
    const show = (caller: 'owner' | 'admin') =>
      target.send({ caller, service: 'image', method: 'GET', path: `/v2/images/${id}` });
    assert.deepEqual([(await show('owner')).reply.status, (await show('admin')).reply.status], [404, 200]);
  });

  it('that the owner does not see needs an admin of another project', async (t) => {
    await isNotApplicable(arranging(t, { callers: ['owner'] }).arranger.images.unseen(), /give --admin-cloud/);
    const seen: Rewrite = (request, pass) =>
      request.service === 'image' ? pass({ ...request, caller: 'owner' }) : undefined;
    await isNotApplicable(arranging(t, { rewrites: [seen] }).arranger.images.unseen(), /of the same project/);
  });

  it('that is not to come to be is looked for at the end of the run', async (t) => {
    const { arranger, ledger } = arranging(t);
    const name = arranger.images.unwanted('backup');
    assert.equal(arranging(t, { without: ['image'] }).arranger.images.unwanted('backup'), undefined);
    assert.match(name ?? '', /-image-backup-/);
    assert.deepEqual(
      ledger.open().map((entry) => [entry.kind, entry.name, entry.id]),
      [['image', name, undefined]],
    );
  });
});
