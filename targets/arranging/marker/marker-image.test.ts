import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markerImage, markerPrefix, readMarkers } from './marker-image';
import { firstSector, rest } from './program';

const marker = `${markerPrefix} 0a1b2c3d-image-root-1`;

describe('a marker image', () => {
  const image = markerImage(marker);

  it('is a raw disk of one MiB that a BIOS takes for bootable', () => {
    assert.equal(image.length, 1024 * 1024);
    assert.equal(image.readUInt16LE(510), 0xaa55);
    assert.deepEqual([image[510], image[511]], [0x55, 0xaa]);
  });

  it('carries its marker at 0x100, ended by a zero', () => {
    assert.equal(image.toString('latin1', 0x100, 0x100 + marker.length), marker);
    assert.equal(image[0x100 + marker.length], 0);
  });

  it('carries the boot program: its first sector, and what stands behind it', () => {
    assert.equal(image.toString('hex', 0, firstSector.length / 2), firstSector);
    assert.equal(image.toString('hex', 512, 512 + rest.length / 2), rest);
  });

  it('leaves room for a marker of 200 letters', () => {
    const long = markerImage('x'.repeat(200));
    assert.equal(long.toString('latin1', 0x100, 0x100 + 201), `${'x'.repeat(200)}\0`);
    assert.equal(long.readUInt16LE(510), 0xaa55);
  });
});

describe('the markers on a console', () => {
  const booted = (boot: string, ...disks: readonly string[]) =>
    [`boot: ${boot}`, ...disks.map((disk) => `disk: ${disk}`), 'done', ''].join('\r\n');

  it('are the disk that it was booted from, and those that the guest sees', () => {
    assert.deepEqual(readMarkers(booted('one', 'one', 'two')), { boot: 'one', disks: ['one', 'two'] });
    assert.deepEqual(readMarkers(booted('one')), { boot: 'one', disks: [] });
  });

  it('are read among what the firmware says', () => {
    const log = `SeaBIOS (version 1.16)\nBooting from Hard Disk...\n${booted('one', 'one')}\nNo bootable device.\n`;
    assert.deepEqual(readMarkers(log), { boot: 'one', disks: ['one'] });
  });

  it('are those of the last boot, where the guest has booted several times', () => {
    assert.deepEqual(readMarkers(booted('one', 'one') + booted('two', 'two', 'one')), {
      boot: 'two',
      disks: ['two', 'one'],
    });
  });

  it('are not there before the guest is done', () => {
    assert.equal(readMarkers('boot: one\r\ndisk: one\r\n'), undefined);
    assert.equal(readMarkers(`${booted('one', 'one')}boot: two\r\ndisk: two\r\n`), undefined);
  });

  it('are not there in the log of a guest that is none of ours', () => {
    for (const log of ['', 'done', 'disk: one\ndone', 'Linux version 6.1\nreboot: Restarting system\ndone\n'])
      assert.equal(readMarkers(log), undefined, log);
  });

  it('may have lost the beginning of the log, but not of the last boot', () => {
    assert.deepEqual(readMarkers(`isk: one\r\ndone\r\n${booted('two')}`), { boot: 'two', disks: [] });
    assert.equal(readMarkers('disk: one\r\ndone\r\n'), undefined);
  });
});
