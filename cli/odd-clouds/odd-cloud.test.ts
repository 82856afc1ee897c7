import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { RuleId } from '../../features/catalogue';
import { listAt, textAt } from '../../targets/clients/reading';
import type { Answer } from '../../targets/loopback.test';
import { type CloudSettings, type LoopbackCloud, loopbackCloud } from '../testing/cloud.test';
import { type Ended, workplace } from '../testing/command-line.test';

/** Test support: nova-rescue, asked about a cloud that is odd in some way. */

export interface OddCloud extends CloudSettings {
  /** Whom the run may be: the tenant alone, unless it is told otherwise. */
  readonly as?: readonly string[];
  /** The rules that are selected: the usual ones, unless it is told otherwise. */
  readonly select?: readonly RuleId[];
  /** A clouds.yaml, from the cloud's own. */
  readonly clouds?: (own: string) => string;
  /** The names of what it is known to keep, though nova-rescue made it. */
  readonly leaves?: readonly string[];
  /** A nova-rescue.yaml. */
  readonly configuration?: (cloud: LoopbackCloud) => string | Promise<string>;
}

export interface Judged extends Ended {
  readonly cloud: LoopbackCloud;
  /** What was said last. */
  readonly lastLine: string;
  readonly report: unknown;
  /** The rules with this verdict, sorted. */
  readonly rules: (verdict: string) => readonly string[];
  /** Why a rule was not verified. */
  readonly reason: (rule: RuleId) => string;
}

/** Some of each family, none of which listens to a console. */
export const usual = [
  ...['bfv-needs-microversion', 'image-backed-unchanged'],
  ...['bfv-needs-trait', 'trait-is-known'],
  ...['bfv-falls-back-to-original', 'image-backed-falls-back'],
  ...['refusal-is-400', 'refusal-changes-nothing'],
  ...['rescue-answers-200', 'rescue-keeps-root-volume'],
] as readonly RuleId[];

export const asAdmin = ['--cloud', 'loop', '--admin-cloud', 'loop-admin'];

/**
 * Has nova-rescue judge such a cloud. Whatever it finds: it ends by itself, blames nothing on a mistake of its own, shows
 * no stack, never asks for a language, and leaves nothing behind.
 */
export async function judged(t: TestContext, odd: OddCloud = {}): Promise<Judged> {
  const {
    as = ['--cloud', 'loop'],
    select = usual,
    clouds = (own) => own,
    configuration,
    leaves = [],
    ...settings
  } = odd;
  const { meddle = (_, proceed) => proceed() } = settings;
  const languages: string[] = [];
  const cloud = await loopbackCloud(t, {
    ...settings,
    meddle: (visit, proceed) => {
      languages.push(visit.headers['accept-language'] ?? '');
      return meddle(visit, proceed);
    },
  });
  const place = workplace(t);
  place.write('clouds.yaml', clouds(cloud.cloudsYaml));
  if (configuration) place.write('nova-rescue.yaml', await configuration(cloud));
  const before = await cloud.names();
  const ended = await place.run('run', ...as, '--rule', select.join(), '--out', 'out', '--timeout', '5', '--seed', '1');
  const { code, stdout, stderr } = ended;
  assert.ok(code !== null && code <= 3, stdout + stderr);
  assert.doesNotMatch(stdout + stderr, /error of ours|mistake of nova-rescue|^\s+at .*:\d+:\d+\)?$/m);
  assert.deepEqual(await cloud.names(), [...leaves, ...before].sort());
  assert.ok(!existsSync(join(place.out, 'ledger.ndjson')), stderr);
  assert.equal(languages.join(''), '');
  const report: unknown = code === 2 ? {} : JSON.parse(place.read('report.json'));
  const found = listAt(report, 'rules');
  const idOf = (rule: unknown) => textAt(rule, 'id') ?? '';
  return {
    ...ended,
    cloud,
    report,
    lastLine: (code === 2 ? stderr : stdout).trimEnd().split('\n').at(-1) ?? '',
    rules: (verdict) => found.flatMap((rule) => (textAt(rule, 'verdict') === verdict ? idOf(rule) : [])).sort(),
    reason: (id) =>
      textAt(
        found.find((rule) => idOf(rule) === id),
        'reason',
      ) ?? '',
  };
}

/** All of the selected rules conform. */
export function conforms({ code, stdout, lastLine }: Judged, name = 'loop'): void {
  assert.equal(code, 0, stdout);
  const [, verified, all] = /: (\d+) of (\d+) deciding rules? verified\.$/.exec(lastLine) ?? [];
  assert.deepEqual([lastLine.startsWith(`${name} conforms: `), verified], [true, all], stdout);
}

/** Just these rules are violated. */
export function violates({ code, stdout, rules }: Judged, ...wanted: readonly RuleId[]): void {
  assert.deepEqual([code, rules('violates')], [1, wanted], stdout);
}

/** The answer with another body, where it has JSON in it. */
export function changed(answer: Answer, change: (json: unknown) => unknown): Answer {
  if (typeof answer !== 'object' || typeof answer.body !== 'string' || !/^[[{]/.test(answer.body)) return answer;
  const { 'content-length': _, ...headers } = answer.headers ?? {};
  return { ...answer, headers, body: JSON.stringify(change(JSON.parse(answer.body))) };
}

/** The catalogue without a type of service. */
export const without =
  (type: string): NonNullable<CloudSettings['catalogue']> =>
  (entries) =>
    entries.filter((entry) => entry.type !== type);

/** The catalogue with other URLs. */
export const withUrls =
  (change: (url: string) => string): NonNullable<CloudSettings['catalogue']> =>
  (entries) =>
    entries.map(({ type, endpoints }) => ({
      type,
      endpoints: endpoints.map((endpoint) => ({ ...endpoint, url: change(endpoint.url) })),
    }));
