import {
  type Action,
  departures,
  type FaultId,
  faultIds,
  faults,
  type LeewayId,
  newCloud,
  play,
  type SimulatedEdition,
  type SimulatorOptions,
  simulatedEditions,
  simulatedStage,
} from '../../simulator';
import type { Comparison, Difference } from './search';

type RuleId = keyof typeof departures;

/** What a cloud that differs so does, as far as anybody knows: with each of these the simulator does the same. */
export interface Explanation {
  /** Ways of keeping the text. Where there is one, the difference is no more than a note. */
  readonly allowed: readonly Allowed[];
  readonly rules: readonly RuleId[];
  readonly faults: readonly FaultId[];
}

/** An edition that does what the text leaves open in its own way. */
export interface Allowed {
  readonly edition: SimulatedEdition;
  readonly leeways: readonly LeewayId[];
}

/** What the simulator was compared as. */
export type Model = Pick<SimulatorOptions, 'edition' | 'driver' | 'maxMicroversion'>;

const ruleIds = Object.keys(departures) as RuleId[];

const leeways: readonly (readonly LeewayId[])[] = [
  ['falls back as the text says'],
  ['falls back as the text says', 'refuses without an original image'],
];

/** Ways of keeping what the model keeps. Only the text leaves anything open: who follows a Nova does as that does. */
export const allowedBeside = ({ edition }: Model): readonly Allowed[] => (edition === 'spec' ? allAllowed : []);

/** Made once: which of them do so is told by these very ones. */
const allAllowed: readonly Allowed[] = simulatedEditions.flatMap((edition) =>
  leeways.map((taken) => ({ edition, leeways: taken })),
);

/** The editions that do what was seen, for a note. */
export function allowedInWords({ allowed }: Explanation): string {
  const editions = [...new Set(allowed.map(({ edition }) => edition))].filter((edition) => edition !== 'spec');
  return editions.length > 0 ? `${editions.join(', ')}, in what the text leaves open` : 'the text allows too';
}

/** Has the simulator do otherwise in every known way, and keeps those in which it does what was seen. */
export async function explain(difference: Difference, see: Comparison['see'], model: Model): Promise<Explanation> {
  const thatDoSo = async <Way>(ways: readonly Way[], optionsOf: (way: Way) => Partial<SimulatorOptions>) => {
    const kept: Way[] = [];
    for (const way of ways) if (await doesSo(difference, see, { ...model, ...optionsOf(way) })) kept.push(way);
    return kept;
  };
  const allowed = await thatDoSo(allowedBeside(model), (way) => way);
  if (allowed.length > 0) return { allowed, rules: [], faults: [] };
  return {
    allowed,
    rules: await thatDoSo(ruleIds, (departure) => ({ departure })),
    faults: await thatDoSo(faultIds, (fault) => ({ fault })),
  };
}

/** Whether what explains one difference explains another one too; of what is allowed, whether it is so for the same. */
export async function explainsToo(
  { allowed, rules, faults: found }: Explanation,
  difference: Difference,
  see: Comparison['see'],
  model: Model,
): Promise<boolean> {
  const doSo = (way: Partial<SimulatorOptions>) => doesSo(difference, see, { ...model, ...way });
  if (allowed.length > 0) {
    for (const way of allowedBeside(model)) if ((await doSo(way)) !== allowed.includes(way)) return false;
    return true;
  }
  for (const way of [...rules.map((departure) => ({ departure })), ...found.map((fault) => ({ fault }))])
    if (await doSo(way)) return true;
  return false;
}

async function doesSo(
  { actions, actual }: Difference,
  see: Comparison['see'],
  options: Omit<SimulatorOptions, 'seed'>,
): Promise<boolean> {
  return (await lastSeen(actions, see, { ...options, seed: 1 })) === actual;
}

async function lastSeen(
  actions: readonly Action[],
  see: Comparison['see'],
  options: SimulatorOptions,
): Promise<string | undefined> {
  return see(await play(simulatedStage(newCloud(options)), actions)).at(-1);
}

/** The rules to name: those that are broken by themselves, else those that the faults break. */
export const rulesOf = ({ rules, faults: found }: Explanation): readonly RuleId[] =>
  rules.length > 0 ? rules : [...new Set(found.flatMap((id) => faults[id].breaks))];
