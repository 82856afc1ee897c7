import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { RuleId } from '../../features/catalogue';
import { listAt, textAt } from '../../targets/clients/reading';
import { type CloudSettings, type LoopbackCloud, loopbackCloud } from '../testing/cloud.test';
import { type Ended, workplace } from '../testing/command-line.test';

/** Test support: nova-rescue, asked about a cloud that is odd in some way. */

export interface OddCloud extends CloudSettings {
  /** Whom the run may be: the tenant alone, unless it is told otherwise. */
  readonly as?: readonly string[];
  /** The rules that are selected: the usual ones, unless it is told otherwise. */
  readonly select?: readonly RuleId[];
  /** A nova-rescue.yaml, from the cloud's own. */
  readonly configuration?: (cloud: LoopbackCloud) => string;
}

export interface Judged extends Ended {
  readonly cloud: LoopbackCloud;
  /** What was said last. */
  readonly lastLine: string;
  /** The verdict on each rule that was selected. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** Why a rule was not verified. */
  readonly reasons: Readonly<Record<string, string>>;
  /** The rules with this verdict, sorted. */
  readonly rules: (verdict: string) => readonly string[];
}

/** Some of each family, none of which listens to a console. */
export const usual = [
  ...['bfv-needs-microversion', 'bfv-opt-in-at-microversion', 'image-backed-unchanged'],
  ...['no-other-change-at-microversion', 'version-is-advertised'],
  ...['bfv-needs-trait', 'trait-gates-only-bfv', 'trait-of-own-host', 'trait-is-known'],
  ...['bfv-falls-back-to-original', 'bfv-without-original-fails', 'image-backed-falls-back'],
  ...['refusal-is-400', 'refusal-has-fault-body', 'refusal-changes-nothing'],
  ...['rescue-answers-200', 'rescue-reaches-rescue', 'rescue-keeps-root-volume', 'unrescue-answers-202'],
] as const satisfies readonly RuleId[];

export const asTenant = ['--cloud', 'loop'];
export const asAdmin = ['--cloud', 'loop', '--admin-cloud', 'loop-admin'];

/**
 * Has nova-rescue judge such a cloud. Whatever it finds: it ends by itself, blames no rule on a mistake of its own, shows
 * no stack, never asks for a language, and leaves nothing behind.
 */
export async function judged(t: TestContext, odd: OddCloud = {}, ...words: readonly string[]): Promise<Judged> {
  const { as = asTenant, select = usual, configuration, meddle = (_, proceed) => proceed(), ...settings } = odd;
  const cloud = await loopbackCloud(t, {
    ...settings,
    meddle: (visit, proceed) => {
      assert.equal(visit.headers['accept-language'], undefined);
      return meddle(visit, proceed);
    },
  });
  const place = workplace(t);
  place.write('clouds.yaml', cloud.cloudsYaml);
  if (configuration) place.write('nova-rescue.yaml', configuration(cloud));
  const before = await cloud.names();
  const rules = ['--rule', select.join()];
  const ended = await place.run('run', ...as, ...rules, '--out', 'out', '--timeout', '5', '--seed', '1', ...words);
  const { code, stdout, stderr } = ended;
  const said = stdout + stderr;
  assert.ok(code !== null && code <= 3, said);
  assert.doesNotMatch(said, /error of ours|mistake of nova-rescue|^\s+at .*:\d+:\d+\)?$/m);
  assert.deepEqual(await cloud.names(), before);
  const report: unknown = code === 2 ? {} : JSON.parse(place.read('report.json'));
  const judgedRules = listAt(report, 'rules').map((rule) => ({
    id: textAt(rule, 'id') ?? '',
    verdict: textAt(rule, 'verdict') ?? '',
    reason: textAt(rule, 'reason') ?? '',
  }));
  return {
    ...ended,
    cloud,
    lastLine: (code === 2 ? stderr : stdout).trimEnd().split('\n').at(-1) ?? '',
    verdicts: Object.fromEntries(judgedRules.map(({ id, verdict }) => [id, verdict])),
    reasons: Object.fromEntries(judgedRules.map(({ id, reason }) => [id, reason])),
    rules: (wanted) => judgedRules.flatMap(({ id, verdict }) => (verdict === wanted ? id : [])).sort(),
  };
}
