import { ruleIds, ruleOf } from '../../features/catalogue';
import { sequencesOf } from '../../fuzz/sequences/draw';
import { type Difference, search } from '../../fuzz/sequences/search';
import { shorten } from '../../fuzz/sequences/shorten';
import { simulatedMeans, simulatedStaging } from '../../fuzz/stages/simulated-staging';
import { departures, essences, faultIds, faults, isSimulatedEdition, type SimulatorOptions } from '../../simulator';

/** A cloud with one thing wrong, for the fuzzer to find. */
export interface Broken {
  readonly id: string;
  readonly kind: 'fault' | 'departure';
  readonly options: SimulatorOptions;
  /** How long its shortest known counterexample is; undefined where none is known. */
  readonly shortest: number | undefined;
}

/** What the fuzzer has found, made as small as it goes, and where it shows. */
export interface Found {
  readonly difference: Difference;
  readonly options: SimulatorOptions;
  /** The same cloud with nothing wrong. */
  readonly sane: SimulatorOptions;
  /** Commands that were played before it was seen. */
  readonly commands: number;
}

export interface Kill {
  readonly broken: Broken;
  /** Undefined where it was not found. */
  readonly found: Found | undefined;
}

const driver = 'libvirt';

/** Every fault and every departure, in the first edition in which it makes a difference. */
export const allBroken: readonly Broken[] = [
  ...faultIds.map((id): Broken => {
    const { edition = 'spec', counterexample } = faults[id];
    return { id, kind: 'fault', options: { edition, driver, seed: 1, fault: id }, shortest: counterexample.length };
  }),
  ...ruleIds.map((id): Broken => {
    const edition = ruleOf(id).editions.find(isSimulatedEdition) ?? 'spec';
    return { id, kind: 'departure', options: { edition, driver, seed: 1, departure: id }, shortest: undefined };
  }),
];

export const sentenceOf = ({ id, kind }: Broken): string =>
  (kind === 'fault' ? faults[id as keyof typeof faults] : departures[id as keyof typeof departures]).sentence;

/** Has the fuzzer look for what is wrong, knowing nothing of it. */
export async function kill(
  broken: Broken,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<Kill> {
  const { options } = broken;
  const { fault: _, departure: __, ...sane } = options;
  const comparison = { subject: simulatedStaging(options), model: simulatedStaging(sane), see: essences };
  const drawn = (length: number) => sequencesOf(simulatedMeans, length);
  const { finding } = await search(comparison, drawn(12), { seed, runs });
  // There is but one thing wrong with it.
  if (!finding) return { broken, found: undefined };
  const { actions, expected, actual } = await shorten(comparison, drawn, finding, async () => true);
  return { broken, found: { difference: { actions, expected, actual }, options, sane, commands: finding.commands } };
}
