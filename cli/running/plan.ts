import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { type ScenarioResult, scenariosOf } from '../../reports/scenarios';
import { Arranger } from '../../targets/arranging/arranger';
import type { Configuration } from '../../targets/configuration/configuration';
import { Ledger } from '../../targets/ledger/ledger';
import { patience } from '../../targets/settle';
import { discover } from '../../targets/subject';
import { byRule } from './list';
import { openTarget, type TargetOptions, warnOfToken } from './open-target';
import { runFeatures } from './run-features';

/** What each scenario would have the target make, or why it cannot; looked up, and nothing made. */
export async function plannedScenarios(
  options: TargetOptions & { readonly disruptive?: boolean },
  configuration: Configuration,
  tags: string,
): Promise<readonly ScenarioResult[]> {
  const target = await openTarget(options, configuration, 0, () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
  try {
    const subject = await discover(target, { ...patience, deadline: options.timeout * 1000 });
    warnOfToken(options);
    const arranger = new Arranger(
      subject,
      new Ledger(join(folder, 'ledger.ndjson')),
      configuration,
      options.disruptive === true,
    );
    const messages: Envelope[] = [];
    const session = {
      subject,
      arranger,
      samples: 1,
      acceptSamples: 0,
      seed: 0,
      planning: true,
      interrupted: () => false,
    };
    await runFeatures({ session, tags, onMessage: (message) => void messages.push(message) });
    return scenariosOf(messages);
  } finally {
    rmSync(folder, { recursive: true });
    await target.close();
  }
}

/** `run --plan`: by rule and scenario. */
export async function planRun(
  options: TargetOptions & { readonly disruptive?: boolean },
  configuration: Configuration,
  tags: string,
): Promise<string> {
  return byRule(
    await plannedScenarios(options, configuration, tags),
    ({ name, reason, error }) => `  ${name}: ${reason ?? error?.message ?? 'runs'}`,
  );
}
