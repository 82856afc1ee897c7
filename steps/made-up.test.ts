import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { runFeatures } from '../cli/running/run-features';
import { type ScenarioResult, scenariosOf } from '../reports/scenarios';
import { judgeScenario, type ScenarioVerdict } from '../reports/verdicts';
import { type Arranging, type ArrangingOptions, arranging } from '../targets/arranging/wrapped-target.test';
import type { Exchange } from '../targets/target';
import type { Session } from './session';

/** Test support: scenarios made up of the suite's own steps, run as the command line runs its features. */

export interface Ended extends Arranging {
  readonly verdict: ScenarioVerdict;
  readonly reason: string | null;
  readonly scenario: ScenarioResult;
  /** The actions that were asked for, with what was answered. */
  readonly actions: (name: 'rescue' | 'unrescue') => readonly Exchange[];
}

export interface MadeUp
  extends ArrangingOptions,
    Partial<Pick<Session, 'samples' | 'acceptSamples' | 'seed' | 'planning' | 'interrupted'>> {
  /** The cloud that an earlier scenario was run on. */
  readonly run?: Arranging;
}

/** Runs one scenario of these steps, a line each. */
export async function scenario(t: TestContext, steps: string, options: MadeUp = {}): Promise<Ended> {
  const { samples = 3, acceptSamples = 1, seed = 1, interrupted = () => false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'made-up.feature');
  writeFileSync(path, ['Feature: made up', 'Scenario: made up', ...steps.trim().split('\n')].join('\n'));
  const run = options.run ?? arranging(t, options);
  const { subject, arranger } = run;
  const planning = options.planning === true;
  const session: Session = { subject, arranger, samples, acceptSamples, seed, planning, interrupted };
  const messages: Envelope[] = [];
  await runFeatures({ session, tags: '', paths: [path], onMessage: (message) => void messages.push(message) });
  const [only] = scenariosOf(messages);
  if (!only) throw new Error('no scenario ran');
  const actions = (name: string) =>
    run.target.sent.filter(
      ({ request }) => typeof request.body === 'object' && request.body !== null && name in request.body,
    );
  return { ...run, ...judgeScenario(only), actions };
}

/** How these requests asked for a microversion: the values of their version headers, the legacy one's with a tilde. */
export const versionsOf = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.map(({ request: { headers = {} } }) => {
    const legacy = headers['X-OpenStack-Nova-API-Version'];
    return [headers['OpenStack-API-Version'], legacy && `~${legacy}`].filter(Boolean).join(' ');
  });
