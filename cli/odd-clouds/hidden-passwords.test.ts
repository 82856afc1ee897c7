import { test } from 'node:test';
import { at } from '../../targets/clients/reading';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, changed, conforms, judged, violates } from './odd-cloud.test';

/** As Nova does with enable_instance_password = false. */
const hidden: Meddling = async (_, proceed) =>
  changed(await proceed(), (json) => (at(json, 'adminPass') === undefined ? json : {}));

test('a cloud that hides passwords conforms', async (t) => {
  conforms(await judged(t, { meddle: hidden, as: asAdmin }));
});

test('… but not where it answers with another status', async (t) => {
  const select = ['rescue-answers-200', 'image-backed-unchanged'] as const;
  violates(await judged(t, { meddle: hidden, select, departure: 'rescue-answers-200' }), 'rescue-answers-200');
});
