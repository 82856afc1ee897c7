import { newCloud, play, type Stage, simulatedStage, type Wanted } from '../../simulator';
import type { ReplayableSequence } from './counterexample';

export const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A request of a play; `settle` stands where it is waited for what is under way. */
export type Played =
  | 'settle'
  | {
      readonly wanted: Wanted;
      /** The id that later requests may name; undefined where the answer gives none. */
      readonly gives: string | undefined;
    };

/** What a play sends, from one on the simulator; how it looks around in between is left out. */
export async function recordPlay({ edition, driver, actions }: ReplayableSequence): Promise<readonly Played[]> {
  const stage = simulatedStage(newCloud({ edition, driver, seed: 1 }));
  const all: Played[] = [];
  const recording: Stage = {
    ...stage,
    send: async (wanted) => {
      const answer = await stage.send(wanted);
      const [gives] = answer.status < 300 ? (JSON.stringify(answer.body ?? '').match(uuid) ?? []) : [];
      all.push({ wanted, gives });
      return answer;
    },
    settle: async () => {
      await stage.settle();
      all.push('settle');
    },
  };
  await play(recording, actions, stage);
  return all;
}
