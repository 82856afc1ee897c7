import { type Command, InvalidArgumentError, Option } from 'commander';
import { isRuleId } from '../features/catalogue';
import { isSimulatedEdition, simulatedEditions } from '../simulator';
import { faultId } from './faults';

/** A whole number from `least` on, or one clear line. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least)
      throw new InvalidArgumentError(`give a whole number from ${least} on.`);
    return number;
  };

const edition = (name: string) => {
  if (isSimulatedEdition(name)) return name;
  throw new InvalidArgumentError(`there are ${simulatedEditions.join(', ')}.`);
};

const vtpms = ['none', 409, 400] as const;
const vtpm = (text: string) => {
  const found = vtpms.find((known) => String(known) === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`there are ${vtpms.join(', ')}.`);
};

const departure = (id: string) => {
  if (isRuleId(id)) return id;
  throw new InvalidArgumentError('it must be the id of a rule; “nova-rescue rules” lists them.');
};

/** Adds the options that say what is to be judged. */
export function withTargetOptions(command: Command): Command {
  return withSimulatorOptions(
    command
      .option('--cloud [NAME]', 'a cloud of clouds.yaml; without NAME what OS_CLOUD or OS_* name')
      .option('--admin-cloud <NAME>', 'admin credentials for the same cloud: hosts, traits, states')
      .option('--endpoint <URL>', 'a compute endpoint without Keystone; takes OS_TOKEN or --token-file')
      .option('--token-file <FILE>', 'a file with the token for --endpoint')
      .option('--token <TOKEN>', 'the token itself (others can read it: better --token-file)')
      .option('--cacert <FILE>', 'the authorities to trust at --endpoint')
      .option('--insecure', 'trust any certificate at --endpoint')
      .option(
        '--timeout <SECONDS>',
        'how long to wait for an answer (60 at most) or a change of state',
        wholeNumber(1),
        180,
      )
      .option('--config <FILE>', 'what discovery cannot know (default: nova-rescue.yaml where it exists)'),
  );
}

/** Adds the options that say how the simulator behaves. */
export function withSimulatorOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--edition <EDITION>', `how the simulator behaves: ${simulatedEditions.join(', ')}`).argParser(
        edition,
      ),
    )
    .addOption(new Option('--driver <DRIVER>', 'what its hosts run on').choices(['fake', 'libvirt']))
    .addOption(new Option('--vtpm <STATUS>', 'how it refuses servers with an emulated TPM').argParser(vtpm))
    .addOption(new Option('--departure <RULE>', 'a rule that the simulator is to break').argParser(departure))
    .addOption(
      new Option('--fault <ID>', 'what the simulator is to get wrong as others do; “list” lists it').argParser(faultId),
    );
}
