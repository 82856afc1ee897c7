import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { SimulatorOptions } from '../../simulator';
import { Arranger } from '../../targets/arranging/arranger';
import { Ledger } from '../../targets/ledger/ledger';
import { patience } from '../../targets/settle';
import { simulatorTarget } from '../../targets/simulator-target';
import { discover } from '../../targets/subject';
import { findRace } from './scheduled-races';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'races-'));
});
after(() => rmSync(folder, { recursive: true }));

const arena =
  (options: Partial<SimulatorOptions> = {}) =>
  async () => {
    const target = simulatorTarget({ edition: 'spec', driver: 'fake', seed: 1, ...options });
    const subject = await discover(target, patience);
    return { subject, arranger: new Arranger(subject, new Ledger(join(folder, 'ledger.ndjson')), {}, true) };
  };

describe('races under the scheduler', () => {
  it('have an order on a cloud that keeps the rules', async () => {
    assert.equal(await findRace(arena(), { seed: 2026, runs: 100 }), undefined);
  });

  it('find two winners, and make them small', async () => {
    const found = await findRace(arena({ departure: 'one-winner' }), { seed: 2026, runs: 100 });
    assert.deepEqual(found?.plan, [['rescue', 'rescue']]);
    console.log(found);
  });
});
