import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, stable, version } from './cloud.test';
import { editions, isSimulatedEdition, type SimulatedEdition, simulatedEditions } from './editions';

const order = ['nova-21.0', 'nova-21.1', 'nova-27.0', 'nova-30.0', 'spec'] as const;

/**
 * How a rescue at 2.87 on the capable host ends: refused with a status, or accepted and then in RESCUE, in ERROR with a
 * fault, or kept: the state is the one before, no fault is shown, and the action's message is Error.
 */
type End = 400 | 500 | 'RESCUE' | 'ERROR' | 'kept';

interface Case {
  readonly case: string;
  readonly driver: 'fake' | 'libvirt' | 'both';
  readonly server:
    | 'image-backed'
    | 'plain image-backed'
    | 'from image'
    | 'from plain image'
    | 'blank'
    | 'image named'
    | 'plain image named';
  /** The properties of the rescue image; a text for a reference to none, undefined where the request names no image. */
  readonly image?: Readonly<Record<string, string>> | string;
  /** Whether the image that the server was made from is deleted before the rescue. */
  readonly deleted?: true;
  /** In the order above. */
  readonly ends: readonly [End, End, End, End, End];
}

const plain = {};
const xen = { ...stable, hw_rescue_bus: 'xen' };
const unknown = '00000000-0000-4000-8000-000000000001';

