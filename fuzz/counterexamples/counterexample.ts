import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Action, isSimulatedEdition, type SimulatedEdition } from '../../simulator';
import { isRecord } from '../../targets/clients/reading';

/** A sequence with which a cloud and the reference simulator part, as it is kept in a file. */
export interface Counterexample {
  readonly format: typeof format;
  /** How the simulator behaved that it was compared with. */
  readonly edition: SimulatedEdition;
  readonly driver: 'fake' | 'libvirt';
  readonly actions: readonly Action[];
  /** What is seen of the last action on the simulator, and what was seen on the cloud. */
  readonly expected: string;
  readonly actual: string;
  /** The rules that a cloud may break which differs so, and the faults that it may have. */
  readonly rules: readonly string[];
  readonly faults: readonly string[];
  /** What fast-check found it with. */
  readonly seed: number;
  readonly path: string;
  /** How many commands it took. */
  readonly commands: number;
}

const format = 'nova-rescue counterexample 1';

export const counterexample = (rest: Omit<Counterexample, 'format'>): Counterexample => ({ format, ...rest });

/** What a replay needs, as one word for a command line. */
export const tokenOf = ({ edition, driver, actions }: Counterexample): string =>
  `nrc1.${deflateRawSync(JSON.stringify({ edition, driver, actions })).toString('base64url')}`;

export type Replayable = Pick<Counterexample, 'edition' | 'driver' | 'actions'>;

/** What is wrong with a text that is no counterexample, for its user. */
export interface Unreadable {
  readonly wrong: string;
}

export function fromToken(token: string): Replayable | Unreadable {
  const damaged = { wrong: 'the token is damaged: copy all of it, from “nrc1.” on' };
  try {
    const bytes = Buffer.from(token.replace(/^nrc1\./, ''), 'base64url');
    const text = inflateRawSync(bytes, { maxOutputLength: 1_000_000 }).toString('utf8');
    return replayable(JSON.parse(text)) ?? damaged;
  } catch {
    return damaged;
  }
}

/** @param name what the text is called, for what is wrong with it */
export function fromText(text: string, name: string): Replayable | Unreadable {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { wrong: `${name} is no JSON: give a .json file from the folder counterexamples of a fuzz run` };
  }
  if (!isRecord(read) || read.format !== format)
    return { wrong: `${name} is no counterexample of this version (“${format}”)` };
  return (
    replayable(read) ?? { wrong: `${name} lacks its edition, driver or actions: it was changed by hand, or cut off` }
  );
}

function replayable(read: unknown): Replayable | undefined {
  const { edition, driver, actions } = Object(read) as Partial<Counterexample>;
  const areActions =
    Array.isArray(actions) && actions.every((action) => isRecord(action) && typeof action.do === 'string');
  if (edition === undefined || !isSimulatedEdition(edition) || (driver !== 'fake' && driver !== 'libvirt'))
    return undefined;
  return areActions && actions.length > 0 ? { edition, driver, actions } : undefined;
}
