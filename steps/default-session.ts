import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arranger } from '../targets/arranging/arranger';
import { Ledger } from '../targets/ledger/ledger';
import { patience } from '../targets/settle';
import { simulatorTarget } from '../targets/simulator-target';
import { discover } from '../targets/subject';
import { openSession } from './session';

/** A session on the simulator, edition `spec`: what a bare `npx cucumber-js` runs against. Returns how to end it. */
export async function defaultSession(): Promise<() => Promise<void>> {
  const seed = 1;
  const target = simulatorTarget({ edition: 'spec', driver: 'libvirt', seed });
  const subject = await discover(target, patience);
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
  const arranger = new Arranger(subject, new Ledger(join(folder, 'ledger.ndjson')), {});
  openSession({ subject, arranger, samples: 25, acceptSamples: 1, seed, interrupted: () => false });
  return async () => {
    await target.close();
    rmSync(folder, { recursive: true });
  };
}
