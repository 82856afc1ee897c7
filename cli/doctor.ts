import { type Command, Option } from 'commander';
import { UserError } from '../targets/user-error';
import { Examiner, type Findings, isAsExpected, type Way } from './doctoring/examine';
import { type Patient, patients } from './doctoring/patients';
import { nearest } from './nearest';
import { onSignals } from './running/interruption';
import { lineWriter } from './serving/files';

interface DoctorOptions {
  readonly only?: string;
  readonly over: Way;
  readonly json?: string;
}

/** `nova-rescue doctor`: has the suite examine simulated clouds that are wrong in known ways. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'run the whole suite against every edition, departure and fault of the simulator, and see what it catches',
    )
    .option('--only <ID,…>', 'only these editions, departures and faults')
    .addOption(
      new Option('--over <WAY>', 'how the simulator is asked: in this process, or over sockets as any cloud')
        .choices(['process', 'http'])
        .default('process'),
    )
    .option('--json <FILE>', 'a line of JSON for each, as it comes')
    .action(async (options: DoctorOptions) => {
      process.exitCode = await doctor(options);
    });
}

/** @returns the exit code: 1 where anything was missed or wrongly caught, 3 where it was interrupted */
async function doctor({ only, over, json }: DoctorOptions): Promise<number> {
  const wanted = selected(only);
  const keep = json === undefined ? () => {} : lineWriter(json);
  const { interrupted, end } = onSignals('interrupted', 'it was only simulated clouds');
  const examiner = new Examiner(over, interrupted);
  const all: Findings[] = [];
  for (const patient of wanted) {
    const findings = await examiner.examine(patient);
    // What was broken off shows nothing.
    if (interrupted()) break;
    all.push(findings);
    keep(findings);
    process.stdout.write(lineOf(findings, all.length, wanted.length));
  }
  end();
  const wrong = all.filter((findings) => !isAsExpected(findings)).length;
  process.stdout.write(
    `${all.length - wrong} of ${all.length} as expected, ${over === 'http' ? 'over http' : 'in this process'}\n`,
  );
  return wrong > 0 ? 1 : interrupted() ? 3 : 0;
}

function lineOf(findings: Findings, number: number, of: number): string {
  const { patient, caught, missed, others, open, notBegun } = findings;
  const said = [
    `[${number}/${of}] ${isAsExpected(findings) ? 'as expected' : 'WRONG      '} ${patient.kind} ${patient.id} (${patient.edition})`,
    `    the cloud ${patient.sentence}`,
    `    caught: ${caught.join(', ') || 'nothing'}${open.length > 0 ? `; could not tell of ${open.length} more` : ''}`,
    missed.length > 0 ? `    MISSED: ${missed.join(', ')}` : '',
    others.length > 0 ? `    NOT EXPECTED: ${others.join(', ')}` : '',
    notBegun === undefined ? '' : `    it did not begin: ${notBegun}`,
  ];
  return `${said.filter(Boolean).join('\n')}\n`;
}

/** @throws UserError for what there is not */
function selected(only: string | undefined): readonly Patient[] {
  if (only === undefined) return patients;
  const ids = only.split(',').map((id) => id.trim());
  const unknown = ids.find((id) => !patients.some((patient) => patient.id === id));
  if (unknown !== undefined) {
    const names = patients.map(({ id }) => id);
    throw new UserError(
      `there is no edition, departure or fault “${unknown}”; the nearest is ${nearest(unknown, names)}, and “nova-rescue faults” and “nova-rescue rules” list them`,
    );
  }
  return patients.filter(({ id }) => ids.includes(id));
}
