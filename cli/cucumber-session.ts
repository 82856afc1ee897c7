import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AfterAll, BeforeAll } from '@cucumber/cucumber';
import { openSession } from '../steps/session';
import { Arranger } from '../targets/arranging/arranger';
import { Ledger } from '../targets/ledger/ledger';
import { patience } from '../targets/settle';
import { simulatorTarget } from '../targets/simulator-target';
import { discover } from '../targets/subject';

/** For a bare `npx cucumber-js`: a session on the simulator, edition `spec`. Loaded by cucumber.cjs alone. */
const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));

BeforeAll(async () => {
  const seed = 1;
  const subject = await discover(simulatorTarget({ edition: 'spec', driver: 'libvirt', seed }), patience);
  const arranger = new Arranger(subject, new Ledger(join(folder, 'ledger.ndjson')), {});
  openSession({ subject, arranger, samples: 25, acceptSamples: 1, seed, interrupted: () => false });
});

AfterAll(() => {
  openSession(undefined);
  rmSync(folder, { recursive: true });
});
