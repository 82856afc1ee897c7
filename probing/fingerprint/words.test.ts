import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conclude } from './conclude';
import { type End, type ProbeId, probeIds } from './expected';
import type { Finding } from './finding';
import { inWords } from './words';

/** What a real Nova 26.2 showed. */
const nova: Readonly<Record<ProbeId, End>> = {
  'opted-in': 'RESCUE',
  'not-opted-in': 400,
  'no-trait': 400,
  'original-image': 'kept',
  'unknown-image': 400,
  'plain-image': 400,
  'own-image-deleted': 'ERROR',
};

const withOther = (...other: readonly Finding[]): readonly Finding[] =>
  probeIds.map((probe) => other.find((one) => one.probe === probe) ?? { probe, showed: nova[probe] });

const lines = (findings: readonly Finding[]) => inWords('mine', findings, conclude(findings)).split('\n');
/** Without the list of probes. */
const verdict = (findings: readonly Finding[]) => lines(findings).slice(9);

describe('a fingerprint in words', () => {
  it('lists what each probe showed, then the text, the edition, and what tells it from the others', () => {
    assert.deepEqual(lines(withOther()), [
      'What comes of the rescue of a volume-backed server:',
      '  at 2.87, a stable rescue image, a host that reports the trait:      RESCUE',
      '  at 2.86:                                                            refused with 400',
      '  a host without the trait:                                           refused with 400',
      '  no rescue image, the original one known from the root volume alone: accepted, and then it fails',
      '  a rescue image that does not exist:                                 refused with 400',
      '  a rescue image that names no stable device:                         refused with 400',
      '  its own image deleted before:                                       accepted, and then ERROR',
      '',
      'mine keeps the text except that the original image is not found on the root volume.',
      'mine behaves as nova-27.0 (certain): Nova 25.1.1 and later 25, 26.1.1 and later 26, 27.0 to 29.',
      '  not spec: no rescue image, the original one known from the root volume alone: accepted, and then it fails, there RESCUE',
      '  not nova-21.0: a rescue image that does not exist: refused with 400, there accepted, and then it fails',
      '  not nova-21.1: a rescue image that names no stable device: refused with 400, there RESCUE or accepted, and then ERROR',
      '  not nova-30.0: its own image deleted before: accepted, and then ERROR, there RESCUE',
      '',
    ]);
  });

  it('says why two editions cannot be told apart', () => {
    const [, behaves] = verdict(withOther({ probe: 'own-image-deleted', notApplicable: 'no libvirt' }));
    assert.equal(
      behaves,
      'mine behaves as nova-27.0 or nova-30.0 (cannot be told apart here: its own image deleted before: no libvirt).',
    );
  });

  it('says what of the text was not looked at, and how an edition is known', () => {
    const [text, behaves] = verdict(
      withOther(
        { probe: 'own-image-deleted', showed: 'RESCUE' },
        { probe: 'no-trait', notApplicable: 'none is known' },
        { probe: 'original-image', notApplicable: 'no image' },
      ),
    );
    assert.match(
      text ?? '',
      /^mine keeps the text where it was looked at \(not “a host without the trait” and “no rescue/,
    );
    assert.equal(behaves, 'mine behaves as nova-30.0 (certain): Nova 30.0 and later (observed on a patched 26.2).');
  });

  it('is not certain where something was inconclusive', () => {
    const [, behaves] = verdict(withOther({ probe: 'no-trait', inconclusive: 'a timeout' }));
    assert.match(behaves ?? '', /^mine behaves as nova-27\.0 \(not certain: something was inconclusive\): /);
  });

  it('names the nearest editions where it is none, those that differ alike in one line', () => {
    const [text, behaves, ...nearest] = verdict(
      withOther({ probe: 'no-trait', showed: 'RESCUE' }, { probe: 'own-image-deleted', notApplicable: 'no libvirt' }),
    );
    assert.match(
      text ?? '',
      /except that a volume-backed server needs no trait and that the original image is not found/,
    );
    assert.equal(behaves, 'mine behaves as none of the editions.');
    assert.deepEqual(nearest, [
      '  nearest nova-27.0 and nova-30.0, but a host without the trait: RESCUE, there refused with 400',
      '',
    ]);
  });

  it('says of what nothing was seen only why, and that once', () => {
    const inconclusive = 'an image-backed server is not rescued for this caller either';
    assert.deepEqual(verdict(probeIds.map((probe) => ({ probe, inconclusive }))), [
      'mine was seen neither to keep the text nor to break it.',
      `Which edition mine behaves as cannot be told: ${inconclusive}.`,
      '',
    ]);
  });

  it('says of a rescue that nothing came of it', () => {
    assert.ok(
      lines(withOther({ probe: 'opted-in', showed: 'nothing' }))[1]?.endsWith(' accepted, and nothing comes of it'),
    );
  });
});
