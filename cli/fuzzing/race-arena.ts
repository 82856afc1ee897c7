import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Racing } from '../../fuzz/races/hold-race';
import type { SimulatorOptions } from '../../simulator';
import { Arranger } from '../../targets/arranging/arranger';
import { Ledger } from '../../targets/ledger/ledger';
import { patience } from '../../targets/settle';
import { simulatorTarget } from '../../targets/simulator-target';
import { discover } from '../../targets/subject';
import type { CloudPlay } from './cloud-play';

/** Has races held on simulated clouds, a new one for each; what they write down on their ledger is of no use afterwards. */
export async function onSimulatedArenas<T>(
  options: SimulatorOptions,
  use: (arena: () => Promise<Racing>) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-races-'));
  try {
    return await use(async () => {
      const subject = await discover(simulatorTarget(options), patience);
      return { subject, arranger: new Arranger(subject, new Ledger(join(folder, 'ledger.ndjson')), {}) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A cloud, on which one race is held after the other. */
export const arenaOf = ({ subject, ledger, configuration }: CloudPlay): Racing => ({
  subject,
  arranger: new Arranger(subject, ledger, configuration),
});
