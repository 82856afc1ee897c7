import { join } from 'node:path';
import { type Findings, isAsExpected } from '../../cli/doctoring/examine';

/** Where the doctor's findings are kept. */
export const doctorFile = join(__dirname, '../../docs/results/doctor.md');

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const list = (ids: readonly string[]) => ids.map((id) => `\`${id}\``).join(' ') || 'nothing';
const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
const sorted = (ids: readonly string[]) => [...ids].sort().join();

/** How the same patient fared over sockets. */
function overSockets({ caught }: Findings, other: Findings | undefined): readonly [word: string, time: string] {
  if (other === undefined) return ['not run', '—'];
  return [
    sorted(caught) === sorted(other.caught) ? 'the same' : `**${list(other.caught)}**`,
    seconds(other.milliseconds),
  ];
}

/** The page of what the suite has caught, in this process and over sockets. */
export function doctorPage(inProcess: readonly Findings[], overHttp: readonly Findings[]): string {
  const served = new Map(overHttp.map((findings) => [findings.patient.id, findings]));
  const lines = inProcess.map((findings) => {
    const { patient, caught, missed, others, open, milliseconds } = findings;
    const wrong = [
      missed.length > 0 ? `**missed** ${list(missed)}` : '',
      others.length > 0 ? `**besides** ${list(others)}` : '',
    ];
    const expected = isAsExpected(findings) ? '✓' : wrong.filter(Boolean).join('; ');
    const [same, time] = overSockets(findings, served.get(patient.id));
    return row(
      `${patient.kind} \`${patient.id}\``,
      patient.edition,
      list(caught),
      String(open.length),
      expected,
      seconds(milliseconds),
      same,
      time,
    );
  });
  const total = (all: readonly Findings[]) =>
    Math.round(all.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000);
  const right = inProcess.filter(isAsExpected).length;
  return [
    '# What the suite catches',
    '',
    'The whole suite against every edition, departure and fault of the simulator: `npm run doctor`, written by it.',
    '',
    `${right} of ${inProcess.length} as expected in one process (${total(inProcess)} s), of which ${served.size} were run over sockets too (${total(overHttp)} s).`,
    'Times are of the wall, of a machine of two cores that had other things to do besides.',
    '',
    '*Caught* are the rules that are said to be violated, or to differ, beyond those of the edition by itself; of *open* ones',
    'nothing could be said. ✓: just those that [faults.md](../faults.md), or the departure, says.',
    '',
    row('simulated cloud', 'edition', 'caught', 'open', 'as expected', 's', 'over sockets', 's'),
    row(...Array.from({ length: 8 }, () => '---')),
    ...lines,
    '',
  ].join('\n');
}
