import { sequencesOf } from '../fuzz/sequences/draw';
import { type Staging, search } from '../fuzz/sequences/search';
import { simulatedMeans } from '../fuzz/stages/simulated-staging';
import { essences, newCloud, type Stage, simulatedStage, type Wanted } from '../simulator';
import { median } from './median';
import type { Row } from './row';

const rounds = 7;
const sequences = 100;
const options = { edition: 'spec', driver: 'libvirt', seed: 1 } as const;

/** What a fuzz run has asked a simulated cloud for; with `new` another one begins. */
type Step = 'new' | 'settle' | Wanted;

/**
 * Commands a second of `fuzz` in process, beside a loop that does nothing but send the same requests to clouds that are
 * made as often: what drawing, playing and comparing cost.
 */
export async function fuzzing(): Promise<readonly Row[]> {
  const steps: Step[] = [];
  const commands = await fuzzed(recorded(steps));
  const found = { fuzz: [] as number[], loop: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const fuzz = await seconds(() => fuzzed(unrecorded));
    const loop = await seconds(() => sent(steps));
    // The first is to get warm.
    if (round === 0) continue;
    found.fuzz.push(commands / fuzz);
    found.loop.push(commands / loop);
  }
  const [fuzz, loop] = [median(found.fuzz), median(found.loop)];
  return [
    {
      what: `commands/s of fuzz in process, beside a bare loop with its ${steps.length} requests`,
      aim: '0.6 of the loop',
      found: `${(fuzz / loop).toFixed(2)}: ${Math.round(fuzz)} of ${Math.round(loop)}`,
    },
  ];
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** @returns how many commands were played */
async function fuzzed(staging: Staging): Promise<number> {
  const comparison = { subject: staging, model: staging, see: essences };
  const { commands } = await search(comparison, sequencesOf(simulatedMeans, 12), { runs: sequences, seed: 7 });
  return commands;
}

const unrecorded: Staging = (use) => use(simulatedStage(newCloud(options)));

const recorded =
  (steps: Step[]): Staging =>
  (use) => {
    const stage = simulatedStage(newCloud(options));
    steps.push('new');
    const recording: Stage = {
      ...stage,
      send: (wanted) => {
        steps.push(wanted);
        return stage.send(wanted);
      },
      settle: () => {
        steps.push('settle');
        return stage.settle();
      },
    };
    return use(recording);
  };

async function sent(steps: readonly Step[]): Promise<void> {
  let stage = simulatedStage(newCloud(options));
  for (const step of steps) {
    if (step === 'new') stage = simulatedStage(newCloud(options));
    else if (step === 'settle') await stage.settle();
    else await stage.send(step);
  }
}
