import { join } from 'node:path';
import { faultGroups, faults, inWords, type NamedFault, transportFaults } from '../../simulator';

/** Where the page of faults is kept. */
export const faultsFile = join(__dirname, '../../docs/faults.md');

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const code = (text: string) => `\`${text}\``;

function lineOf(id: string, { sentence, edition, breaks, counterexample }: NamedFault): string {
  const where = edition === undefined ? '' : ` (${edition})`;
  return row(`${code(id)}${where}`, sentence, breaks.map(code).join(' '), inWords(counterexample));
}

/** The page of everything that the simulator can be made to get wrong. */
export function faultsPage(): string {
  const groups = Object.entries(faultGroups).flatMap(([title, group]) => [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    '',
    row('fault', 'the cloud …', 'rules that the suite says are broken', 'shortest known sequence that shows it'),
    row('---', '---', '---', '---'),
    ...Object.keys(group).map((id) => lineOf(id, faults[id as keyof typeof faults])),
    '',
  ]);
  const transports = Object.entries(transportFaults).map(([id, { sentence }]) => row(code(id), sentence));
  return [
    '# Faults',
    '',
    'What the simulator can be made to get wrong, as implementations do: `--fault ID` for `nova-rescue serve` and',
    '`nova-rescue run`, `fault` for `startSimulator` and `run`. Beside these, `--departure RULE` breaks one rule and as little',
    'else as can be. Written by `npm run faults`; tests keep every column true.',
    '',
    'A fault in brackets makes a difference from that edition on, and is of that edition where none is named. What is found',
    'under a fault is evidence of nothing: a report says so at its top, also where the broken cloud was served over HTTP, for',
    'its version document names the fault in `X-Simulated-Fault`.',
    '',
    ...groups,
    '## What lies before the cloud',
    '',
    'Faults of the way to a cloud that is right: no rule may be called broken for them. What is drawn is the same again for',
    'the same `--seed`.',
    '',
    row('fault', 'the cloud …'),
    row('---', '---'),
    ...transports,
    '',
  ].join('\n');
}
