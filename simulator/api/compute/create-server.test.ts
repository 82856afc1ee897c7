import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt, version } from '../../cloud.test';

const create = (cloud: Cloud, server: object, as: Question['as'] = 'owner', microversion = '2.93') =>
  cloud.ask('POST', '/servers', { as, headers: version(microversion), body: { server } });

/** The message that a request is refused with. */
async function refused(cloud: Cloud, server: object, as: Question['as'] = 'owner', microversion = '2.93') {
  const { status, json } = await create(cloud, server, as, microversion);
  const name = status === 403 ? 'forbidden' : 'badRequest';
  return textAt(json, name, 'message');
}

describe('making a server', () => {
  const unknown = '00000000-0000-4000-8000-000000000001';

  it('is refused where the form of the request is wrong, in the words of Nova 26.2', async () => {
    const cloud = new Cloud();
    const of = (field: string, value: unknown, why: string) =>
      `Invalid input for field/attribute ${field}. Value: ${value}. ${why}`;
    const mapping = (one: object) => ({ networks: 'none', block_device_mapping_v2: [one] });
    const any = (text: string) => `${text} is not valid under any of the given schemas`;
    for (const [more, message] of [
      [
        { name: ' x' },
        "An invalid 'name' value was provided. The name must be: printable characters. Can not start or end with whitespace.",
      ],
      [{ name: '' }, of('name', '', "'' is too short")],
      [{ name: 5 }, of('name', 5, "5 is not of type 'string'")],
      [{ imageRef: 'x' }, of('imageRef', 'x', any("'x'"))],
      [{ min_count: 0 }, of('min_count', 0, '0 is less than the minimum of 1')],
      [{ min_count: '0' }, of('min_count', 0, '0 is less than the minimum of 1')],
      [{ min_count: '' }, of('min_count', '', "'' is too short")],
      [{ metadata: { a: 1 } }, of('a', 1, "1 is not of type 'string'")],
      [
        { metadata: { ä: '1' } },
        of('metadata', "{'ä': '1'}", "'ä' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'"),
      ],
      [{ user_data: 'a' }, of('user_data', 'a', "'a' is not a 'base64'")],
      [{ networks: 'x' }, of('networks', 'x', any("'x'"))],
      [{ networks: [{ uuid: 'x' }] }, of('networks', "[{'uuid': 'x'}]", any("[{'uuid': 'x'}]"))],
      [{ networks: 'none', tags: ['a/b'] }, of('0', 'a/b', "'a/b' does not match '^[^,/]*$'")],
      [
        mapping({ source_type: 'x' }),
        of('source_type', 'x', "'x' is not one of ['volume', 'image', 'snapshot', 'blank']"),
      ],
      [mapping({ boot_index: 'x', volume_size: 0 }), of('volume_size', 0, '0 is less than the minimum of 1')],
      [
        mapping({ volume_size: 2 ** 31 }),
        of('volume_size', 2 ** 31, '2147483648 is greater than the maximum of 2147483647'),
      ],
      [{ networks: 'none', accessIPv4: 'x' }, of('accessIPv4', 'x', "'x' is not a 'ipv4'")],
      [{ networks: 'none', accessIPv6: '1.2.3.4' }, of('accessIPv6', '1.2.3.4', "'1.2.3.4' is not a 'ipv6'")],
      [{ networks: 'none', config_drive: 5 }, of('config_drive', 5, "5 is not of type 'boolean', 'string'")],
      [{ networks: 'none', trusted_image_certificates: [] }, of('trusted_image_certificates', '[]', '[] is too short')],
      [{ networks: 'none', hostname: 'x' }, of('hostname', 'x', "'x' is too short")],
    ] as const) {
      const early = 'networks' in more ? {} : { networks: 'none' };
      const server = { name: 'x', flavorRef: 'nope', ...early, ...more };
      assert.deepEqual(await refused(cloud, server), message, JSON.stringify(more));
    }
    for (const [body, message] of [
      [[], "[] is not of type 'object'"],
      [{}, "'server' is a required property"],
      [{ server: {} }, of('server', '{}', "'name' is a required property")],
      [
        { server: { name: 'x', flavorRef: '1' } },
        of('server', "{'name': 'x', 'flavorRef': '1'}", "'networks' is a required property"),
      ],
    ] as const) {
      const { json } = await cloud.ask('POST', '/servers', { headers: version('2.93'), body });
      assert.equal(at(json, 'badRequest', 'message'), message);
    }
    const tags = Array.from({ length: 51 }, (_, index) => `${index}`);
    assert.match(await refused(cloud, { name: 'x', flavorRef: '1', networks: 'none', tags }), /is too long$/);
  });

  it('knows each field from its microversion on', async () => {
    const cloud = new Cloud();
    for (const [field, value, first] of [
      ['description', 'd', 19],
      ['tags', ['t'], 52],
      ['trusted_image_certificates', ['c'], 63],
      ['host', 'sim-bfv', 74],
      ['hostname', 'abc', 90],
    ] as const) {
      for (const [minor, isKnown] of [
        [first - 1, false],
        [first, true],
      ] as const) {
        const server = {
          name: 'x',
          flavorRef: 'nope',
          imageRef: unknown,
          ...(minor >= 37 && { networks: 'none' }),
          [field]: value,
        };
        const message = await refused(cloud, server, 'admin', `2.${minor}`);
        assert.equal(message === 'Flavor nope could not be found.', isKnown, `${field} at 2.${minor}: ${message}`);
      }
    }
    const tagged = (minor: number) => ({
      name: 'x',
      flavorRef: 'nope',
      ...(minor >= 37 && { networks: 'none' }),
      block_device_mapping_v2: [{ source_type: 'blank', tag: 't' }],
    });
    for (const [minor, isKnown] of [
      [31, false],
      [32, true],
      [33, false],
      [41, false],
      [42, true],
    ] as const) {
      const message = await refused(cloud, tagged(minor), 'owner', `2.${minor}`);
      assert.equal(message === 'Flavor nope could not be found.', isKnown, `2.${minor}: ${message}`);
    }
    const personality = [{ path: '/a', contents: 'YQ==' }];
    const early = { name: 'x', flavorRef: 'nope', imageRef: unknown, networks: 'none', personality };
    assert.equal(await refused(cloud, early, 'owner', '2.56'), 'Flavor nope could not be found.');
    assert.match(await refused(cloud, early, 'owner', '2.57'), /'personality' was unexpected/);
  });

  it('is refused without what it is made from, in the words of Nova 26.2', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image();
    const queued = textAt((await cloud.granted('POST', '/v2/images', { service: 'image', body: {} })).json, 'id');
    const unbootable = await cloud.volume();
    const invalid = 'Block Device Mapping is Invalid:';
    const root = (mapping: object) => ({
      block_device_mapping_v2: [{ destination_type: 'volume', boot_index: 0, ...mapping }],
    });
    const own = { source_type: 'image', destination_type: 'local', uuid: imageRef, boot_index: 0 };
    const blank = { source_type: 'blank', destination_type: 'local', boot_index: -1 };
    const withOwn = (...more: readonly object[]) => ({ imageRef, block_device_mapping_v2: [own, ...more] });
    const sequence = `${invalid} Boot sequence for the instance and image/block device mapping combination is not valid.`;
    for (const [server, message] of [
      [{}, 'Missing imageRef attribute'],
      [{ imageRef: '' }, 'Missing imageRef attribute'],
      [{ imageRef: unknown, flavorRef: 'nope' }, 'Flavor nope could not be found.'],
      [{ imageRef: unknown }, 'Can not find requested image'],
      [{ imageRef: queued }, `Image ${queued} is not active.`],
      [{ imageRef: unknown, availability_zone: 'x' }, 'The requested availability zone is not available'],
      [
        { imageRef: unknown, availability_zone: 'a:b:c:d' },
        'Invalid input received: Unable to parse availability_zone',
      ],
      [{ imageRef: unknown, min_count: 2, max_count: 1 }, 'min_count must be <= max_count'],
      [{ imageRef, key_name: 'nope' }, 'Invalid key_name provided.'],
      [{ imageRef, min_count: 2, hostname: 'abc' }, 'Unable to allocate a single hostname to multiple instances'],
      [{ imageRef, ...root({ source_type: 'blank', volume_size: 1, boot_index: 1 }) }, sequence],
      [root({ source_type: 'blank', volume_size: 1, boot_index: 1 }), sequence],
      [root({ source_type: 'blank', volume_size: 1, boot_index: null }), sequence],
      [root({ source_type: 'blank' }), "Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size"],
      [
        root({ source_type: 'image', uuid: imageRef }),
        "Images with destination_type 'volume' need to have a non-zero size specified",
      ],
      [root({ source_type: 'image', uuid: unknown, volume_size: 1 }), `${invalid} failed to get image ${unknown}.`],
      [root({ source_type: 'volume', uuid: unknown }), `${invalid} failed to get volume ${unknown}.`],
      [root({ source_type: 'volume', uuid: unbootable }), `Block Device ${unbootable} is not bootable.`],
      [root({ source_type: 'snapshot', uuid: unknown }), `Snapshot ${unknown} could not be found.`],
      [
        withOwn({ source_type: 'snapshot', destination_type: 'volume', uuid: unknown }),
        `${invalid} failed to get snapshot ${unknown}.`,
      ],
      [root({ source_type: 'volume' }), `${invalid} Missing device UUID.`],
      [root({ source_type: 'blank', uuid: unknown }), `${invalid} Invalid device UUID.`],
      [{ block_device_mapping_v2: [own] }, `${invalid} Mapping image to local is not supported.`],
      [
        withOwn({ ...blank, volume_size: 1 }),
        'Ephemeral disks requested are larger than the instance type allows. If no size is given in one block device mapping, flavor ephemeral size will be used.',
      ],
      [
        withOwn({ ...blank, volume_size: 1, guest_format: 'swap' }),
        'Swap drive requested is larger than instance type allows.',
      ],
      [
        withOwn({ ...blank, guest_format: 'swap' }, { ...blank, guest_format: 'swap' }),
        `${invalid} More than one swap drive requested.`,
      ],
      [root({ source_type: 'blank', volume_size: 1, volume_type: 'nope' }), 'Volume type nope could not be found.'],
      [
        root({ source_type: 'volume', uuid: unknown, volume_type: 'x' }),
        `${invalid} Specifying volume type to existing volume is not supported.`,
      ],
      [
        withOwn({ ...blank, volume_type: 'x' }),
        `${invalid} Specifying a volume_type with destination_type=local is not supported.`,
      ],
      [{ block_device_mapping: [{ device_name: 'vda' }] }, `${invalid} Unrecognized legacy format.`],
      [
        { block_device_mapping: [{ volume_id: unknown }], block_device_mapping_v2: [own], imageRef },
        'Using different block_device_mapping syntaxes is not allowed in the same request.',
      ],
      [{ block_device_mapping: [{ snapshot_id: unknown }] }, `Snapshot ${unknown} could not be found.`],
    ] as const) {
      assert.equal(await refused(cloud, { name: 'x', flavorRef: '1', networks: 'none', ...server }), message);
    }
  });

  it('is refused where the flavor has too little for the image', async () => {
    const cloud = new Cloud();
    for (const [needs, message] of [
      [{ min_ram: 65 }, "Flavor's memory is too small for requested image."],
      [
        { min_disk: 2 },
        "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is 1073741824 bytes, minimum size is 2147483648 bytes.",
      ],
    ] as const) {
      const body = { disk_format: 'raw', container_format: 'bare', ...needs };
      const id = textAt((await cloud.granted('POST', '/v2/images', { service: 'image', body })).json, 'id');
      await cloud.granted('PUT', `/v2/images/${id}/file`, {
        service: 'image',
        body: Buffer.alloc(512),
        headers: { 'Content-Type': 'application/octet-stream' },
      });
      assert.equal(await refused(cloud, { name: 'x', flavorRef: '1', networks: 'none', imageRef: id }), message);
    }
  });

  it('is refused on a host of one’s choice, but for admins', async () => {
    const cloud = new Cloud();
    const base = { name: 'x', flavorRef: '1', networks: 'none', imageRef: await cloud.image() };
    const policy = (name: string) => `Policy doesn't allow ${name} to be performed.`;
    for (const [more, message] of [
      [{ availability_zone: 'libvirt:sim-nobfv' }, policy('os_compute_api:servers:create:forced_host')],
      [{ host: 'sim-nobfv' }, policy('compute:servers:create:requested_destination')],
      [{ hypervisor_hostname: 'sim-nobfv' }, policy('compute:servers:create:requested_destination')],
    ] as const) {
      assert.equal(await refused(cloud, { ...base, ...more }), message);
    }
    assert.equal(await refused(cloud, { ...base, host: 'x' }, 'admin'), 'Compute host x could not be found.');
    assert.equal(
      await refused(cloud, { ...base, host: 'sim-nobfv', availability_zone: 'a::b' }, 'admin'),
      'One mechanism with host and/or hypervisor_hostname and another mechanism with zone:host:node are mutually exclusive.',
    );
    for (const more of [
      { availability_zone: 'libvirt:sim-nobfv' },
      { availability_zone: ':sim-nobfv' },
      { host: 'sim-nobfv' },
    ]) {
      const { json } = await create(cloud, { ...base, ...more }, 'admin');
      assert.equal(at(await cloud.show(textAt(json, 'server', 'id')), 'OS-EXT-SRV-ATTR:host'), 'sim-nobfv');
    }
  });

  it('is refused with a volume that another server has, and several servers with the same', async () => {
    const cloud = new Cloud();
    const uuid = await cloud.volume({ imageRef: await cloud.image() });
    const mapping = { source_type: 'volume', destination_type: 'volume', uuid, boot_index: 0 };
    const server = { name: 'x', flavorRef: '1', networks: 'none', block_device_mapping_v2: [mapping] };
    const several = await refused(cloud, { ...server, max_count: 2 });
    assert.equal(several, 'Cannot attach one or more volumes to multiple instances');
    assert.equal((await create(cloud, server)).status, 202);
    const must = 'status must be available or downloading to reserve, but the current status is in-use.';
    assert.ok(
      (await refused(cloud, server)).startsWith(
        `Invalid volume: Invalid input received: Invalid volume: Volume ${uuid} ${must}`,
      ),
    );
  });

  it('answers with what it will be, and where it is', async () => {
    const cloud = new Cloud();
    const server = { name: 'x', flavorRef: '1', networks: 'none', imageRef: await cloud.image(), adminPass: 'secret' };
    const { headers, json } = await create(cloud, server);
    const [id, base] = [textAt(json, 'server', 'id'), 'http://cloud.invalid/compute'];
    assert.equal(headers.location, `${base}/v2.1/servers/${id}`);
    assert.deepEqual(json, {
      server: {
        id,
        links: [
          { rel: 'self', href: `${base}/v2.1/servers/${id}` },
          { rel: 'bookmark', href: `${base}/servers/${id}` },
        ],
        'OS-DCF:diskConfig': 'MANUAL',
        security_groups: [{ name: 'default' }],
        adminPass: 'secret',
      },
    });
  });

  it('shows of it what was asked for', async () => {
    const cloud = new Cloud();
    const asked = {
      name: 'a name',
      description: 'words',
      hostname: 'a-host',
      accessIPv4: '1.2.3.4',
      accessIPv6: '::1',
      'OS-DCF:diskConfig': 'AUTO',
      config_drive: true,
      user_data: 'YQ==',
      tags: ['b', 'a', 'b'],
      trusted_image_certificates: ['c'],
      metadata: { key: 'value' },
    };
    const server = { flavorRef: '1', networks: 'none', imageRef: await cloud.image(), ...asked };
    const made = await create(cloud, server);
    const shown = await cloud.show(textAt(made.json, 'server', 'id'), version('2.93'));
    for (const [key, value] of [
      ['name', 'a name'],
      ['description', 'words'],
      ['OS-EXT-SRV-ATTR:hostname', 'a-host'],
      ['accessIPv4', '1.2.3.4'],
      ['accessIPv6', '::1'],
      ['OS-DCF:diskConfig', 'AUTO'],
      ['config_drive', 'True'],
      ['OS-EXT-SRV-ATTR:user_data', 'YQ=='],
      ['tags', ['a', 'b']],
      ['trusted_image_certificates', ['c']],
      ['metadata', { key: 'value' }],
      ['server_groups', []],
      ['OS-EXT-SRV-ATTR:instance_name', 'instance-00000001'],
    ] as const) {
      assert.deepEqual(at(shown, key), value, key);
    }
  });

  it('makes several at once, of one reservation', async () => {
    const cloud = new Cloud();
    const server = { name: 'x', flavorRef: '1', networks: 'none', imageRef: await cloud.image(), max_count: '3' };
    const { json } = await create(cloud, { ...server, return_reservation_id: 'True' });
    const list = await cloud.ask('GET', '/servers/detail', { as: 'admin', headers: version('2.3') });
    assert.deepEqual(at(list.json, 'servers'), []);
    const all = at(
      (await cloud.ask('GET', '/servers/detail?all_tenants', { as: 'admin', headers: version('2.3') })).json,
      'servers',
    );
    assert.deepEqual(
      (all as readonly object[]).map((one) => [at(one, 'name'), at(one, 'OS-EXT-SRV-ATTR:launch_index')]),
      [
        ['x-3', 2],
        ['x-2', 1],
        ['x-1', 0],
      ],
    );
    for (const one of all as readonly object[]) {
      assert.equal(at(one, 'OS-EXT-SRV-ATTR:reservation_id'), at(json, 'reservation_id'));
    }
  });

  it('gives it several volumes, each made as was asked', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image();
    const data = await cloud.volume();
    const block_device_mapping_v2 = [
      { source_type: 'volume', destination_type: 'volume', uuid: data, device_name: 'vdx', boot_index: -1 },
      { source_type: 'blank', destination_type: 'volume', volume_size: 2, tag: 't', delete_on_termination: true },
      { source_type: 'image', destination_type: 'volume', uuid: imageRef, volume_size: '1', boot_index: '0' },
      { no_device: 'True' },
    ];
    const server = { name: 'x', flavorRef: '1', networks: 'none', block_device_mapping_v2 };
    const made = await create(cloud, server);
    const id = textAt(made.json, 'server', 'id');
    cloud.settle();
    const attachedTo = async (one: string) =>
      at((await cloud.ask('GET', `/servers/${one}/os-volume_attachments`)).json, 'volumeAttachments') as object[];
    const devices = (all: readonly object[]) => all.map((one) => at(one, 'device'));
    const attached = await attachedTo(id);
    assert.deepEqual(devices(attached), ['/dev/sda', '/dev/vdx', '/dev/sdb']);
    const named = [{ ...block_device_mapping_v2[1], device_name: 'vdx' }, block_device_mapping_v2[2]];
    const libvirt = { ...server, block_device_mapping_v2: named, availability_zone: 'libvirt' };
    const there = textAt((await create(cloud, libvirt)).json, 'server', 'id');
    assert.deepEqual(devices(await attachedTo(there)), ['/dev/vda', '/dev/vdb'], 'libvirt takes no names');
    assert.equal(at(attached[1], 'volumeId'), data);
    const shown = at(await cloud.show(id, version('2.3')), 'os-extended-volumes:volumes_attached') as readonly object[];
    assert.deepEqual(
      shown.map((one) => at(one, 'delete_on_termination')),
      [false, false, true],
    );
  });

  it('boots from a snapshot of a volume, and makes volumes of the type that is asked for', async () => {
    const cloud = new Cloud();
    const snapshotOf = async (volume_id: string) => {
      const body = { snapshot: { volume_id } };
      const made = await cloud.granted('POST', '/snapshots', { service: 'block-storage', body });
      cloud.settle();
      return textAt(made.json, 'snapshot', 'id');
    };
    const bootable = await snapshotOf(await cloud.volume({ imageRef: await cloud.image() }));
    const blank = await cloud.volume();
    const data = await snapshotOf(blank);
    const types = await cloud.granted('GET', '/types', { service: 'block-storage' });
    const volume_type = textAt(types.json, 'volume_types', 0, 'name');
    const from = (uuid: string) => ({ source_type: 'snapshot', destination_type: 'volume', uuid, boot_index: 0 });
    const mapping = [from(bootable), { ...from(data), boot_index: -1, volume_size: 3, volume_type }];
    const server = { name: 'x', flavorRef: '1', networks: 'none' };
    const made = await create(cloud, { ...server, block_device_mapping_v2: mapping });
    const attached = at(await cloud.show(textAt(made.json, 'server', 'id')), 'os-extended-volumes:volumes_attached');
    const sizes = await Promise.all(
      (attached as readonly { readonly id: string }[]).map(async ({ id }) => {
        const { json } = await cloud.granted('GET', `/volumes/${id}`, { service: 'block-storage' });
        return [at(json, 'volume', 'size'), at(json, 'volume', 'snapshot_id')];
      }),
    );
    assert.deepEqual(sizes, [
      [1, bootable],
      [3, data],
    ]);
    const unbootable = await refused(cloud, { ...server, block_device_mapping_v2: [from(data)] });
    assert.equal(unbootable, `Block Device ${blank} is not bootable.`);
  });

  it('gives an image-backed one volumes beside its disk, in the older syntax too', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image();
    const own = { source_type: 'image', destination_type: 'local', uuid: imageRef, boot_index: 0 };
    const blank = { source_type: 'blank', destination_type: 'volume', volume_size: 1 };
    for (const more of [
      { block_device_mapping_v2: [own, blank] },
      { block_device_mapping: [{ volume_id: await cloud.volume(), delete_on_termination: '1' }] },
    ]) {
      const made = await create(cloud, { name: 'x', flavorRef: '1', networks: 'none', imageRef, ...more });
      const { json } = await cloud.ask('GET', `/servers/${textAt(made.json, 'server', 'id')}/os-volume_attachments`);
      assert.equal(at(json, 'volumeAttachments', 0, 'device'), '/dev/sdb');
    }
    const volume_id = await cloud.volume({ imageRef });
    const made = await create(cloud, {
      name: 'x',
      flavorRef: '1',
      networks: 'none',
      block_device_mapping: [{ volume_id }],
    });
    assert.equal(at(await cloud.show(textAt(made.json, 'server', 'id')), 'image'), '', 'the root disk');
  });

  it('puts it in the zone that was asked for, else anywhere', async () => {
    const cloud = new Cloud();
    for (const [zone, host] of [
      ['no-rescue-bfv', 'sim-nobfv'],
      ['libvirt', 'sim-libvirt'],
    ] as const) {
      assert.equal(at(await cloud.show(await cloud.server({ zone })), 'OS-EXT-SRV-ATTR:host'), host);
    }
    assert.equal(at(await cloud.show(await cloud.server()), 'OS-EXT-SRV-ATTR:host'), 'sim-bfv');
  });

  it('ends in ERROR where no host has room', async () => {
    const cloud = new Cloud();
    const shown = await cloud.show(await cloud.server({ flavor: '3' }), version('2.16'));
    assert.deepEqual(
      [at(shown, 'status'), at(shown, 'hostId'), at(shown, 'OS-SRV-USG:launched_at'), at(shown, 'host_status')],
      ['ERROR', '', null, ''],
    );
    assert.equal(at(shown, 'fault', 'message'), 'No valid host was found. ');
    const path = `/servers/${textAt(shown, 'id')}/os-instance-actions`;
    const headers = version('2.62');
    const { json } = await cloud.ask('GET', path, { as: 'admin', headers });
    const [action] = at(json, 'instanceActions') as readonly unknown[];
    assert.equal(at(action, 'message'), 'Error');
    const one = await cloud.ask('GET', `${path}/${textAt(action, 'request_id')}`, { as: 'admin', headers });
    const event = at(one.json, 'instanceAction', 'events', 0);
    assert.deepEqual(
      [at(event, 'event'), at(event, 'result'), at(event, 'host')],
      ['conductor_schedule_and_build_instances', 'Error', 'sim-conductor'],
    );
  });

  it('makes no volume where no host has room, and keeps one that is there until the server is deleted', async () => {
    const cloud = new Cloud();
    const volumes = async (id: string) =>
      at((await cloud.ask('GET', `/servers/${id}/os-volume_attachments`)).json, 'volumeAttachments') as unknown[];
    const blank = await cloud.server({ flavor: '3', root: { source_type: 'blank' } });
    assert.deepEqual(await volumes(blank), []);
    const volume = await cloud.volume({ imageRef: await cloud.image() });
    const id = await cloud.server({ flavor: '3', root: { source_type: 'volume', uuid: volume } });
    assert.equal((await volumes(id)).length, 1);
    const status = async () =>
      at((await cloud.ask('GET', `/volumes/${volume}`, { service: 'block-storage' })).json, 'volume', 'status');
    assert.equal(await status(), 'reserved');
    await cloud.granted('DELETE', `/servers/${id}`);
    cloud.settle();
    assert.equal((await cloud.ask('GET', `/servers/${id}`)).status, 404);
  });

  it('remembers the base image of a snapshot, which is what it falls back to', async () => {
    const cloud = new Cloud();
    const base = await cloud.image();
    const snapshot = await cloud.image({ base_image_ref: base });
    const server = await cloud.server({ image: snapshot });
    await cloud.deleteImage(snapshot);
    await cloud.done(server, { rescue: null });
    assert.equal(at(await cloud.show(server), 'status'), 'RESCUE');
    await cloud.done(server, { unrescue: null });
    await cloud.deleteImage(base);
    await cloud.done(server, { rescue: null });
    assert.equal(at(await cloud.show(server), 'status'), 'ACTIVE');
  });
});
