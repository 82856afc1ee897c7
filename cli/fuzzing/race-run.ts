import { keptRace, type ReplayableRace, type ReplayedRace, tokenOf } from '../../fuzz/counterexamples/counterexample';
import { causeOf, isExplainedBy, rulesOf } from '../../fuzz/races/cause-of';
import { raceOnCloud } from '../../fuzz/races/cloud-races';
import type { SeenRace } from '../../fuzz/races/hold-often';
import type { SlowRace, UnorderedRace } from '../../fuzz/races/judge-race';
import { racePlans } from '../../fuzz/races/race-plans';
import { findRace } from '../../fuzz/races/scheduled-races';
import { shortenRace } from '../../fuzz/races/shorten-race';
import { timelineOf } from '../../fuzz/races/timeline';
import type { SimulatorOptions } from '../../simulator';
import type { CloudPlay } from './cloud-play';
import { every } from './every';
import { keep, replayLine } from './keep';
import { arenaOf, onSimulatedArenas } from './race-arena';
import type { Told } from './told';
import { toldNothing } from './told-nothing';
import { writeRace } from './write-counterexample';

/** What a run of races is told. */
export interface RaceRun extends Told {
  /** How many clients there may be in one. */
  readonly clients: number;
  /** How the simulator behaves, where no cloud is named. */
  readonly simulated: SimulatorOptions;
}

export interface RaceResult {
  /** How many races were held. */
  readonly held: number;
  /** The rules that each race without an order may break; none where nothing known explains it. */
  readonly rules: readonly (readonly string[])[];
  /** So many that only fit where one that was accepted was slow. */
  readonly slow: number;
  readonly inconclusive: readonly string[];
}

/** Holds races: in process under fast-check's scheduler, on a cloud for real. Writes down those that no order fits. */
export function raceRun(run: RaceRun, cloud: CloudPlay): Promise<RaceResult> {
  return cloud.subject.target.kind === 'cloud' ? racesOnCloud(run, cloud) : racesInProcess(run, cloud);
}

/** Goes on after each race that no order fits, with what has another cause. */
function racesInProcess(run: RaceRun, cloud: CloudPlay): Promise<RaceResult> {
  return onSimulatedArenas(run.simulated, async (arena) => {
    const ends: UnorderedRace[] = [];
    let held = 0;
    for (let round = 0; held < run.runs && !run.isOver(); round += 1) {
      const search = { seed: run.seed + round, runs: run.runs - held, plans: racePlans(run.clients) };
      const first = await findRace(arena, { ...search, isOver: run.isOver, isKnown: isExplainedBy(ends) });
      held = first ? held + first.races : run.runs;
      if (!first) continue;
      const found = await shortenRace(arena, first, (end) => causeOf(end) === causeOf(first.end));
      ends.push(found.end);
      const { plan, pauses, order, end, seed, path } = found;
      await tell({ plan, pauses, order, held: 1, unordered: 1 }, end, { seed, path }, run, cloud);
    }
    return { held, rules: ends.map(rulesOf), slow: 0, inconclusive: [] };
  });
}

async function racesOnCloud(run: RaceRun, cloud: CloudPlay): Promise<RaceResult> {
  const { runs: races, clients, seed, isOver } = run;
  const { say } = cloud;
  const { held, seen, slow, inconclusive } = await raceOnCloud(arenaOf(cloud), {
    seed,
    races,
    clients,
    isOver,
    onRace: every(20, (race) => say(`race ${race} of ${races}`)),
    onShortening: (race) =>
      say(
        `no order fits a race, and a smaller one is looked for; as it is: nova-rescue replay ${tokenOf(replayable(race, run))}`,
      ),
    // Drawn one after the other, its seed alone leads to it.
    onSeen: (race) => tell(asReplayed(race), race.end, { seed, path: '' }, run, cloud),
    onSlow: (race) => say(noteOf(race, run)),
  });
  return { held, rules: seen.map(({ end }) => rulesOf(end)), slow, inconclusive };
}

/** Nobody decided who goes when. */
const asReplayed = ({ plan, held, unordered, slow }: SeenRace<UnorderedRace | SlowRace>): ReplayedRace => ({
  ...{ plan, pauses: 0, order: [], held, unordered },
  ...(slow > 0 && { slow }),
});

const replayable = (
  race: SeenRace<UnorderedRace | SlowRace>,
  { simulated: { edition, driver } }: RaceRun,
): ReplayableRace => ({ edition, driver, race: asReplayed(race) });

/** What a released Nova may do is no finding, and kept nowhere; who wants to see it again has its token. */
function noteOf(race: SeenRace<SlowRace>, run: RaceRun): string {
  return [
    `note: this race fits only where one was slow, ${race.slow} of ${race.held} times:`,
    ...timelineOf(race.end).map((line) => `  ${line}`),
    replayLine(replayable(race, run)),
  ].join('\n');
}

async function tell(
  race: ReplayedRace,
  end: UnorderedRace,
  from: { readonly seed: number; readonly path: string },
  run: RaceRun,
  { say }: CloudPlay,
): Promise<void> {
  const drawn = timelineOf(end);
  const { edition, driver } = run.simulated;
  const example = keptRace({ edition, driver, race, timeline: drawn, rules: rulesOf(end), ...from });
  const kept = await keep(example, writeRace, run);
  const { held, unordered } = race;
  say(
    [
      `no order fits this race${held > 1 ? `, ${unordered} of ${held} times` : ''}:`,
      ...drawn.map((line) => `  ${line}`),
      `  as where  ${causeOf(end) === '' ? 'nothing known' : `${causeOf(end)} is not looked at: ${rulesOf(end).join(', ')}`}`,
      ...kept,
    ].join('\n'),
  );
}

export function raceSummary(
  name: string,
  { held, rules, slow, inconclusive }: RaceResult,
  { clients, seed }: Pick<RaceRun, 'clients' | 'seed'>,
): string {
  const found = rules.length === 0 ? 'an order fits each of' : `no order fits ${rules.length} of`;
  return [
    ...toldNothing(inconclusive),
    ...(slow > 0 ? [`${slow} fit where one was slow, as a released Nova may be`] : []),
    `${name}: ${found} ${held} ${held === 1 ? 'race' : 'races'} of up to ${clients} clients (seed ${seed})`,
    '',
  ].join('\n');
}
