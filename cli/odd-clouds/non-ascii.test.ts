import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, textAt } from '../../targets/clients/reading';
import type { Meddling } from '../testing/cloud.test';
import { changed, conforms, judged, usual, violates } from './odd-cloud.test';

/** What the simulator calls its things, and what this cloud does. */
const names = [
  ['no-rescue-bfv', 'Zone ohne „Rettung“ 🚫'],
  ['rescue-bfv', '救援ゾーン'],
  ['sim-nobfv', 'knödel.österreich'],
  ['sim-bfv', 'хост-один'],
  ['foreign stable', 'صورة'],
] as const;

const replaced = (text: string, to: 0 | 1): string =>
  names.reduce((changing, name) => changing.replaceAll(name[to === 1 ? 0 : 1], name[to]), text);

/** Renames everything. What is sent must be ASCII on the wire, as URLs are. */
function renaming() {
  const strange: string[] = [];
  const meddle: Meddling = async (visit, proceed) => {
    if (!/^[!-~]*$/.test(visit.path)) strange.push(visit.path);
    const path = encodeURI(replaced(decodeURI(visit.path), 0)).replaceAll('%25', '%');
    const body = Buffer.from(replaced(visit.body.toString(), 0));
    const own = visit.path.endsWith('/file') ? visit : { ...visit, path, body };
    return changed(await proceed(own), (json) => JSON.parse(replaced(JSON.stringify(json), 1)));
  };
  return { meddle, strange };
}

const clouds = (own: string) => own.replace('loop:', '"Ärzte ☁ 雲":').replace('loop-admin:', 'администратор:');
const as = ['--cloud', 'Ärzte ☁ 雲', '--admin-cloud', 'администратор'];

test('names in any script', async (t) => {
  const { meddle, strange } = renaming();
  const configuration = () => 'implementation: {product: "Wölkchen"}\n';
  const found = await judged(t, { meddle, clouds, as, configuration, select: [...usual, 'trait-of-own-host'] });
  conforms(found, 'Ärzte ☁ 雲');
  assert.equal(textAt(at(found.report, 'target'), 'name'), 'Ärzte ☁ 雲');
  assert.deepEqual(strange, []);
});

test('… of zones that the configuration names', async (t) => {
  const { meddle } = renaming();
  const configuration = () => 'zones: {capable: [救援ゾーン], incapable: ["Zone ohne „Rettung“ 🚫"]}\n';
  const odd = { meddle, configuration, select: ['bfv-needs-trait'] } as const;
  conforms(await judged(t, odd));
  const broken = await judged(t, { ...odd, departure: 'bfv-needs-trait' });
  violates(broken, 'bfv-needs-trait');
});
