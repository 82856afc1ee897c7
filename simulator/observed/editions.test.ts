import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulatorTarget } from '../../targets/simulator-target';
import { cases, nameOf } from '../../testbed/editions/cases';
import { observe } from '../../testbed/editions/observe';
import { type SimulatedEdition, simulatedEditions } from '../editions';
import table from './editions.json';

/** The same observations that `npm run observe:editions` took of real Novas, taken of the simulator. */
for (const edition of simulatedEditions.filter((name) => name !== 'spec')) {
  for (const driver of ['fake', 'libvirt'] as const) {
    describe(`as observed: ${edition} on ${driver}`, () => {
      const rows = table.filter((row) => row.edition === edition && row.driver === driver);

      it('has a row for every case', () =>
        assert.deepEqual(rows.map((row) => row.case).sort(), cases.map(nameOf).sort()));

      for (const row of rows) {
        it(row.case, async () => assert.deepEqual(await ofSimulator(edition, driver, row.case), row));
      }
    });
  }
}

async function ofSimulator(edition: SimulatedEdition, driver: 'fake' | 'libvirt', name: string): Promise<unknown> {
  const wanted = cases.find((one) => nameOf(one) === name);
  assert.ok(wanted, `${name} is no case any more: npm run observe:editions`);
  const target = simulatorTarget({ edition, driver, seed: 1 });
  const zone = driver === 'libvirt' ? 'libvirt' : 'rescue-bfv';
  return { edition, driver, case: name, ...(await observe(target, wanted, zone)) };
}
