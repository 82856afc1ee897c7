import { Command, CommanderError } from 'commander';
import { redactText } from '../targets/redact';
import { UserError } from '../targets/user-error';
import { packageFacts } from './running/tool-facts';

/** What adds each command, in the order of the help. Loaded when it is wanted: what runs features is slow to load. */
const commands: Readonly<Record<string, () => (program: Command) => void>> = {
  run: () => (require('./run') as typeof import('./run')).addRun,
  fingerprint: () => (require('./fingerprint') as typeof import('./fingerprint')).addFingerprint,
  fuzz: () => (require('./fuzz') as typeof import('./fuzz')).addFuzz,
  replay: () => (require('./replay') as typeof import('./replay')).addReplay,
  'knock-out': () => (require('./knock-out') as typeof import('./knock-out')).addKnockOut,
  doctor: () => (require('./doctor') as typeof import('./doctor')).addDoctor,
  faults: () => (require('./faults') as typeof import('./faults')).addFaults,
  serve: () => (require('./serve') as typeof import('./serve')).addServe,
  rules: () => (require('./rules') as typeof import('./rules')).addRules,
  cleanup: () => (require('./cleanup') as typeof import('./cleanup')).addCleanup,
  'check-config': () => (require('./check-config') as typeof import('./check-config')).addCheckConfig,
};

/** The command that is asked for by its name; all of them where help is, or what there is not. */
function wanted(word = ''): readonly (() => (program: Command) => void)[] {
  const asked = Object.hasOwn(commands, word) ? commands[word] : undefined;
  return asked ? [asked] : Object.values(commands);
}

/** What a user can put right ends in one line and exit code 2; anything else is a mistake of ours, and says so. */
async function main(): Promise<void> {
  const program = new Command('nova-rescue')
    .description('Does a cloud rescue boot-from-volume servers the way the specification says?')
    .version(packageFacts().version)
    .exitOverride()
    // What follows the command of serve --exec is that command's own.
    .enablePositionalOptions()
    // Commander puts what it suggests on a line of its own.
    .configureOutput({ outputError: (text, write) => write(`${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`) });
  for (const load of wanted(process.argv[2])) load()(program);
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UserError) fail(redactText(error.message));
    else fail(mistake(error));
  }
}

function mistake(error: unknown): string {
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this is a mistake of nova-rescue itself, please report it: ${redactText(shown)}`;
}

function fail(message: string): void {
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = 2;
}

// Node's own exit code for these would be 1, which says that a rule is violated.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: Error) => {
    fail(mistake(error));
    process.exit();
  });
}
// Whoever reads what we write may stop before its end.
process.stdout.on('error', () => undefined);

void main();
