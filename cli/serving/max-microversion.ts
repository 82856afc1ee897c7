import { editions, format, type Microversion, negotiate, type SimulatedEdition } from '../../simulator';
import { UserError } from '../../targets/user-error';

/**
 * Reads the newest microversion that a simulated cloud is to offer, such as `2.90`.
 * @param option what the user calls it
 * @throws UserError where the edition does not have it
 */
export function maxMicroversion(option: string, edition: SimulatedEdition, text: string): Microversion {
  const { range } = editions[edition];
  const found = negotiate(text, range);
  if (found.kind === 'agreed') return found.version;
  throw new UserError(`${option}: ${edition} has ${format(range.oldest)} to ${format(range.newest)}`);
}
