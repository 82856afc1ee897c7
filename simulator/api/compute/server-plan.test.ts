import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Cloud, textAt, version } from '../../cloud.test';

const none = '00000000-0000-4000-8000-00000000dead';

/** All of a request that cannot be granted, in the order in which Nova 26.2 looks at it; asked of the testbed in pairs. */
const mistakes: readonly (readonly [object, string])[] = [
  [{ min_count: 3, max_count: 2 }, 'min_count must be <= max_count'],
  [{ availability_zone: 'a:b:c:d' }, 'Invalid input received: Unable to parse availability_zone'],
  [{ host: 'nope' }, "Policy doesn't allow compute:servers:create:requested_destination to be performed."],
  [{ block_device_mapping_v2: [{}] }, 'Block Device Mapping is Invalid: Missing device UUID.'],
  [{ flavorRef: 'nope' }, 'Flavor nope could not be found.'],
  [
    { networks: [{ uuid: none, fixed_ip: '10.0.0.9' }], max_count: 2 },
    'Failed to launch instances: max_count cannot be greater than 1 if an fixed_ip is specified.',
  ],
  [
    { networks: [{ port: none }], max_count: 2 },
    'Failed to launch instances: Unable to launch multiple instances with a single configured port ID. Please launch your instance one by one with different ports.',
  ],
  [{ hostname: 'abc', min_count: 2 }, 'Unable to allocate a single hostname to multiple instances'],
  [{ availability_zone: 'nope' }, 'The requested availability zone is not available'],
  [{ imageRef: none }, 'Can not find requested image'],
  [{ security_groups: [{ name: 'nope' }] }, "Unable to find security_group with name or id 'nope'"],
  [{ networks: [{ uuid: none }] }, `Network ${none} could not be found.`],
  [{ key_name: 'nope' }, 'Invalid key_name provided.'],
  [
    { block_device_mapping_v2: [{ source_type: 'volume', destination_type: 'volume', uuid: none }] },
    `Volume ${none} could not be found.`,
  ],
];

class Asked {
  readonly cloud = new Cloud();

  /** The words of the refusal; or that there was none. */
  async refused(server: object): Promise<string> {
    const body = { server: { name: 'x', flavorRef: '1', networks: 'none', ...server } };
    const { status, json } = await this.cloud.ask('POST', '/servers', { headers: version('2.93'), body });
    return status === 202 ? 'accepted' : textAt(json, status === 403 ? 'forbidden' : 'badRequest', 'message');
  }
}

it('of two mistakes in a request for servers that is told which Nova finds first', async () => {
  const asked = new Asked();
  const imageRef = await asked.cloud.image();
  for (const [index, [first, message]] of mistakes.entries()) {
    assert.equal(await asked.refused({ imageRef, ...first }), message);
    for (const [second] of mistakes.slice(index + 1)) {
      if (Object.keys(first).some((key) => key in second)) continue;
      assert.equal(await asked.refused({ imageRef, ...first, ...second }), message, JSON.stringify(second));
    }
  }
});

it('without an image what is booted from is looked at before networks and keys, and with one after them', async () => {
  const asked = new Asked();
  const imageRef = await asked.cloud.image();
  const blank = await asked.cloud.volume();
  const root = (source_type: string, uuid: string) => ({
    block_device_mapping_v2: [{ source_type, destination_type: 'volume', uuid, boot_index: 0, volume_size: 1 }],
  });
  const invalid = 'Block Device Mapping is Invalid:';
  for (const [source, uuid, alone, besideAnImage] of [
    ['volume', none, `${invalid} failed to get volume ${none}.`, `Volume ${none} could not be found.`],
    ['snapshot', none, `Snapshot ${none} could not be found.`, `${invalid} failed to get snapshot ${none}.`],
    ['image', none, `${invalid} failed to get image ${none}.`, `${invalid} failed to get image ${none}.`],
    ['volume', blank, `Block Device ${blank} is not bootable.`, 'accepted'],
  ] as const) {
    const mapping = root(source, uuid);
    assert.equal(await asked.refused({ ...mapping, key_name: 'nope' }), alone);
    assert.equal(await asked.refused({ ...mapping, key_name: 'nope', imageRef }), 'Invalid key_name provided.');
    // A volume that nothing says to be bootable is taken, where there is an image beside it.
    assert.equal(await asked.refused({ ...mapping, imageRef }), besideAnImage);
  }
  const certificates = { trusted_image_certificates: [none], ...root('volume', none) };
  assert.equal(
    await asked.refused(certificates),
    'Image certificate validation is not supported when booting from volume',
  );
});
