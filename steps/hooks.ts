import { After, Before, setDefaultTimeout, setDefinitionFunctionWrapper } from '@cucumber/cucumber';
import { mediaTypes } from '../reports/media-types';
import { NotApplicable } from '../targets/inconclusive';
import { keptExchange, redactText } from '../targets/redact';
import { session } from './session';
import type { RescueWorld } from './world';

// Deadlines are settle's: cucumber's own would leave a step running.
setDefaultTimeout(-1);

Before(function (this: RescueWorld) {
  if (!session().interrupted()) return undefined;
  this.attach('the run was interrupted', mediaTypes.reason);
  return 'skipped';
});

After(async function (this: RescueWorld) {
  const { trials, violation, server } = this;
  const kept = violation ? violation.trials.slice(0, 5) : trials.slice(-1);
  const exchanges = kept.map(({ exchange }) => keptExchange(exchange));
  const { expected = null, actual = null } = violation ?? {};
  this.attach(JSON.stringify({ samples: trials.length, expected, actual, exchanges }), mediaTypes.evidence);
  if (server && !session().interrupted()) await session().arranger.giveBack(server);
});

/** What cannot be arranged is no failure: the scenario is skipped, and says why. */
setDefinitionFunctionWrapper((definition: (...inputs: unknown[]) => unknown) => {
  async function wrapped(this: RescueWorld, ...inputs: unknown[]): Promise<unknown> {
    try {
      return await definition.apply(this, inputs);
    } catch (error) {
      if (!(error instanceof NotApplicable)) {
        if (error instanceof Error) {
          error.message = redactText(error.message);
          // The stack repeats the message, and the reports show it.
          error.stack = redactText(error.stack ?? '');
        }
        throw error;
      }
      this.attach(redactText(error.message), mediaTypes.reason);
      return 'skipped';
    }
  }
  // cucumber tells by the number of parameters what a step expects.
  return Object.defineProperty(wrapped, 'length', { value: definition.length });
});
