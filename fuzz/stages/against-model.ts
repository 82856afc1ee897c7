import { type Action, inWords, type Place, type SimulatedEdition, simulatedEditions } from '../../simulator';
import type { Arranger } from '../../targets/arranging/arranger';
import { isRecord } from '../../targets/clients/reading';
import { Inconclusive } from '../../targets/inconclusive';
import type { Subject } from '../../targets/subject';
import { type Means, sequencesOf } from '../sequences/draw';
import { type Comparison, type Difference, differenceOf, type Search, search } from '../sequences/search';
import { newestOf } from './newest-of';
import { type Counting, portable } from './portable';
import { simulatedMeans, simulatedStaging } from './simulated-staging';
import { surroundingsOf } from './surroundings';
import { targetStaging } from './target-staging';

export { type SimulatedEdition, simulatedEditions };

/** Whether the hosts of the simulator are to run guests as libvirt's do: where a cloud has none that do, nothing asks for it. */
const driver = 'libvirt';

async function comparisonWith(subject: Subject, arranger: Arranger, edition: SimulatedEdition) {
  const surroundings = await surroundingsOf(arranger);
  const places = Object.keys(surroundings.zones) as Place[];
  const comparison: Comparison = {
    places,
    subject: targetStaging(subject, arranger.ledger, arranger.configuration, surroundings),
    model: simulatedStaging({ edition, driver, seed: 1, ...newestOf(subject) }),
    see: (sights) => portable(sights, countingFor(subject, edition)),
  };
  return { comparison, places };
}

/** The text of the specification has no messages to compare; but what one simulator says, another does. */
function countingFor({ target }: Subject, edition: SimulatedEdition): Counting {
  const isSimulator = target.kind === 'simulator';
  return { withWords: isSimulator || edition !== 'spec', exactly: isSimulator };
}

/** Where a target and the simulator part. */
export interface Parting extends Difference {
  /** The actions, for a reader. */
  readonly words: string;
}

const parting = (found: Difference | undefined): Parting | undefined =>
  found && { ...found, words: inWords(found.actions) };

/** Plays one sequence on a target and on the simulator. */
export async function playBoth(
  subject: Subject,
  arranger: Arranger,
  edition: SimulatedEdition,
  actions: readonly Action[],
): Promise<Parting | undefined> {
  const { comparison } = await comparisonWith(subject, arranger, edition);
  return parting(await differenceOf(comparison, actions));
}

/**
 * Plays sequences that are drawn, and makes the first with which the two part small.
 * @throws Inconclusive where none of them told anything
 */
export async function playAny(
  subject: Subject,
  arranger: Arranger,
  edition: SimulatedEdition,
  options: Pick<Search, 'runs' | 'seed' | 'isOver'>,
): Promise<Parting | undefined> {
  const { comparison, places } = await comparisonWith(subject, arranger, edition);
  const callers = simulatedMeans.callers.filter((caller) => subject.target.has(caller));
  const means: Means = { places, callers, isDisruptive: false, hasTooLarge: false, mayHurry: false };
  const { finding, inconclusive } = await search(comparison, sequencesOf(means, 8), options);
  const [reason] = inconclusive;
  if (!finding && reason !== undefined) throw new Inconclusive(reason);
  return parting(finding);
}

/** The actions of a text that has one on each line, as JSON; what is wrong with it, where it has not. */
export function readActions(text: string): readonly Action[] | string {
  const actions: Action[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const action = readAction(line);
    if (!action) return `“${line.trim()}” is no action: each line is JSON such as {"do": "create", "boots": "volume"}`;
    actions.push(action);
  }
  return actions;
}

function readAction(line: string): Action | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return isRecord(read) && typeof read.do === 'string' ? (read as unknown as Action) : undefined;
  } catch {
    return undefined;
  }
}
