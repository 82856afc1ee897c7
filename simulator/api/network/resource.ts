import type { Counted, NetworkTables, Standard } from '../../network/tables';
import type { Reply } from '../message';
import type { Call } from '../service';
import type { Attribute } from './attribute';
import type { Refusal } from './refusal';

/** A call of the network API; its path is relative to /network, and ends in no slash. */
export interface NetworkCall extends Call {
  /** The URL of /network, without a trailing slash. */
  readonly base: string;
  readonly tables: NetworkTables;
}

export type Fields = Readonly<Record<string, unknown>>;

/** What one kind of resource differs in from the others. */
export interface Resource<T extends Standard> {
  /** The word in bodies, policies and quotas; with an s, in bodies of lists. */
  readonly word: Counted;
  /** The last word of its path. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly table: (tables: NetworkTables) => Map<string, T>;
  readonly unknown: (id: string) => Refusal;
  /** Whether the caller may see it, though it is another project's; absent where that never is. */
  readonly isShared?: (call: NetworkCall, record: T) => boolean;
  /** Whether somebody else than its owner, and the admin, may change it; absent where nobody may. */
  readonly isOtherwiseOwned?: (call: NetworkCall, record: T) => boolean;
  /** A value as it is shown, by its name. */
  readonly field: (call: NetworkCall, record: T, name: string) => unknown;
  readonly shown: (call: NetworkCall, record: T) => Readonly<Record<string, unknown>>;
  /** Filters that compare otherwise than by the whole value. */
  readonly filters?: Readonly<Record<string, (record: T, values: readonly string[]) => boolean>>;
  /** Makes one; its fields are read, its policy holds. `project` is who it is for. */
  readonly make: (call: NetworkCall, fields: Fields, project: string) => T | Refusal;
  /** Changes one; undefined where it does. Absent for what cannot be changed. */
  readonly change?: (call: NetworkCall, record: T, fields: Fields) => Refusal | undefined;
  /** Removes what goes with it; why it cannot be, where it cannot. */
  readonly remove: (call: NetworkCall, record: T) => Refusal | undefined;
}

export type Routes = Readonly<Record<string, (call: NetworkCall, ...parts: string[]) => Reply>>;
