import { NotGranted } from '../../simulator';
import { type Making, newRun } from '../../targets/arranging/making';
import type { Configuration } from '../../targets/configuration/configuration';
import { Inconclusive } from '../../targets/inconclusive';
import type { Entry, Ledger } from '../../targets/ledger/ledger';
import { remove } from '../../targets/ledger/removal';
import type { Subject } from '../../targets/subject';
import type { Staging } from '../sequences/search';
import type { Kept } from './kept';
import { leftovers } from './leftovers';
import { type Surroundings, targetStage } from './target-stage';

/**
 * A target, on which what a sequence has made and changed is removed and put back before the next.
 * @param kept what sequences may leave to each other; where it is not given, nothing
 */
export function targetStaging(
  subject: Subject,
  ledger: Ledger,
  configuration: Configuration,
  surroundings: Surroundings,
  kept?: Kept,
): Staging {
  const removed = async (entries: readonly Entry[]): Promise<readonly string[]> => {
    const wrong = await Promise.all(
      entries.map(async (entry) => {
        const reason = await remove(subject.target, ledger, entry, configuration, subject.patience);
        return reason === undefined ? [] : [`${entry.kind} ${entry.name}: ${reason}`];
      }),
    );
    return wrong.flat();
  };
  /** Servers first, all at once; what they held can go then. */
  const clear = async (before: ReadonlySet<string>): Promise<readonly string[]> => {
    const going = ledger.open().filter(({ key }) => !before.has(key) && !kept?.has(key));
    const isServer = ({ kind }: Entry) => kind === 'server';
    return [...(await removed(going.filter(isServer))), ...(await removed(going.filter((entry) => !isServer(entry))))];
  };

  return async (use) => {
    const before = new Set(ledger.open().flatMap(({ key }) => (kept?.has(key) ? [] : [key])));
    const making: Making = { target: subject.target, ledger, run: newRun() };
    const left =
      kept &&
      leftovers(kept, async (keys) => {
        await removed(ledger.open().filter(({ key }) => keys.includes(key)));
      });
    const stage = targetStage(subject, making, surroundings, left);
    const result = await use(left ? { ...stage, keep: (places) => left.keep(places, stage) } : stage).catch(
      async (error: unknown) => {
        await clear(before);
        // What a cloud does not grant is no mistake of ours.
        throw error instanceof NotGranted ? new Inconclusive(error.message) : error;
      },
    );
    const [wrong] = await clear(before);
    // What is left would be seen by the next one.
    if (wrong !== undefined) throw new Inconclusive(`could not remove ${wrong}`);
    return result;
  };
}
