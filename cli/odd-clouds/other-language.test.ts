import { test } from 'node:test';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, changed, conforms, judged, violates } from './odd-cloud.test';

/** Every message of this cloud, and every fault, is the same Japanese sentence. */
const translated = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(translated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'message' && typeof inner === 'string' ? '要求された操作を実行できません。' : translated(inner),
    ]),
  );
};

const inJapanese: Meddling = async (_, proceed) => changed(await proceed(), translated);

test('no verdict depends on what a message says', async (t) => {
  conforms(await judged(t, { meddle: inJapanese, as: asAdmin }));
});

test('… nor is a rule that is broken missed', async (t) => {
  const broken = 'bfv-falls-back-to-original';
  violates(await judged(t, { meddle: inJapanese, select: [broken], departure: broken }), broken);
});
