import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SimulatorOptions } from '../../simulator';
import { Arranger } from '../../targets/arranging/arranger';
import { Ledger } from '../../targets/ledger/ledger';
import { patience } from '../../targets/settle';
import { simulatorTarget } from '../../targets/simulator-target';
import { discover } from '../../targets/subject';
import type { Racing } from './hold-race';

/** Test support: simulated clouds to hold races on, a new one for each. */
export function simulatedArena(
  t: Pick<TestContext, 'after'>,
  options: Partial<SimulatorOptions> = {},
): () => Promise<Racing> {
  const folder = mkdtempSync(join(tmpdir(), 'races-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return async () => {
    const target = simulatorTarget({ edition: 'spec', driver: 'fake', seed: 1, ...options });
    const subject = await discover(target, patience);
    return { subject, arranger: new Arranger(subject, new Ledger(join(folder, 'ledger.ndjson')), {}) };
  };
}
