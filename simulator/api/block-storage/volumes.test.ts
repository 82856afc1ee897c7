import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, stable, textAt, version } from '../../cloud.test';
import { microversion, VolumeCloud, why } from './volume-cloud.test';

const nowhere = '00000000-0000-4000-8000-000000000000';

describe('a volume', () => {
  it('is made, becomes available, and is gone when it was deleted', async () => {
    const cloud = new VolumeCloud();
    const wish = { name: ' one ', description: 'of two', size: 2, metadata: { a: 'b' } };
    const made = await cloud.volumes('POST', '/volumes', { body: { volume: wish } });
    const id = textAt(made.json, 'volume', 'id');
    // To who makes it, Cinder tells what it has in mind; to all others, what its database has.
    const precise = textAt(made.json, 'volume', 'created_at');
    assert.match(precise, /^2026-01-01T00:00:00\.000(?!000)\d{3}$/);
    const creating = {
      id,
      status: 'creating',
      size: 2,
      availability_zone: 'nova',
      created_at: precise,
      updated_at: null,
      name: 'one',
      description: 'of two',
      volume_type: '__DEFAULT__',
      snapshot_id: null,
      source_volid: null,
      metadata: { a: 'b' },
      links: [
        { rel: 'self', href: `http://cloud.invalid/volume/v3/volumes/${id}` },
        { rel: 'bookmark', href: `http://cloud.invalid/volume/volumes/${id}` },
      ],
      user_id: textAt(made.json, 'volume', 'user_id'),
      bootable: 'false',
      encrypted: false,
      replication_status: null,
      consistencygroup_id: null,
      multiattach: false,
      attachments: [],
    };
    assert.deepEqual([made.status, made.json], [202, { volume: creating }]);
    cloud.settle();
    const project = textAt(await cloud.shown(id), 'os-vol-tenant-attr:tenant_id');
    assert.match(project, /^[0-9a-f]{32}$/);
    assert.deepEqual(await cloud.shown(id), {
      ...creating,
      'os-vol-tenant-attr:tenant_id': project,
      status: 'available',
      created_at: '2026-01-01T00:00:00.000000',
      updated_at: '2026-01-01T00:00:00.000000',
    });
    const named = await cloud.granted('GET', `/${project}/volumes/${id}`, { service: 'block-storage' });
    assert.equal(
      at(named.json, 'volume', 'links', 0, 'href'),
      `http://cloud.invalid/volume/v3/${project}/volumes/${id}`,
    );
    assert.equal((await cloud.volumes('DELETE', `/volumes/${id}`)).status, 202);
    assert.equal(at(await cloud.shown(id), 'status'), 'deleting');
    cloud.settle();
    assert.deepEqual(why(await cloud.volumes('GET', `/volumes/${id}`)), [404, `Volume ${id} could not be found.`]);
  });

  it('shows more at later microversions, and to admins', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    const keys = async (minor: number, as: 'owner' | 'admin') =>
      new Set(Object.keys((await cloud.shown(id, { headers: microversion(minor), as })) as object));
    const [early, late, admins] = [await keys(0, 'owner'), await keys(70, 'owner'), await keys(70, 'admin')];
    assert.deepEqual(
      [...late].filter((key) => !early.has(key)),
      ['group_id', 'shared_targets', 'service_uuid', 'volume_type_id', 'consumes_quota'],
    );
    assert.deepEqual(
      [...admins].filter((key) => !late.has(key)),
      [
        'migration_status',
        'provider_id',
        'cluster_name',
        'os-vol-mig-status-attr:migstat',
        'os-vol-mig-status-attr:name_id',
        'os-vol-host-attr:host',
      ],
    );
  });

  it('keeps what its image is, by id, URL or name', async () => {
    const cloud = new VolumeCloud();
    const image = await cloud.image(stable);
    const body = { volume: { size: 1, imageRef: image } };
    const creating = at((await cloud.volumes('POST', '/volumes', { body })).json, 'volume');
    assert.deepEqual([at(creating, 'bootable'), at(creating, 'volume_image_metadata')], ['false', undefined]);
    for (const imageRef of [image, `http://images/v2/images/${image}`, 'an image']) {
      const volume = await cloud.shown(await cloud.volume({ imageRef }));
      assert.equal(at(volume, 'bootable'), 'true');
      assert.deepEqual(at(volume, 'volume_image_metadata'), {
        signature_verified: 'False',
        ...stable,
        image_id: image,
        image_name: 'an image',
        checksum: 'bf619eac0cdf3f68d496ea9344137e8b',
        container_format: 'bare',
        disk_format: 'raw',
        min_disk: '0',
        min_ram: '0',
        size: '512',
      });
    }
  });

  it('is made from a snapshot or another volume, as large at least', async () => {
    const cloud = new VolumeCloud();
    const image = await cloud.image(stable);
    const source = await cloud.volume({ size: 2, imageRef: image });
    const snapshot = await cloud.snapshot(source);
    for (const [from, key] of [
      [{ snapshot_id: snapshot }, 'snapshot_id'],
      [{ source_volid: source }, 'source_volid'],
    ] as const) {
      const made = await cloud.did('POST', '/volumes', { body: { volume: from } });
      const volume = await cloud.shown(textAt(made.json, 'volume', 'id'));
      assert.deepEqual(
        [at(volume, 'size'), at(volume, key), at(volume, 'volume_image_metadata', 'image_id')],
        [2, Object.values(from)[0], image],
      );
    }
    const refusal = async (volume: object) => why(await cloud.volumes('POST', '/volumes', { body: { volume } }));
    const tooSmall = "Invalid input received: Volume size '1'GB cannot be smaller than";
    assert.deepEqual(await refusal({ size: 1, snapshot_id: snapshot }), [
      400,
      `${tooSmall} the snapshot size 2GB. They must be >= original snapshot size.`,
    ]);
    assert.deepEqual(await refusal({ size: 1, source_volid: source }), [
      400,
      `${tooSmall} original volume size  2GB. They must be >= original volume size.`,
    ]);
    await cloud.volumes('DELETE', `/snapshots/${snapshot}`);
    assert.deepEqual(await refusal({ snapshot_id: snapshot }), [
      400,
      "Invalid snapshot: Originating snapshot status must be one of 'available' values",
    ]);
    await cloud.act(source, { 'os-reset_status': { status: 'error' } }, { as: 'admin' });
    assert.deepEqual(await refusal({ source_volid: source }), [
      400,
      "Invalid volume: Originating source volume status must be one of 'available, in-use' values",
    ]);
  });

  it('is not made of what there is not, or does not fit', async () => {
    const cloud = new VolumeCloud();
    const big = textAt(
      (
        await cloud.granted('POST', '/v2/images', {
          service: 'image',
          body: { min_disk: 3, disk_format: 'raw', container_format: 'bare' },
        })
      ).json,
      'id',
    );
    const refusal = async (volume: object, minor = 0) =>
      why(await cloud.volumes('POST', '/volumes', { body: { volume }, headers: microversion(minor) }));
    const malformed =
      'The server could not comply with the request since it is either malformed or otherwise incorrect.';
    const field = (name: string, value: unknown) => `Invalid input for field/attribute ${name}. Value: ${value}.`;
    for (const [volume, status, message] of [
      [{}, 400, malformed],
      [{ size: null }, 400, malformed],
      [{ size: 0 }, 400, `${field('size', 0)} 0 is less than the minimum of 1`],
      [{ size: 'a' }, 400, `${field('size', 'a')} 'a' does not match '^[0-9]+$'`],
      [{ size: 1, name: 3 }, 400, `${field('name', 3)} 3 is not of type 'string', 'null'`],
      [{ size: 1, name: 'x'.repeat(256) }, 400, 'Invalid input received: name has 256 characters, more than 255.'],
      [
        { size: 1, snapshot_id: 'x' },
        400,
        `${field('snapshot_id', 'x')} 'x' is not valid under any of the given schemas`,
      ],
      [{ size: 1, snapshot_id: nowhere }, 404, `Snapshot ${nowhere} could not be found.`],
      [{ size: 1, source_volid: nowhere }, 404, `Volume ${nowhere} could not be found.`],
      [{ size: 1, volume_type: 'nix' }, 404, 'Volume type with name nix could not be found.'],
      [{ size: 1, availability_zone: 'zz' }, 400, "Availability zone 'zz' is invalid."],
      [{ size: 1, imageRef: 'nix' }, 400, 'Invalid image identifier or unable to access requested image.'],
      [{ size: 1, imageRef: big }, 400, `Invalid input received: Image ${big} is not active.`],
      [{ size: 1, metadata: { a: 3 } }, 400, `${field('a', 3)} 3 is not of type 'string'`],
    ] as const) {
      assert.deepEqual(await refusal(volume), [status, message]);
    }
    assert.match(String((await refusal({ size: 1, multiattach: true }))[1]), /^multiattach parameter has been removed/);
    assert.match(String((await refusal({ size: 1, what: 1 }, 53))[1]), /Additional properties are not allowed/);
    const headers = { 'Content-Type': 'application/octet-stream' };
    await cloud.granted('PUT', `/v2/images/${big}/file`, { service: 'image', headers, body: 'x' });
    assert.deepEqual(await refusal({ size: 1, imageRef: big }), [
      400,
      'Invalid input received: Volume size 1GB cannot be smaller than the image minDisk size 3GB.',
    ]);
    const empty = await cloud.volumes('POST', '/volumes');
    assert.deepEqual(why(empty), [
      500,
      'The server has either erred or is incapable of performing the requested operation.',
    ]);
  });

  it('is changed', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume({ name: 'one', description: 'of two' });
    const put = (volume: object, minor = 0) =>
      cloud.volumes('PUT', `/volumes/${id}`, { body: { volume }, headers: microversion(minor) });
    const names = ({ json }: { json: unknown }) =>
      ['name', 'description', 'metadata'].map((key) => at(json, 'volume', key));
    assert.deepEqual(names(await put({ name: 'two' })), ['two', 'of two', {}]);
    assert.deepEqual(names(await put({ display_description: null, metadata: { a: 'b' } })), ['two', null, { a: 'b' }]);
    assert.equal((await put({})).status, 200);
    assert.equal((await put({}, 53)).status, 400);
    assert.equal((await put({ description: 'x'.repeat(256) })).status, 400);
  });

  it('is hidden from other projects, and not from an admin', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    assert.equal((await cloud.volumes('GET', `/volumes/${id}`, { as: 'other-project' })).status, 404);
    assert.equal((await cloud.volumes('GET', `/volumes/${id}`, { as: 'admin' })).status, 200);
  });

  it('names the server that holds it, and is not deleted while it is held', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume({ imageRef: await cloud.image() });
    const server = await cloud.serverFrom(id);
    const hold = async (as: 'owner' | 'admin') => at(await cloud.shown(id, { as }), 'attachments', 0);
    const attachment = textAt(await hold('owner'), 'attachment_id');
    assert.deepEqual(await hold('owner'), {
      id,
      attachment_id: attachment,
      volume_id: id,
      server_id: server,
      host_name: null,
      device: '/dev/sda',
      attached_at: '2026-01-01T00:00:01.000000',
    });
    assert.equal(at(await hold('admin'), 'host_name'), 'sim-bfv');
    assert.equal((await cloud.volumes('DELETE', `/volumes/${id}`)).status, 400);
    assert.equal((await cloud.act(id, { 'os-force_delete': {} }, { as: 'admin' })).status, 400);

    const headers = microversion(27);
    const list = async (path: string, as: 'owner' | 'admin' | 'other-project' = 'owner') =>
      at((await cloud.volumes('GET', `/attachments${path}`, { headers, as })).json, 'attachments');
    const summary = { id: attachment, status: 'attached', instance: server, volume_id: id };
    const detail = {
      ...summary,
      attached_at: '2026-01-01T00:00:01.000000',
      detached_at: '',
      attach_mode: 'rw',
      connection_info: {},
    };
    assert.deepEqual(await list(''), [summary]);
    assert.deepEqual(await list('/summary'), [summary]);
    assert.deepEqual(await list('/detail'), [detail]);
    assert.deepEqual(await list(`?volume_id=${id}&instance_id=${server}`), [summary]);
    assert.deepEqual(await list('?volume_id=x'), []);
    assert.deepEqual(await list('?instance_id=x'), []);
    assert.deepEqual([await list('', 'admin'), await list('?all_tenants=1', 'admin')], [[], [summary]]);
    const one = (as: 'owner' | 'admin' | 'other-project') =>
      cloud.volumes('GET', `/attachments/${attachment}`, { headers, as });
    assert.deepEqual((await one('owner')).json, { attachment: detail });
    assert.equal((await one('admin')).status, 200);
    assert.deepEqual(why(await one('other-project')), [
      404,
      `Volume attachment could not be found with filter: attachment_id = ${attachment}.`,
    ]);
    assert.equal((await cloud.volumes('DELETE', `/attachments/${attachment}`, { headers })).status, 501);
    assert.equal((await cloud.volumes('POST', '/attachments', { headers, body: {} })).status, 501);
    assert.equal((await cloud.volumes('PUT', `/attachments/${attachment}`, { headers, body: {} })).status, 501);
    const action = await cloud.volumes('POST', `/attachments/${attachment}/action`, { headers, body: {} });
    assert.equal(action.status, 501);
    assert.equal((await cloud.volumes('GET', '/attachments')).status, 404);

    await cloud.granted('DELETE', `/servers/${server}`);
    cloud.settle();
    assert.equal((await cloud.volumes('DELETE', `/volumes/${id}`)).status, 202);
  });

  it('is held by a server from the time on that it is asked for', async () => {
    const cloud = new VolumeCloud();
    const root = {
      source_type: 'image',
      uuid: await cloud.image(),
      destination_type: 'volume',
      boot_index: 0,
      volume_size: 1,
    };
    const server = { name: 'a server', flavorRef: '1', networks: 'none', block_device_mapping_v2: [root] };
    await cloud.granted('POST', '/servers', { headers: version('2.37'), body: { server } });
    const { json } = await cloud.volumes('GET', '/volumes/detail');
    assert.equal(at(json, 'volumes', 0, 'attachments', 0, 'attached_at'), '2026-01-01T00:00:00.000000');
  });

  it('takes its snapshots along where that is asked for', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    const snapshot = await cloud.snapshot(id);
    assert.match(String(why(await cloud.volumes('DELETE', `/volumes/${id}`))[1]), /must not be .* have snapshots/);
    await cloud.did('DELETE', `/volumes/${id}?cascade=true`);
    assert.equal((await cloud.volumes('GET', `/snapshots/${snapshot}`)).status, 404);
  });

  it('has metadata of its own', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume({ metadata: { a: 'b' } });
    const ask = (method: string, path = '', body?: unknown) =>
      cloud.volumes(method, `/volumes/${id}/metadata${path}`, { body });
    assert.deepEqual((await ask('GET')).json, { metadata: { a: 'b' } });
    assert.deepEqual((await ask('POST', '', { metadata: { c: 'd' } })).json, { metadata: { a: 'b', c: 'd' } });
    assert.deepEqual((await ask('PUT', '', { metadata: { e: 'f' } })).json, { metadata: { e: 'f' } });
    assert.deepEqual((await ask('PUT', '/e', { meta: { e: 'g' } })).json, { meta: { e: 'g' } });
    assert.deepEqual((await ask('GET', '/e')).json, { meta: { e: 'g' } });
    assert.deepEqual(why(await ask('PUT', '/e', { meta: { x: 'y' } })), [400, 'Request body and URI mismatch']);
    assert.deepEqual(why(await ask('PUT', '/e', { meta: { e: 'y', x: 'y' } })), [
      400,
      'Request body contains too many items',
    ]);
    assert.equal((await ask('DELETE', '/e')).status, 200);
    const missing = [404, `Volume ${id} has no metadata with key e.`];
    assert.deepEqual([why(await ask('DELETE', '/e')), why(await ask('GET', '/e'))], [missing, missing]);
  });

  it('is not disturbed where it was set otherwise while its host was at it', async () => {
    const cloud = new VolumeCloud();
    const body = { volume: { size: 1 } };
    const id = textAt((await cloud.volumes('POST', '/volumes', { body })).json, 'volume', 'id');
    const set = (status: string) => cloud.volumeAction(id, 'os-reset_status', { status });
    await set('error');
    cloud.settle();
    assert.equal(at(await cloud.shown(id), 'status'), 'error');
    await cloud.volumes('DELETE', `/volumes/${id}`);
    await set('available');
    cloud.settle();
    await cloud.act(id, { 'os-extend': { new_size: 2 } });
    await set('available');
    cloud.settle();
    assert.deepEqual([at(await cloud.shown(id), 'status'), at(await cloud.shown(id), 'size')], ['available', 1]);
  });
});

