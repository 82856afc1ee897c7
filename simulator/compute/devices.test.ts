import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nowhere } from '../world';
import { attachedAs, freeDevice, rootDeviceOn } from './devices';

const fake = { ...nowhere, driver: 'fake' } as const;
const libvirt = { ...nowhere, driver: 'libvirt' } as const;

describe('the name of a disk', () => {
  it('is as the driver has it', () => {
    assert.deepEqual([rootDeviceOn(fake), rootDeviceOn(libvirt)], ['/dev/sda', '/dev/vda']);
    assert.equal(freeDevice(libvirt, ['/dev/vda', '/dev/vdc']), '/dev/vdb');
  });

  it('that is asked for gives its letter, but under libvirt', () => {
    assert.equal(attachedAs(fake, '/dev/vdx', ['/dev/sda']), '/dev/sdx');
    assert.equal(attachedAs(fake, '/dev/xvdf1', ['/dev/sda']), '/dev/sdf');
    assert.equal(attachedAs(fake, '', ['/dev/sda']), '/dev/sdb');
    assert.equal(attachedAs(libvirt, '/dev/vdx', ['/dev/vda']), '/dev/vdb');
  });
});
