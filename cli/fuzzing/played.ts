import type { Budget } from '../../fuzz/sequences/draw';
import type { SimulatedEdition, SimulatorOptions } from '../../simulator';
import type { CloudPlay } from './cloud-play';
import { fuzzRun, fuzzSummary } from './fuzz-run';
import { raceRun, raceSummary } from './race-run';
import { relationRun, relationSummary } from './relation-run';
import { requestRun, requestSummary } from './request-run';
import type { Told } from './told';

/** What is to be played: races, requests, relations, or sequences where none of these is asked for. */
export interface Wanted {
  readonly clients?: number;
  readonly requests?: number;
  readonly relations?: boolean;
  readonly maxCommands: number;
  readonly budget?: Budget;
  readonly disruptive?: boolean;
}

/** What came of it. */
export interface Outcome {
  readonly summary: string;
  /** Of each finding those that it may break; none where nothing known explains it. */
  readonly rules: readonly (readonly string[])[];
  /** Whether some of it could not be told. */
  readonly isInconclusive: boolean;
}

/** How the simulator behaves; its edition may be left to a cloud's fingerprint. */
type Simulated = Omit<SimulatorOptions, 'edition'> & { readonly edition: SimulatedEdition | undefined };

export async function played(wanted: Wanted, cloud: CloudPlay, told: Told, simulated: Simulated): Promise<Outcome> {
  const { clients, requests, relations, maxCommands, budget, disruptive = false } = wanted;
  const { name } = cloud.subject.target;
  const { edition } = simulated;
  // Races and relations are held against the rules: what a cloud behaves as otherwise does not matter.
  const asTheText = { ...simulated, edition: edition ?? ('spec' as const) };
  if (clients !== undefined) {
    const races = { ...told, clients, simulated: asTheText };
    const result = await raceRun(races, cloud);
    const isInconclusive = result.inconclusive.length === result.held;
    return { summary: raceSummary(name, result, races), rules: result.rules, isInconclusive };
  }
  if (requests !== undefined) {
    const result = await requestRun({ ...told, edition, simulated, runs: requests }, cloud);
    const isInconclusive = result.sent === 0 || result.inconclusive.length > 0;
    return { summary: requestSummary(name, result, told.seed), rules: result.rules, isInconclusive };
  }
  if (relations) {
    const related = { ...told, maxCommands, budget, disruptive, simulated: asTheText };
    const result = await relationRun(related, cloud);
    // What is broken is no rule's alone.
    const rules = result.broken.map(() => []);
    return { summary: relationSummary(name, result, told.seed), rules, isInconclusive: result.untold.length > 0 };
  }
  const result = await fuzzRun({ ...told, edition, simulated, maxCommands, budget, disruptive }, cloud);
  const isInconclusive = result.commands === 0 || result.inconclusive.length > 0;
  return { summary: fuzzSummary(name, result, told.seed), rules: result.rules, isInconclusive };
}
