import { type Command, InvalidArgumentError, Option } from 'commander';
import { editionWith, type Latency, type Passing, type SimulatorOptions, start } from '../simulator';
import { reasonOf } from '../targets/reason-of';
import { UserError } from '../targets/user-error';
import { inWords } from './running/broken-by';
import { runWith } from './serving/exec';
import { requestLog, writeOwnFile } from './serving/files';
import { maxMicroversion } from './serving/max-microversion';
import { restoreFrom } from './serving/saved-file';
import { untilSignal } from './serving/until-signal';
import { wholeNumber, withSimulatorOptions } from './target-options';

interface ServeOptions extends Partial<Pick<SimulatorOptions, 'edition' | 'driver' | 'vtpm' | 'departure' | 'fault'>> {
  readonly port: number;
  readonly listen: string;
  readonly seed?: number;
  readonly time: Passing;
  readonly latency?: Latency;
  readonly maxMicroversion?: string;
  readonly hosts?: string;
  readonly restore?: string;
  readonly control?: boolean;
  readonly log?: string;
  readonly cloudsYaml?: string;
  readonly openrc?: string;
  readonly exec?: boolean;
}

const passing: Readonly<Record<Passing, string>> = {
  real: 'in real time',
  steps: '10 s with each GET',
  manual: 'time by its control alone',
};

const ownMachine = ['127.0.0.1', '::1', 'localhost'];

const latency = (text: string): Latency => {
  const [, least = '', most = least] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (least !== '' && Number(least) <= Number(most)) return { least: Number(least), most: Number(most) };
  throw new InvalidArgumentError('give milliseconds such as 20, or from which to which, such as 20-80.');
};

/** What reads YAML takes a while to load: only who gives such a file waits for it. */
const readHosts = (file: string) =>
  (require('./serving/hosts-file') as typeof import('./serving/hosts-file')).readHosts(file);

/** `nova-rescue serve`: the simulator as a cloud that any OpenStack client can use. */
export function addServe(program: Command): void {
  withSimulatorOptions(
    program
      .command('serve')
      .description('serve the simulator as a cloud for any OpenStack client, until Ctrl-C')
      .argument('[command...]', 'with --exec: what to run')
      .passThroughOptions(),
  )
    .option('--port <N>', 'where to listen; 0: one that is free', wholeNumber(0), 0)
    .option('--listen <ADDRESS>', 'the address to listen at; any but this one lets others in', '127.0.0.1')
    .option('--max-microversion <X.Y>', 'the newest microversion it offers')
    .option('--hosts <FILE>', 'YAML or JSON: its hosts, with zone, driver, traits and memory')
    .option('--seed <N>', 'what its ids and passwords are made from (default: 1)', wholeNumber(0))
    .option('--restore <FILE>', 'go on as the cloud that this file was saved from, by its control')
    .addOption(
      new Option('--time <HOW>', 'how its time passes: as the wall’s does, 10 s with each GET, or by its control alone')
        .choices(['real', 'steps', 'manual'])
        .default('real'),
    )
    .option('--control', 'let whoever has the token it prints reset, save, restore and change it at /_control/')
    .option('--latency <MS[-MS]>', 'how long each answer takes', latency)
    .option('--log <FILE>', 'a line of JSON for each request')
    .option('--clouds-yaml <FILE>', 'write a clouds.yaml with sim, sim-admin, sim-other and sim-reader')
    .option('--openrc <FILE>', 'write a file for a shell to read, of who sim is')
    .option('--exec', 'run the command that follows with OS_* set; end with it, and with its exit code')
    .action(async (command: readonly string[], options: ServeOptions) => {
      process.exitCode = await serve(command, options);
    });
}

/** @returns the exit code */
async function serve(command: readonly string[], options: ServeOptions): Promise<number> {
  demandSense(command, options);
  const { port, listen, log, cloudsYaml, openrc, exec, maxMicroversion: newest, ...others } = options;
  const { edition = editionWith(options.fault) } = options;
  const { restore, hosts: hostsFile, ...rest } = others;
  const hosts = hostsFile === undefined ? undefined : readHosts(hostsFile);
  const offered = newest === undefined ? undefined : maxMicroversion('--max-microversion', edition, newest);
  const keepLog = log === undefined ? undefined : requestLog(log);
  const simulator = await start({
    ...rest,
    edition,
    hosts,
    maxMicroversion: offered,
    port,
    host: listen,
    onExchange: keepLog,
  }).catch((error: unknown) => {
    throw new UserError(
      `cannot listen at ${listen}, port ${port} (${reasonOf(error)}): choose another --port or --listen`,
    );
  });
  try {
    if (restore !== undefined) restoreFrom(restore, simulator);
    for (const line of simulator.brokenBy) process.stderr.write(`warning: broken on purpose: ${inWords(line)}\n`);
    if (!ownMachine.includes(listen)) {
      process.stderr.write(
        `warning: whoever reaches this machine at ${listen} can sign in: the passwords are no secret\n`,
      );
    }
    if (cloudsYaml !== undefined) writeOwnFile(cloudsYaml, simulator.cloudsYaml);
    if (openrc !== undefined) writeOwnFile(openrc, simulator.openrc);
    if (exec) return await runWith(simulator, command);
    const { control } = simulator;
    const cloud = control.cloud();
    const about = `edition ${cloud.edition}, driver ${cloud.driver}, seed ${cloud.seed}, ${passing[options.time]}`;
    const controlled = control.url === undefined ? '' : `# control: ${control.url}#token=${control.token}\n`;
    // Whoever reads that it is ready may ask it to end at once.
    const asked = untilSignal();
    // As a whole it is a clouds.yaml too.
    process.stdout.write(`${simulator.cloudsYaml}${controlled}# ready: ${simulator.url} (${about}; Ctrl-C ends it)\n`);
    await asked;
    return 0;
  } finally {
    await simulator.stop();
  }
}

/** @throws UserError for options that do not go together */
function demandSense(command: readonly string[], options: ServeOptions): void {
  const { exec, time, control, restore } = options;
  if (exec && command.length === 0) throw new UserError('--exec: say what to run, after all options');
  if (!exec && command.length > 0) throw new UserError(`put --exec before “${command.join(' ')}” to have it run`);
  if (time === 'manual' && !control)
    throw new UserError('--time manual: add --control, which alone lets time pass then');
  const said = savedWith.find((name) => options[name] !== undefined);
  if (restore !== undefined && said !== undefined) {
    const option = said.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UserError(`--restore: the file says what the cloud is like; leave out --${option}`);
  }
}

/** What a saved cloud brings along. */
const savedWith = ['edition', 'driver', 'vtpm', 'departure', 'fault', 'maxMicroversion', 'hosts', 'seed'] as const;