const table: readonly Case[] = [
  {
    case: 'an unknown image',
    driver: 'both',
    server: 'from image',
    image: unknown,
    ends: ['kept', 400, 400, 400, 'kept'],
  },
  {
    case: 'an unknown image, image-backed',
    driver: 'both',
    server: 'image-backed',
    image: unknown,
    ends: ['kept', 400, 400, 400, 'kept'],
  },
  {
    case: 'a volume snapshot',
    driver: 'fake',
    server: 'from image',
    image: { ...stable, block_device_mapping: '[{}]' },
    ends: ['RESCUE', 400, 400, 400, 'RESCUE'],
  },
  {
    case: 'an image with an empty block_device_mapping, which is no snapshot',
    driver: 'both',
    server: 'from image',
    image: { ...stable, block_device_mapping: '[]' },
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'an image without the properties',
    driver: 'fake',
    server: 'from image',
    image: plain,
    ends: ['RESCUE', 'RESCUE', 400, 400, 'RESCUE'],
  },
  {
    case: 'an image without the properties',
    driver: 'libvirt',
    server: 'from image',
    image: plain,
    ends: ['ERROR', 'ERROR', 400, 400, 'ERROR'],
  },
  {
    case: 'an image without the properties, image-backed',
    driver: 'both',
    server: 'image-backed',
    image: plain,
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'an image with one of the properties',
    driver: 'both',
    server: 'from image',
    image: { hw_rescue_bus: 'virtio' },
    ends: ['RESCUE', 'RESCUE', 400, 400, 'RESCUE'],
  },
  {
    case: 'a bus that the hypervisor lacks',
    driver: 'fake',
    server: 'from image',
    image: xen,
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'a bus that the hypervisor lacks',
    driver: 'libvirt',
    server: 'from image',
    image: xen,
    ends: ['ERROR', 'ERROR', 'ERROR', 'ERROR', 'ERROR'],
  },
  {
    case: 'a device that the hypervisor lacks',
    driver: 'libvirt',
    server: 'image-backed',
    image: { hw_rescue_device: 'fs' },
    ends: ['ERROR', 'ERROR', 'ERROR', 'ERROR', 'ERROR'],
  },
  {
    case: 'a device that Nova does not know',
    driver: 'both',
    server: 'from image',
    image: { ...stable, hw_rescue_device: 'punched-card' },
    ends: ['kept', 500, 500, 500, 'kept'],
  },
  {
    case: 'a bus that Nova does not know, image-backed',
    driver: 'both',
    server: 'image-backed',
    image: { hw_rescue_bus: 'omnibus' },
    ends: ['kept', 500, 500, 500, 'kept'],
  },
  {
    case: 'no image, a volume from an image with the properties',
    driver: 'both',
    server: 'from image',
    ends: ['kept', 'kept', 'kept', 'kept', 'RESCUE'],
  },
  {
    case: 'no image, a volume from an image without the properties',
    driver: 'fake',
    server: 'from plain image',
    ends: ['kept', 'kept', 400, 400, 'RESCUE'],
  },
  { case: 'no image, a blank volume', driver: 'both', server: 'blank', ends: ['kept', 'kept', 400, 400, 'kept'] },
  {
    case: 'no image, the image named at creation has the properties',
    driver: 'both',
    server: 'image named',
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'no image, the image named at creation lacks the properties',
    driver: 'fake',
    server: 'plain image named',
    ends: ['RESCUE', 'RESCUE', 400, 400, 'RESCUE'],
  },
  {
    case: 'no image, the image named at creation lacks the properties',
    driver: 'libvirt',
    server: 'plain image named',
    ends: ['ERROR', 'ERROR', 400, 400, 'ERROR'],
  },
  {
    case: 'no image, its base image deleted, image-backed',
    driver: 'both',
    server: 'plain image-backed',
    deleted: true,
    ends: ['kept', 'kept', 'kept', 'kept', 'kept'],
  },
  {
    case: 'no image, its base image deleted',
    driver: 'both',
    server: 'image named',
    deleted: true,
    ends: ['kept', 'kept', 'kept', 'kept', 'kept'],
  },
  {
    case: 'the stable image, its own image deleted, image-backed',
    driver: 'fake',
    server: 'image-backed',
    image: stable,
    deleted: true,
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'the stable image, its own image deleted, image-backed',
    driver: 'libvirt',
    server: 'image-backed',
    image: stable,
    deleted: true,
    ends: ['ERROR', 'ERROR', 'ERROR', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'the stable image, the image named at creation deleted',
    driver: 'libvirt',
    server: 'image named',
    image: stable,
    deleted: true,
    ends: ['ERROR', 'ERROR', 'ERROR', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'a plain image, its own image deleted, image-backed',
    driver: 'libvirt',
    server: 'image-backed',
    image: plain,
    deleted: true,
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'the stable image, the image that its volume is from deleted',
    driver: 'fake',
    server: 'from image',
    image: stable,
    deleted: true,
    ends: ['RESCUE', 'RESCUE', 'RESCUE', 'RESCUE', 'RESCUE'],
  },
  {
    case: 'the stable image, the image that its volume is from deleted',
    driver: 'libvirt',
    server: 'from image',
    image: stable,
    deleted: true,
    ends: ['ERROR', 'ERROR', 'ERROR', 'ERROR', 'ERROR'],
  },
];

async function endOf(edition: SimulatedEdition, driver: 'fake' | 'libvirt', wanted: Case): Promise<End> {
  const cloud = new Cloud({ edition, driver });
  const own = await cloud.image(wanted.server.includes('plain') ? plain : stable);
  const server = await cloud.server({
    zone: driver === 'libvirt' ? 'libvirt' : 'rescue-bfv',
    ...((wanted.server.endsWith('named') || wanted.server.endsWith('backed')) && { image: own }),
    ...(!wanted.server.endsWith('backed') && {
      root: wanted.server === 'blank' ? { source_type: 'blank' } : { source_type: 'image', uuid: own },
    }),
  });
  const { image } = wanted;
  const ref = typeof image === 'object' ? await cloud.image(image) : image;
  if (wanted.deleted) await cloud.deleteImage(own);
  const rescue = ref === undefined ? null : { rescue_image_ref: ref };
  const answer = await cloud.act(server, { rescue }, { headers: version('2.87') });
  if (answer.status === 400 || answer.status === 500) return answer.status;
  assert.equal(answer.status, 200, answer.text);

  cloud.settle();
  const shown = await cloud.show(server);
  const { json } = await cloud.granted('GET', `/servers/${server}/os-instance-actions`);
  const status = at(shown, 'status');
  assert.equal(at(json, 'instanceActions', 0, 'message'), status === 'RESCUE' ? null : 'Error');
  if (status === 'ERROR') assert.match(String(at(shown, 'fault', 'message')), /cannot be rescued: Driver Error: /);
  else assert.equal(at(shown, 'fault'), undefined);
  return status === 'ACTIVE' ? 'kept' : (status as End);
}

for (const [index, edition] of order.entries()) {
  describe(`the edition ${edition}: what a rescue leads to with`, () => {
    for (const wanted of table) {
      for (const driver of wanted.driver === 'both' ? (['fake', 'libvirt'] as const) : [wanted.driver]) {
        it(`${wanted.case} (${driver}): ${wanted.ends[index]}`, async () => {
          assert.equal(await endOf(edition, driver, wanted), wanted.ends[index]);
        });
      }
    }
  });
}

describe('the editions', () => {
  it('answer 500 where a value of the rescue image is more than Nova can read, with the name of what went wrong', async () => {
    const cloud = new Cloud({ edition: 'nova-21.1' });
    const image = await cloud.image({ hw_rescue_bus: 'omnibus' });
    const { json } = await cloud.act(await cloud.server(), { rescue: { rescue_image_ref: image } });
    assert.equal(at(json, 'computeFault', 'code'), 500);
    assert.match(String(at(json, 'computeFault', 'message')), /^Unexpected API Error\. .*\n<class 'ValueError'>$/);
  });

  it('are all there, by their names and by no other', () => {
    assert.deepEqual([...simulatedEditions].sort(), [...order].sort());
    assert.ok(isSimulatedEdition('nova-21.1'));
    assert.ok(!isSimulatedEdition('toString'));
  });

  it('say which of them were held against a running Nova', () => {
    const observed = simulatedEditions.filter((name) => editions[name].observed);
    assert.deepEqual(observed, ['spec', 'nova-27.0']);
  });

  it('serve the microversions of a release of theirs', async () => {
    for (const [edition, newest] of [
      ['nova-21.0', '2.87'],
      ['nova-21.1', '2.90'],
      ['nova-27.0', '2.93'],
      ['nova-30.0', '2.96'],
      ['spec', '2.104'],
    ] as const) {
      const { json } = await new Cloud({ edition }).ask('GET', '');
      assert.equal(at(json, 'version', 'version'), newest);
    }
  });

  it('let a reader rescue or not, after the server was looked up and before anything else', async () => {
    const message = "Policy doesn't allow os_compute_api:os-rescue to be performed.";
    for (const [edition, status] of [
      ['nova-21.0', 409],
      ['nova-27.0', 409],
      ['nova-30.0', 403],
      ['spec', 403],
    ] as const) {
      const cloud = new Cloud({ edition });
      const server = await cloud.server();
      await cloud.done(server, { lock: null });
      const answer = await cloud.act(server, { rescue: null }, { as: 'reader' });
      assert.equal(answer.status, status);
      if (status === 403) assert.deepEqual(answer.json, { forbidden: { code: 403, message } });
      assert.equal((await cloud.act('none', { rescue: null }, { as: 'reader' })).status, 404);
    }
  });

  it('ask for a volume that is in-use first, and for the trait last', async () => {
    const cloud = new Cloud({ edition: 'nova-21.0' });
    const server = await cloud.server({ zone: 'no-rescue-bfv', root: { source_type: 'blank' } });
    const volume = String(at(await cloud.show(server), 'os-extended-volumes:volumes_attached', 0, 'id'));
    const asked = async (microversion: string) =>
      (await cloud.act(server, { rescue: null }, { headers: version(microversion) })).text;
    await cloud.volumeAction(volume, 'os-reset_status', { status: 'error' });
    assert.match(await asked('2.86'), /Invalid volume/);
    await cloud.volumeAction(volume, 'os-reset_status', { status: 'in-use' });
    assert.match(await asked('2.86'), /Cannot rescue a volume-backed instance/);
    assert.match(await asked('2.87'), /Host unable to rescue a volume-backed instance/);
  });
});
