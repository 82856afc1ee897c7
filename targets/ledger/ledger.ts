import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRecord } from '../clients/reading';
import { makeFolder } from '../make-folder';
import { UserError } from '../user-error';

/** What a run may leave in a cloud. */
export type ResourceKind = 'server' | 'volume' | 'image' | 'flavor' | 'trait';

/** A thing that a run is about to make, or a change that it is about to do. */
export interface Entry {
  /** Unique within the file. */
  readonly key: string;
  readonly kind: ResourceKind;
  /** The name it is made with; no other thing has it. For a trait, the provider's id, or the server's with a hook. */
  readonly name: string;
  /** Known once the cloud has answered. */
  readonly id?: string;
  /** Which cloud it is in. */
  readonly endpoint: string;
  readonly caller: 'owner' | 'admin';
  /** For a trait: whether it was there before, and who can put it back. */
  readonly before?: boolean;
  readonly by?: 'placement' | 'hook';
}

type Line =
  | { readonly op: 'intend'; readonly entry: Entry }
  | { readonly op: 'made'; readonly key: string; readonly id: string }
  | { readonly op: 'gone'; readonly key: string };

/**
 * Every resource is written here before the request that makes it is sent, and struck off when its deletion is
 * confirmed; so whatever kills a run, `nova-rescue cleanup` knows what it left. One JSON line each, only ever appended,
 * readable by the user alone.
 */
export class Ledger {
  readonly path: string;
  readonly #entries = new Map<string, Entry>();
  /** What ends the last line, where a run was killed before it had written all of it. */
  #end = '';

  /** @throws UserError when the file cannot be read */
  constructor(path: string) {
    this.path = path;
    if (!existsSync(path)) return;
    const text = textOf(path);
    if (text !== '' && !text.endsWith('\n')) this.#end = '\n';
    for (const line of linesOf(text)) this.#apply(line);
  }

  /** What is not struck off, in the order to remove it in: newest first, but servers before what they may hold. */
  open(): readonly Entry[] {
    const newestFirst = [...this.#entries.values()].reverse();
    const isServer = ({ kind }: Entry) => kind === 'server';
    return [...newestFirst.filter(isServer), ...newestFirst.filter((entry) => !isServer(entry))];
  }

  /** To be called before the request that makes it. */
  intend(entry: Entry): void {
    this.#write({ op: 'intend', entry });
  }

  made(key: string, id: string): void {
    this.#write({ op: 'made', key, id });
  }

  /** To be called when it is confirmed that the thing is not there. The file goes with its last entry. */
  strikeOff(key: string): void {
    if (!this.#entries.has(key)) return;
    this.#write({ op: 'gone', key });
    if (this.#entries.size === 0) rmSync(this.path, { force: true });
  }

  #apply(line: Line): void {
    if (line.op === 'intend') this.#entries.set(line.entry.key, line.entry);
    else if (line.op === 'gone') this.#entries.delete(line.key);
    else {
      const entry = this.#entries.get(line.key);
      if (entry) this.#entries.set(line.key, { ...entry, id: line.id });
    }
  }

  #write(line: Line): void {
    try {
      makeFolder(dirname(this.path));
      const file = openSync(this.path, 'a', 0o600);
      appendFileSync(file, `${this.#end}${JSON.stringify(line)}\n`);
      fsyncSync(file);
      closeSync(file);
      this.#end = '';
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError(`cannot write the ledger ${this.path}: ${why}; choose another folder with --out`);
    }
    this.#apply(line);
  }
}

/** A line that was cut off when the run was killed says nothing that was acted on: it is passed over. */
function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line): Line[] => {
    try {
      const read: unknown = JSON.parse(line);
      return isRecord(read) ? [read as Line] : [];
    } catch {
      return [];
    }
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(`cannot read the ledger ${path} (${why}); give the folder of a run with --out`);
  }
}
