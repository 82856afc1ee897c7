import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { type ScenarioResult, scenariosOf } from '../../reports/scenarios';
import type { Session } from '../../steps/session';
import { Arranger } from '../../targets/arranging/arranger';
import type { Configuration } from '../../targets/configuration/configuration';
import { Ledger } from '../../targets/ledger/ledger';
import { runFeatures } from './run-features';

/** A run that leaves no history: on the simulator, or one that makes nothing. */
export interface PassingRun extends Pick<Session, 'subject' | 'samples' | 'acceptSamples' | 'seed' | 'planning'> {
  readonly interrupted?: () => boolean;
  readonly configuration: Configuration;
  readonly disruptive: boolean;
  readonly tags: string;
}

/** Runs the features with a ledger that goes with the run, and returns what the scenarios showed. */
export async function passingRun(run: PassingRun): Promise<readonly ScenarioResult[]> {
  const { configuration, disruptive, tags, interrupted = () => false, ...session } = run;
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
  const messages: Envelope[] = [];
  try {
    const arranger = new Arranger(run.subject, new Ledger(join(folder, 'ledger.ndjson')), configuration, disruptive);
    await runFeatures({
      session: { ...session, arranger, interrupted },
      tags,
      onMessage: (message) => void messages.push(message),
    });
    return scenariosOf(messages);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