describe('a list of volumes', () => {
  async function library() {
    const cloud = new VolumeCloud();
    const image = await cloud.image();
    const ids = [];
    for (const wish of [{ name: 'b', size: 2, metadata: { k: 'v' } }, { name: 'a', imageRef: image }, { name: 'c' }]) {
      ids.push(await cloud.volume(wish));
      cloud.simulator.clock.advance(60_000);
    }
    const list = async (query: string, minor = 0, as: 'owner' | 'admin' = 'owner') => {
      const answer = await cloud.volumes('GET', `/volumes${query}`, { headers: microversion(minor), as });
      const volumes = at(answer.json, 'volumes') as readonly { name: string }[] | undefined;
      return volumes?.map(({ name }) => name).join('') ?? why(answer)[1];
    };
    return { cloud, ids, list };
  }

  it('is of those that are asked for, in the order that is asked for', async () => {
    const { ids, list } = await library();
    for (const [query, expected] of [
      ['', 'cab'],
      ['/detail', 'cab'],
      ['?name=a', 'a'],
      ['?status=error', ''],
      ['?size=2', 'b'],
      ['?bootable=true', 'a'],
      ['?bootable=off', 'cb'],
      ["?metadata={'k': 'v'}", 'b'],
      ["?metadata={'k': 'w'}", ''],
      ['?what=ever', 'cab'],
      ['?sort=name', 'cba'],
      ['?sort=name:asc', 'abc'],
      ['?sort=size:desc,name:asc', 'bac'],
      ['?sort_key=name&sort_dir=asc', 'abc'],
      ['?sort=bootable:asc', 'bca'],
      ['?limit=2', 'ca'],
      ['?offset=1', 'ab'],
      [`?marker=${ids[1]}`, 'b'],
      ['?limit=0', ''],
      ['?all_tenants=1', 'cab'],
    ] as const) {
      assert.equal(await list(query), expected, query);
    }
    assert.equal(await list('?name~=a', 34), 'a');
    assert.equal(await list('?created_at=gt:2026-01-01T00:00:30', 60), 'ca');
    assert.equal(await list('?created_at=lt:2026-01-01T00:00:30,gte:2026-01-01T00:00:00Z', 60), 'b');
    assert.equal(await list('?updated_at=lte:2026-01-01T00:00:30', 60), 'b');
    assert.equal(await list('?created_at=eq:2026-01-01T00:00:00', 60), 'b');
    assert.equal(await list('?created_at=neq:2026-01-01T00:00:00', 60), 'ca');
    assert.equal(await list('', 0, 'admin'), '');
    assert.equal(await list('?all_tenants=1&what=ever', 70, 'admin'), '');
    assert.equal(await list('?all_tenants=1', 70, 'admin'), 'cab');
  });

  it('comes in pages', async () => {
    const { cloud, ids } = await library();
    const { json } = await cloud.volumes('GET', '/volumes/detail?limit=1&with_count=1', { headers: microversion(45) });
    assert.deepEqual(
      [at(json, 'volumes_links'), at(json, 'count')],
      [
        [
          {
            rel: 'next',
            href: `http://cloud.invalid/volume/v3/volumes/detail?limit=1&with_count=1&marker=${ids[2]}`,
          },
        ],
        3,
      ],
    );
    const summary = (await cloud.volumes('GET', '/volumes/summary', { headers: microversion(36) })).json;
    assert.deepEqual(summary, { 'volume-summary': { total_count: 3, total_size: 4, metadata: { k: ['v'] } } });
    const early = (
      await cloud.volumes('GET', '/volumes/summary?all_tenants=1', { headers: microversion(12), as: 'admin' })
    ).json;
    assert.deepEqual(early, { 'volume-summary': { total_count: 3, total_size: 4 } });
    assert.equal((await cloud.volumes('GET', '/volumes/summary')).status, 404);
  });

  it('is not of what cannot be asked for', async () => {
    const { list } = await library();
    for (const [query, message] of [
      ['?limit=x', 'limit param must be an integer'],
      ['?limit=-1', 'limit param must be positive'],
      ['?offset=x', 'offset param must be an integer'],
      ['?marker=x', 'Volume x could not be found.'],
      ['?sort=x', 'Invalid input received: Invalid sort key'],
      ['?sort=name:up', "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'."],
      [
        '?sort=name&sort_key=name',
        "The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter.",
      ],
      ['?foo=1&bar=2', 'Invalid filters foo, bar are found in query options.'],
      ['?bootable=x', "Invalid input received: 'bootable = x'"],
      ['?created_at=gt:x', 'Invalid x value'],
      ['?created_at=x', 'Invalid created_at operator'],
    ] as const) {
      assert.equal(await list(query, 70), message, query);
    }
    assert.equal(await list('?bootable=x'), 'cb');
  });
});
