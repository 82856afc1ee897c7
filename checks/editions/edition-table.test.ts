import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { type RuleId, ruleIds, ruleOf } from '../../features/catalogue';
import { simulatedEditions } from '../../simulator';
import { type EditionTable, editionPage, editionTable, vtpmVerdicts } from './edition-table';
import { pageFile } from './page-file';

/** What only a guest shows, or only the libvirt driver looks at. */
const needLibvirt: readonly RuleId[] = [
  'libvirt-reports-trait',
  'rescue-boots-the-rescue-device',
  'root-volume-visible-in-rescue',
  'given-image-is-used',
  'deleted-original-image',
];

describe('the suite, held against the simulator as every edition', () => {
  let table: EditionTable;
  let vtpm: Awaited<ReturnType<typeof vtpmVerdicts>>;
  before(async () => {
    table = await editionTable();
    vtpm = await vtpmVerdicts();
  });

  for (const edition of simulatedEditions) {
    for (const driver of ['fake', 'libvirt'] as const) {
      it(`says of ${edition} (${driver}) what the catalogue says of it`, () => {
        const wanted = ruleIds.map((id) => {
          if (driver === 'fake' && needLibvirt.includes(id)) return [id, 'not-applicable'];
          const { level, editions } = ruleOf(id);
          const kept = editions.includes(edition);
          if (id === 'role-refused' && !kept) return [id, 'not-applicable'];
          if (level === 'observed') return [id, kept ? 'as-nova' : 'differs'];
          return [id, kept ? 'conforms' : 'violates'];
        });
        assert.deepEqual([...table[edition][driver]], wanted);
      });
    }
  }

  it('is what docs/results/editions.md shows: write it anew with “npm run editions”', async () => {
    assert.equal(readFileSync(pageFile, 'utf8'), editionPage(table, vtpm));
  });

  it('tells by release how a server with an emulated TPM is refused', async () => {
    assert.deepEqual(vtpm, [
      ['none', 'differs'],
      [409, 'as-nova'],
      [400, 'as-nova'],
    ]);
  });
});
