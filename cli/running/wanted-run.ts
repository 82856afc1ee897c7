import { resolve } from 'node:path';
import type { Configuration } from '../../targets/configuration/configuration';
import { UserError } from '../../targets/user-error';
import type { ConformanceRun } from './conformance-run';
import { readExpectations } from './expectations';
import type { TargetOptions } from './open-target';
import { demandOwnFeatures } from './own-features';
import { demandTags, type SelectionOptions, selectRules, tagsOf } from './selection';

/** The options of `nova-rescue run`; a program's `run` has the same. */
export interface RunOptions extends TargetOptions, SelectionOptions {
  readonly config?: string | undefined;
  readonly features?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly samples: number;
  readonly acceptSamples: number;
  readonly seed?: number | undefined;
  readonly disruptive?: boolean;
  readonly gates?: boolean | undefined;
  readonly out: string;
  readonly expect?: string | undefined;
  readonly allowUnverified?: readonly string[] | undefined;
}

/** What is taken where nothing is said. */
export const usual = { samples: 25, acceptSamples: 1, timeout: 180, out: 'reports/out' } as const;

/** Which scenarios are run: of the rules that were selected, or of the user's own folder. */
export type Selection = Pick<ConformanceRun, 'rules' | 'tags' | 'features'>;

/** @throws UserError for what cannot be selected, and for features that cannot be run */
export async function selected(options: RunOptions): Promise<Selection> {
  const { tags } = options;
  if (options.features !== undefined) {
    const features = resolve(options.features);
    demandNothingOfRules(options);
    await demandOwnFeatures(features);
    if (tags !== undefined) await demandTags(tags, features);
    return { rules: [], tags: tags ?? '', features };
  }
  const rules = selectRules(options);
  if (tags !== undefined) await demandTags(tags);
  return { rules, tags: tagsOf(rules, options) };
}

/** With the user's own features no rule of ours is judged, so nothing can be said about any. */
function demandNothingOfRules({ rule, level, strict, expect, allowUnverified }: RunOptions): void {
  const given = {
    '--rule': rule,
    '--level': level,
    '--strict': strict,
    '--expect': expect,
    '--allow-unverified': allowUnverified,
  };
  const [one] = Object.entries(given).flatMap(([flag, value]) => (value === undefined || value === false ? [] : flag));
  if (one !== undefined)
    throw new UserError(`--features runs your own scenarios and judges no rule of ours: leave ${one} out`);
}

/** @throws UserError where the expectations cannot be read */
export function wantedRun(options: RunOptions, configuration: Configuration, selection: Selection): ConformanceRun {
  const seed = options.seed ?? Math.trunc(Date.now() / 1000);
  return {
    target: options,
    configuration,
    ...selection,
    strict: options.strict === true,
    waived: options.allowUnverified ?? [],
    expectations: readExpectations(options.expect),
    samples: options.samples,
    acceptSamples: options.acceptSamples,
    seed,
    disruptive: options.disruptive === true,
    gates: options.gates ?? isWholeOnSimulator(options),
    out: resolve(options.out),
    options: withoutSecrets(options),
    reproduce: commandOf(options, seed),
  };
}

/** There it costs next to nothing. */
const isWholeOnSimulator = ({ cloud, endpoint, rule, level, tags, features }: RunOptions): boolean =>
  [cloud, endpoint, rule, level, tags, features].every((option) => option === undefined);

const withoutSecrets = ({ token, ...options }: RunOptions): Readonly<Record<string, unknown>> => ({
  ...options,
  ...(token !== undefined && { token: '[redacted]' }),
});

/** The options that say what is judged; how to narrow a replay is added behind them. */
function commandOf(options: RunOptions, seed: number): string {
  const words = ['nova-rescue run'];
  const add = (flag: string, value: unknown) => {
    if (value === true) words.push(flag);
    else if (value !== undefined) words.push(`${flag} ${value}`);
  };
  add('--cloud', options.cloud);
  add('--admin-cloud', options.adminCloud);
  add('--endpoint', options.endpoint);
  add('--config', options.config);
  add('--edition', options.edition);
  add('--driver', options.driver);
  add('--vtpm', options.vtpm);
  add('--departure', options.departure);
  add('--fault', options.fault);
  add('--features', options.features);
  add('--disruptive', options.disruptive);
  add(options.gates ? '--gates' : '--no-gates', options.gates === undefined ? undefined : true);
  add('--seed', seed);
  return words.join(' ');
}
