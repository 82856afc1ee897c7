import type { RuleId } from '../../features/catalogue';

/**
 * What a test can do with a simulated cloud besides asking its services.
 * Each throws where it is told what cannot be, with a line that says so (a UserError, for who imports the package); the cloud
 * is then as it was.
 */
export interface Control {
  /** Begins anew with nothing in it, as it was started; with another seed where one is given. */
  reset(options?: { readonly seed?: number | undefined }): void;
  /** All there is of it, as plain data for JSON.stringify: what is under way, and the ids that come next, too. */
  save(): SavedCloud;
  /** Becomes the cloud that was saved, also in another process: the same requests get the same answers. */
  restore(saved: unknown): void;
  /** Milliseconds since 1970 of simulated time. */
  now(): number;
  /** Lets so many milliseconds pass; what is due by then happens. */
  advance(milliseconds: number): void;
  servers(): readonly SeenServer[];
  hosts(): readonly SeenHost[];
  /** What a host reports to Placement from now on. */
  setTraits(host: string, traits: readonly string[]): void;
  /** What was begun and has not come to its end, the next to end first. */
  underWay(): readonly UnderWay[];
  /** When each kind of change comes to its end. */
  transitions(): Readonly<Record<string, When>>;
  /** Says so of a kind, also of what is under way: its time and its polls count from now. */
  setTransition(kind: string, when: When | 'usual'): void;
  /** What it is like. */
  cloud(): SeenCloud;
  /** Has it break a rule, instead of any other that it broke; null: none. */
  setDeparture(id: RuleId | null): void;
  /** Has it get something wrong, by the name of the fault; null: nothing. */
  setFault(id: string | null): void;
  /** The last thousand requests, the oldest first, and what decided those that were refused. */
  requests(after?: number): readonly KeptRequest[];
}

/** The control of a cloud that listens, and where it is to be had over HTTP: both undefined where that is not wanted. */
export interface RunningControl extends Control {
  readonly url: string | undefined;
  /** For an Authorization header: `Bearer TOKEN`. Not drawn from the seed: nobody can guess it. */
  readonly token: string | undefined;
}

/** When what was begun comes to its end. */
export type When =
  /** As soon as the request that begins it is answered. */
  | 'immediately'
  | 'never'
  /** So much simulated time later. */
  | { readonly milliseconds: number }
  /** When the thing was looked at so many times, and each time was seen under way. */
  | { readonly polls: number };

export interface SeenCloud {
  /** Milliseconds since 1970 of simulated time. */
  readonly now: number;
  readonly edition: string;
  readonly driver: string;
  readonly seed: number;
  /** The rule that it breaks; null for none. */
  readonly departure: RuleId | null;
  /** What it gets wrong besides; null for nothing. */
  readonly fault: string | null;
  /** The newest microversion it offers. */
  readonly maxMicroversion: string;
  /** How many requests it has answered. */
  readonly requests: number;
}

export interface SeenServer {
  readonly id: string;
  readonly name: string;
  /** As its API shows it. */
  readonly status: string;
  readonly vmState: string;
  readonly taskState: string | null;
  /** Empty where no host had room for it. */
  readonly host: string;
  readonly isVolumeBacked: boolean;
  readonly projectId: string;
}

export interface SeenHost {
  readonly name: string;
  readonly zone: string;
  readonly driver: string;
  readonly traits: readonly string[];
  /** In MiB. */
  readonly memory: number;
  readonly servers: number;
}

/** What was begun and has not come to its end. */
export interface UnderWay {
  readonly kind: string;
  /** Of the server, or whatever it becomes of. */
  readonly id: string;
  /** When it ends, in milliseconds since 1970 of simulated time; null where that is not a matter of time. */
  readonly at: number | null;
  /** How often it is still to be looked at until then; null where that is no matter. */
  readonly polls: number | null;
}

/** A request and how it was answered. Nothing in it is secret. */
export interface KeptRequest {
  /** They are counted from 1. */
  readonly number: number;
  /** When it was answered, in milliseconds since 1970 of simulated time. */
  readonly time: number;
  readonly method: string;
  /** With its query, of which what looks like a secret is left out. */
  readonly path: string;
  /** What a server or a volume was to do, such as `rescue`. */
  readonly action: string | null;
  readonly status: number;
  readonly requestId: string | null;
  /** The rule that decided a refusal, or the check that has found it; null where that has no name. */
  readonly decidedBy: string | null;
}

/** A cloud as one JSON document, passwords and tokens of it included: it answers as this one would from now on. */
export interface SavedCloud {
  readonly format: string;
  /** Of this package, which alone can read it. */
  readonly version: string;
  /** Of the rest. */
  readonly sha256: string;
  readonly options: object;
  readonly world: object;
}

/** What whoever controls a simulated cloud has asked for in vain: one line that says why, and its status over HTTP. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: 400 | 404;

  constructor(message: string, status: ControlError['status'] = 400) {
    super(message);
    this.status = status;
  }
}
