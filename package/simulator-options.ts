import type { Edition, RuleId } from '../features/catalogue';
import type { Control, RunningControl } from '../simulator/control/control';
import type { Person } from '../simulator/identity/persons';
import type { Credentials } from '../simulator/server/credentials';

export type {
  Control,
  KeptRequest,
  RunningControl,
  SavedCloud,
  SeenCloud,
  SeenHost,
  SeenServer,
  UnderWay,
  When,
} from '../simulator/control/control';
export type { Credentials } from '../simulator/server/credentials';

/** How a simulated cloud behaves. Each option means what the option of `nova-rescue serve` with the same name means. */
export interface SimulatorOptions {
  /** Usually `spec`. */
  readonly edition?: Edition | undefined;
  /** What its hosts run on; usually `libvirt`. */
  readonly driver?: 'fake' | 'libvirt' | undefined;
  /** How it refuses servers with an emulated TPM; usually as its edition does. */
  readonly vtpm?: 'none' | 409 | 400 | undefined;
  /** A rule that it is to break. */
  readonly departure?: RuleId | undefined;
  /** What it gets wrong as others do; one of docs/faults.md. */
  readonly fault?: string | undefined;
  /** The newest microversion it offers, such as `2.90`; usually its edition's. */
  readonly maxMicroversion?: string | undefined;
  /** What its ids and passwords are made from; usually 1. */
  readonly seed?: number | undefined;
  /** When its time begins, in milliseconds since 1970. */
  readonly start?: number | undefined;
  /** Its hosts by their names; usually `sim-bfv`, `sim-nobfv` and, with driver `libvirt`, `sim-libvirt`. */
  readonly hosts?: Readonly<Record<string, Host>> | undefined;
}

/** A host that a cloud begins with. What is not said is as usual. */
export interface Host {
  /** Its availability zone; usually `nova`. */
  readonly zone?: string | undefined;
  /** Usually that of the whole cloud. */
  readonly driver?: 'fake' | 'libvirt' | undefined;
  /** What it reports to Placement, such as `COMPUTE_RESCUE_BFV`; usually nothing. */
  readonly traits?: readonly string[] | undefined;
  /** How much of it there is for servers, in MiB; usually 64 GiB. */
  readonly memory?: number | undefined;
}

export interface StartOptions extends SimulatorOptions {
  /** Usually 0: one that is free. */
  readonly port?: number | undefined;
  /** The address to listen at; usually 127.0.0.1, which no other machine can reach. */
  readonly host?: string | undefined;
  /**
   * How its time passes: `real`, the usual, as the wall's does; `steps`, 10 s with each GET, so that whoever looks finds
   * done what was under way; `manual`, by `clock.advance` alone.
   */
  readonly time?: 'real' | 'steps' | 'manual' | undefined;
  /** How long answers take, in milliseconds: each some time between these two. */
  readonly latency?: { readonly least: number; readonly most: number } | undefined;
  /** Whether it can be controlled over HTTP too, by whoever has the token: see `control.url` and `control.token`. */
  readonly control?: boolean | undefined;
}

/** Simulated time, in milliseconds since 1970. */
export interface SimulatedClock {
  now(): number;
  /** Lets so many milliseconds pass; what is due by then happens. */
  advance(milliseconds: number): void;
}

/** A simulated cloud that listens. */
export interface RunningSimulator {
  /** Its origin, without a trailing slash. */
  readonly url: string;
  readonly credentials: Readonly<Record<Person, Credentials>>;
  /** The text of a clouds.yaml with `sim`, `sim-admin`, `sim-other` and `sim-reader`. */
  readonly cloudsYaml: string;
  /** The text of a file for a shell to read: what `sim` signs in with, as OS_* variables. */
  readonly openrc: string;
  readonly clock: SimulatedClock;
  readonly control: RunningControl;
  /** What it gets wrong on purpose, such as `fault trait-ignored`. */
  readonly brokenBy: readonly string[];
  /** Ends when what was under way is answered, and nobody listens any more. */
  stop(): Promise<void>;
}

/** A simulated cloud without a socket. */
export interface SimulatorInProcess<D> {
  /** For undici: `request(url, {dispatcher})`, with any origin. */
  readonly dispatcher: D;
  readonly clock: SimulatedClock;
  readonly control: Control;
  /** The path of each service below the origin. */
  readonly mounts: Readonly<
    Record<'identity' | 'compute' | 'image' | 'block-storage' | 'placement' | 'network', string>
  >;
  /** Tokens that are good from the beginning, for X-Auth-Token. */
  readonly tokens: Readonly<Record<Person, string>>;
}
