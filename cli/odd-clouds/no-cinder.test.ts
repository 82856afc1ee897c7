import { test } from 'node:test';
import { asAdmin, conforms, judged, violates, without } from './odd-cloud.test';

const odd = { catalogue: without('volumev3'), as: asAdmin };

test('a cloud that shows no volume service has Nova make the volumes', async (t) => {
  conforms(await judged(t, odd));
});

test('… and a volume that is lost in the rescue is missed all the same', async (t) => {
  const broken = { select: ['rescue-keeps-root-volume'], departure: 'rescue-keeps-root-volume' } as const;
  // Nova gave it no name, and there is no volume service to remove with what Nova has forgotten.
  const found = await judged(t, { ...odd, ...broken, leaves: [''] });
  violates(found, 'rescue-keeps-root-volume');
});
