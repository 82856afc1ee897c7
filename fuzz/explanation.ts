import {
  departures,
  type FaultId,
  faultIds,
  faults,
  type LeewayId,
  type SimulatedEdition,
  type SimulatorOptions,
  simulatedEditions,
} from '../simulator';

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

/** Whether a simulator of these options does what was seen of one difference. */
export type DoesSo = (options: Omit<SimulatorOptions, 'seed'>) => Promise<boolean>;

const ruleIds = Object.keys(departures) as RuleId[];

const leeways: readonly (readonly LeewayId[])[] = [
  ['falls back as the text says'],
  ['falls back as the text says', 'refuses without an original image'],
];

/** Ways of keeping what the model keeps. Only the text leaves anything open: who follows a Nova does as that does. */
const allowedBeside = ({ edition }: Model): readonly Allowed[] => (edition === 'spec' ? allAllowed : []);

/** Made once: which of them do so is told by these very ones. */
const allAllowed: readonly Allowed[] = simulatedEditions.flatMap((edition) =>
  leeways.map((taken) => ({ edition, leeways: taken })),
);

/** Has the simulator do otherwise in every known way, and keeps those in which it does what was seen. */
export async function explainBy(doesSo: DoesSo, model: Model): Promise<Explanation> {
  const thatDoSo = async <Way>(ways: readonly Way[], optionsOf: (way: Way) => Partial<SimulatorOptions>) => {
    const kept: Way[] = [];
    for (const way of ways) if (await doesSo({ ...model, ...optionsOf(way) })) kept.push(way);
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

/**
 * Whether what explains one difference explains another one too; of what is allowed, whether it is so for the same.
 * @param doesSo asked of the other one
 */
export async function explainsToo(
  { allowed, rules, faults: found }: Explanation,
  doesSo: DoesSo,
  model: Model,
): Promise<boolean> {
  if (allowed.length > 0) {
    for (const way of allowedBeside(model))
      if ((await doesSo({ ...model, ...way })) !== allowed.includes(way)) return false;
    return true;
  }
  for (const way of [...rules.map((departure) => ({ departure })), ...found.map((fault) => ({ fault }))])
    if (await doesSo({ ...model, ...way })) return true;
  return false;
}

/** The editions that do what was seen, for a note. */
export function allowedInWords({ allowed }: Explanation): string {
  const editions = [...new Set(allowed.map(({ edition }) => edition))].filter((edition) => edition !== 'spec');
  return editions.length > 0 ? `${editions.join(', ')}, in what the text leaves open` : 'the text allows too';
}

/** The rules to name: those that are broken by themselves, else those that the faults break. */
export const rulesOf = ({ rules, faults: found }: Explanation): readonly RuleId[] =>
  rules.length > 0 ? rules : [...new Set(found.flatMap((id) => faults[id].breaks))];
