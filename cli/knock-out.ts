import type { Command } from 'commander';
import { type RuleId, ruleOf } from '../features/catalogue';
import { judgeScenario } from '../reports/verdicts';
import { departures, isSimulatedEdition, type SimulatedEdition } from '../simulator';
import { simulatorTarget } from '../targets/simulator-target';
import { onSignals } from './running/interruption';
import { type SelectionOptions, selectRules } from './running/selection';
import { suiteOn } from './running/suite-on';

/** What came of one departure. */
export interface KnockOut {
  readonly rule: RuleId;
  readonly edition: SimulatedEdition;
  /** Every witness of the rule violates, and without the departure none does. */
  readonly noticed: boolean;
  readonly detail: string;
}

/** `nova-rescue knock-out`: breaks one rule of the simulator after another, and demands that its scenarios notice. */
export function addKnockOut(program: Command): void {
  program
    .command('knock-out')
    .description('break every rule of the simulator in turn, and see that its own scenarios notice')
    .option('--rule <ID,…>', 'only these rules')
    .action(async (options: SelectionOptions) => {
      const results: KnockOut[] = [];
      const { interrupted, end } = onSignals('interrupted', 'it was only a simulated cloud');
      for (const rule of selectRules(options)) {
        const result = await knockOut(rule, interrupted);
        // What was broken off shows nothing.
        if (interrupted()) break;
        results.push(result);
        process.stdout.write(
          `${result.noticed ? 'noticed    ' : 'NOT NOTICED'} ${rule} (${result.edition}): the cloud ${departures[rule].sentence}${result.noticed ? '' : `\n            ${result.detail}`}\n`,
        );
      }
      end();
      const missed = results.filter(({ noticed }) => !noticed).length;
      process.stdout.write(
        `${results.length - missed} of ${results.length} departures noticed by the scenarios of their own rule\n`,
      );
      process.exitCode = missed > 0 ? 1 : interrupted() ? 3 : 0;
    });
}

/** The earliest edition that has the rule, of those that the simulator knows. */
export const earliestEdition = (rule: RuleId): SimulatedEdition =>
  ruleOf(rule).editions.find(isSimulatedEdition) ?? 'spec';

export async function knockOut(rule: RuleId, interrupted: () => boolean = () => false): Promise<KnockOut> {
  const edition = earliestEdition(rule);
  const kept = await witnesses(rule, edition, undefined, interrupted);
  const broken = await witnesses(rule, edition, rule, interrupted);
  const falseAlarm = kept.find(({ verdict }) => verdict !== 'conforms');
  const missed = broken.find(({ verdict }) => verdict !== 'violates');
  const wrong = falseAlarm ?? missed;
  return {
    rule,
    edition,
    noticed: broken.length > 0 && wrong === undefined,
    detail: wrong
      ? `“${wrong.scenario.name}” ${falseAlarm ? 'without the departure' : 'under it'}: ${wrong.verdict}${wrong.reason ? `, ${wrong.reason}` : ''}`
      : '',
  };
}

async function witnesses(
  rule: RuleId,
  edition: SimulatedEdition,
  departure: RuleId | undefined,
  interrupted: () => boolean,
) {
  const target = simulatorTarget({ edition, driver: 'libvirt', departure, seed: 1 });
  const scenarios = await suiteOn(target, { rules: [rule], interrupted });
  return scenarios.map(judgeScenario).filter(({ scenario }) => scenario.part === 'witness');
}
