import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { type AnyFaultId, faultGroups, faultOf, isAnyFaultId, transportFaults } from '../simulator';
import { faultProblem } from './serving/fault-problem';

const groups: Readonly<Record<string, object>> = { ...faultGroups, 'what lies before the cloud': transportFaults };

/** Every fault, by what it is about. */
const list = (): string =>
  Object.entries(groups)
    .map(([group, faults]) => {
      const lines = (Object.keys(faults) as AnyFaultId[]).map((id) => `  ${id.padEnd(36)} ${faultOf(id).sentence}`);
      return [`${group}:`, ...lines, ''].join('\n');
    })
    .join('\n');

/** `nova-rescue faults`: what the simulator can get wrong. */
export function addFaults(program: Command): void {
  program
    .command('faults')
    .description('list what the simulator can be made to get wrong')
    .action(() => void process.stdout.write(list()));
}

/** The value of `--fault`; `list` shows the list, and ends. */
export function faultId(id: string): AnyFaultId {
  if (isAnyFaultId(id)) return id;
  if (id === 'list') {
    process.stdout.write(list());
    throw new CommanderError(0, 'faults.listed', '');
  }
  throw new InvalidArgumentError(`${faultProblem(id)}.`);
}
