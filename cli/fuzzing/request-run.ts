import { keptRequest } from '../../fuzz/counterexamples/counterexample';
import { type Explanation, rulesOf } from '../../fuzz/explanation';
import { always, howOften, isFlaky, type Rate } from '../../fuzz/how-often';
import { compareRequest, type RequestDifference } from '../../fuzz/requests/difference';
import { requestsBy } from '../../fuzz/requests/draw-requests';
import { explainRequest } from '../../fuzz/requests/explain-request';
import { findRequest, type RequestFinding } from '../../fuzz/requests/find-request';
import { Granted } from '../../fuzz/requests/granted';
import { kindOf } from '../../fuzz/requests/kind-of';
import { type Ask, askInWords, asksInWords } from '../../fuzz/requests/request';
import { type Round, searchOn } from '../../fuzz/search-on';
import { newestOf } from '../../fuzz/stages/newest-of';
import type { SimulatedEdition, SimulatorOptions } from '../../simulator';
import type { CloudPlay } from './cloud-play';
import { decides } from './decides';
import { differenceLines, noteLines } from './difference-lines';
import { every } from './every';
import { howMany } from './how-many';
import { keep } from './keep';
import { modelEdition } from './model-edition';
import { onSides } from './request-sides';
import type { Told } from './told';
import { toldNothing } from './told-nothing';
import { writeRequest } from './write-counterexample';

/** What a run of requests is told. */
export interface RequestRun extends Told {
  /** What it is compared with; undefined for what its fingerprint shows. */
  readonly edition: SimulatedEdition | undefined;
  /** How the simulator behaves, where no cloud is named. */
  readonly simulated: Omit<SimulatorOptions, 'edition'>;
}

export interface RequestResult {
  readonly edition: SimulatedEdition;
  /** Requests that were drawn and sent. */
  readonly sent: number;
  readonly statuses: ReadonlyMap<number, number>;
  readonly notSimulated: number;
  readonly inconclusive: readonly string[];
  /** The rules that each finding may break; none where nothing known explains it. */
  readonly rules: readonly (readonly string[])[];
  /** How many differences break no rule that decides. */
  readonly notes: number;
}

/** After so many findings none is looked for any more: who has so many reads no more of them. */
const most = 20;

/** Sends requests to a target and to the simulator, and writes down with which they part. */
export async function requestRun(run: RequestRun, cloud: CloudPlay): Promise<RequestResult> {
  const isCloud = cloud.subject.target.kind === 'cloud';
  const edition = run.edition ?? (isCloud ? await modelEdition(cloud, run.isOver) : 'spec');
  const model = { edition, driver: run.simulated.driver, ...(isCloud && newestOf(cloud.subject)) };
  cloud.say(`compared with the simulator as ${edition}; seed ${run.seed}`);
  return onSides(cloud, edition, run.simulated, async (sides) => {
    const tellAsked = every(250, (requests) => cloud.say(`${requests} requests`));
    let asked = 0;
    const granted = new Granted();
    const compare = async (ask: Ask) => {
      asked += 1;
      if (isCloud) tellAsked(asked);
      const compared = await compareRequest(sides, ask);
      if (compared.status < 300) granted.add(ask);
      return compared;
    };
    const rules: (readonly string[])[] = [];
    const statuses = new Map<number, number>();
    const inconclusive: string[] = [];
    let notSimulated = 0;
    let notes = 0;
    let sent = 0;
    const search = async (round: Round<RequestDifference>) => {
      const searched = await findRequest(compare, { ...round, requests: requestsBy(sides.callers) });
      sent += searched.drawn;
      notSimulated += searched.notSimulated;
      inconclusive.push(...searched.inconclusive);
      for (const [status, count] of searched.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
      return searched;
    };
    await searchOn(search, {
      runs: run.runs,
      seed: run.seed,
      isOver: () => run.isOver() || rules.length >= most,
      onFinding: async (finding) => {
        const { explanation, isSame, before } = await explainRequest(finding, granted.last, sides.see, {
          model,
          kindOf,
          decides,
        });
        if (explanation.allowed.length > 0) {
          notes += 1;
          const { ask } = finding;
          cloud.say(noteLines({ ...finding, played: askInWords(ask), explanation }, { ...model, request: ask }));
          return isSame;
        }
        rules.push(rulesOf(explanation));
        const isThere = async () => (await compare(finding.ask)).kind === 'differs';
        const rate = isCloud ? await howOften(isThere, run.isOver) : always;
        await tell(
          { ...finding, ...(before && { before }), requests: sent },
          { explanation, rate, ...model },
          run,
          cloud,
        );
        return isSame;
      },
    });
    return { edition, sent, statuses, notSimulated, inconclusive, rules, notes };
  });
}

interface Known extends Pick<SimulatorOptions, 'edition' | 'driver'> {
  readonly explanation: Explanation;
  readonly rate: Rate;
}

async function tell(
  { ask, before, expected, actual, seed, path, requests }: RequestFinding,
  { explanation, rate, edition, driver }: Known,
  run: RequestRun,
  { say }: CloudPlay,
): Promise<void> {
  const { faults } = explanation;
  const rules = rulesOf(explanation);
  const example = keptRequest({
    ...{ edition, driver, request: ask, expected, actual, rules, faults, seed, path, requests },
    ...(before && { before }),
    ...(isFlaky(rate) && { rate }),
  });
  const kept = await keep(example, writeRequest, run);
  const shown = { played: asksInWords([...(before ?? []), ask]), expected, actual, explanation };
  say(differenceLines(shown, { after: `${requests} requests`, rate, kept }));
}

export function requestSummary(
  name: string,
  { edition, sent, statuses, notSimulated, inconclusive, rules, notes }: RequestResult,
  seed: number,
): string {
  const answered = [...statuses].sort(([, a], [, b]) => b - a).map(([status, count]) => `${status} ${count}`);
  return [
    `answered: ${answered.join(', ')}`,
    ...(notSimulated > 0 ? [`not simulated, and not compared: ${notSimulated}`] : []),
    ...toldNothing(inconclusive),
    `${name} and the simulator as ${edition}: ${howMany(rules.length, notes)} in ${sent} requests (seed ${seed})`,
    '',
  ].join('\n');
}
