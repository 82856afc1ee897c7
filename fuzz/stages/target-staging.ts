import { type Making, newRun } from '../../targets/arranging/making';
import type { Configuration } from '../../targets/configuration/configuration';
import { Inconclusive } from '../../targets/inconclusive';
import type { Ledger } from '../../targets/ledger/ledger';
import { remove } from '../../targets/ledger/removal';
import type { Subject } from '../../targets/subject';
import type { Staging } from '../sequences/search';
import { type Surroundings, targetStage } from './target-stage';

/** A target, on which what a sequence has made and changed is removed and put back before the next. */
export const targetStaging =
  (subject: Subject, ledger: Ledger, configuration: Configuration, surroundings: Surroundings): Staging =>
  async (use) => {
    const before = new Set(ledger.open().map(({ key }) => key));
    const making: Making = { target: subject.target, ledger, run: newRun() };
    const clear = async () => {
      const wrong: string[] = [];
      for (const entry of ledger.open().filter(({ key }) => !before.has(key))) {
        const reason = await remove(subject.target, ledger, entry, configuration, subject.patience);
        if (reason !== undefined) wrong.push(`${entry.kind} ${entry.name}: ${reason}`);
      }
      return wrong;
    };
    const result = await use(targetStage(subject, making, surroundings)).catch(async (error: unknown) => {
      await clear();
      throw error;
    });
    const [wrong] = await clear();
    // What is left would be seen by the next one.
    if (wrong !== undefined) throw new Inconclusive(`could not remove ${wrong}`);
    return result;
  };
