import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulatorTarget } from '../targets/simulator-target';
import { type Case, cases, nameOf } from '../testbed/editions/cases';
import { observe } from '../testbed/editions/observe';
import { at, Cloud, version } from './cloud.test';
import { editions, isSimulatedEdition, simulatedEditions } from './editions';

/**
 * How a rescue at 2.87 on the capable host ends: in RESCUE, in ERROR with a fault, or kept: the state is the one before,
 * no fault is shown, and the action's message is Error.
 */
type End = 'RESCUE' | 'ERROR' | 'kept';

/**
 * Of the edition `spec`, which refuses no image; what the text does not speak of is as in Nova. What becomes of the same
 * cases in Nova's own editions was observed: observed/editions.json.
 */
const ends: Readonly<Record<string, End | readonly [fake: End, libvirt: End]>> = {
  'image-backed, own image stable, rescued with unknown': 'kept',
  'image-backed, own image stable, rescued with volume snapshot': 'RESCUE',
  'image-backed, own image stable, rescued with empty mapping, so no snapshot': 'RESCUE',
  'image-backed, own image stable, rescued with plain': 'RESCUE',
  'image-backed, own image stable, rescued with stable': 'RESCUE',
  'image-backed, own image stable, rescued with bus alone': 'RESCUE',
  'image-backed, own image stable, rescued with device alone': 'RESCUE',
  'image-backed, own image stable, rescued with bus that QEMU lacks': ['RESCUE', 'ERROR'],
  'image-backed, own image stable, rescued with device that libvirt lacks': ['RESCUE', 'ERROR'],
  'image-backed, own image stable, rescued with device that Nova does not know': 'kept',
  'image-backed, own image stable, rescued with bus that Nova does not know': 'kept',
  'from volume, own image stable, rescued with unknown': 'kept',
  'from volume, own image stable, rescued with volume snapshot': 'RESCUE',
  'from volume, own image stable, rescued with empty mapping, so no snapshot': 'RESCUE',
  'from volume, own image stable, rescued with plain': ['RESCUE', 'ERROR'],
  'from volume, own image stable, rescued with stable': 'RESCUE',
  'from volume, own image stable, rescued with bus alone': 'RESCUE',
  'from volume, own image stable, rescued with device alone': 'RESCUE',
  'from volume, own image stable, rescued with bus that QEMU lacks': ['RESCUE', 'ERROR'],
  'from volume, own image stable, rescued with device that libvirt lacks': ['RESCUE', 'ERROR'],
  'from volume, own image stable, rescued with device that Nova does not know': 'kept',
  'from volume, own image stable, rescued with bus that Nova does not know': 'kept',
  'image-backed, own image plain, rescued without an image': 'RESCUE',
  'image-backed, own image stable, rescued without an image': 'RESCUE',
  'from volume, own image plain, rescued without an image': ['RESCUE', 'ERROR'],
  'from volume, own image stable, rescued without an image': 'RESCUE',
  'from a blank volume, rescued without an image': 'kept',
  'from a blank volume, rescued with stable': ['RESCUE', 'ERROR'],
  'from volume, image named, own image plain, rescued without an image': ['RESCUE', 'ERROR'],
  'from volume, image named, own image stable, rescued without an image': 'RESCUE',
  'image-backed, own image plain (deleted), rescued without an image': 'kept',
  'image-backed, own image stable (deleted), rescued without an image': 'kept',
  'from volume, own image stable (deleted), rescued without an image': 'kept',
  'from volume, image named, own image stable (deleted), rescued without an image': 'kept',
  'image-backed, own image stable (deleted), rescued with plain': 'RESCUE',
  'image-backed, own image stable (deleted), rescued with stable': 'RESCUE',
  'from volume, own image stable (deleted), rescued with stable': ['RESCUE', 'ERROR'],
  'from volume, image named, own image stable (deleted), rescued with stable': 'RESCUE',
};

async function endOf(wanted: Case, driver: 'fake' | 'libvirt'): Promise<End> {
  const zone = driver === 'libvirt' ? 'libvirt' : 'rescue-bfv';
  const found = await observe(simulatorTarget({ edition: 'spec', driver, seed: 1 }), wanted, zone);
  assert.equal(found.status, 200, found.answer);
  const [status] = found.ends;
  assert.equal(found.action, status === 'RESCUE' ? null : 'Error');
  if (status === 'ERROR') assert.match(found.shows ?? '', /cannot be rescued: Driver Error: /);
  else assert.equal(found.shows, undefined);
  return status === 'ACTIVE' ? 'kept' : (status as End);
}

describe('the edition spec: what becomes of a server', () => {
  for (const wanted of cases) {
    for (const [index, driver] of (['fake', 'libvirt'] as const).entries()) {
      it(`${nameOf(wanted)} (${driver})`, async () => {
        assert.equal(await endOf(wanted, driver), [ends[nameOf(wanted)]].flat()[index] ?? ends[nameOf(wanted)]);
      });
    }
  }
});

describe('the editions', () => {
  it('answer 500 where a value of the rescue image is more than Nova can read, with the name of what went wrong', async () => {
    const cloud = new Cloud({ edition: 'nova-21.1' });
    const image = await cloud.image({ hw_rescue_bus: 'omnibus' });
    const { json } = await cloud.act(await cloud.server(), { rescue: { rescue_image_ref: image } });
    assert.equal(at(json, 'computeFault', 'code'), 500);
    assert.match(String(at(json, 'computeFault', 'message')), /^Unexpected API Error\. .*\n<class 'ValueError'>$/);
  });

  it('are all there, by their names and by no other', () => {
    assert.deepEqual([...simulatedEditions].sort(), ['nova-21.0', 'nova-21.1', 'nova-27.0', 'nova-30.0', 'spec']);
    assert.ok(isSimulatedEdition('nova-21.1'));
    assert.ok(!isSimulatedEdition('toString'));
  });

  it('say how they are known', () => {
    assert.deepEqual(
      simulatedEditions.map((name) => [name, editions[name].observed]),
      [
        ['spec', undefined],
        ['nova-21.0', 'observed on a patched 26.2'],
        ['nova-21.1', 'observed on a patched 26.2'],
        ['nova-27.0', 'observed'],
        ['nova-30.0', 'observed on a patched 26.2'],
      ],
    );
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
