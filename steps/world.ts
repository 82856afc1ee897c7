import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { Parting } from '../fuzz/stages/against-model';
import type { ReadyServer } from '../targets/arranging/servers';
import type { Wish } from '../targets/arranging/wish';
import type { Outcome } from '../targets/clients/rescue';
import type { Exchange } from '../targets/target';
import type { Snapshot } from './judging/snapshot';

/** One request of a When, and what became of it. */
export interface Trial {
  /** How it was asked, for a reader: `at 2.86`. */
  readonly asked: string;
  readonly exchange: Exchange;
  /** What became of an accepted rescue. */
  readonly outcome?: Outcome | undefined;
  /** The adminPass that the request gave. */
  readonly adminPass?: string | undefined;
}

/** What was expected, what came, and the trials that show it, the smallest first. */
export interface Violation {
  readonly expected: string;
  readonly actual: string;
  readonly trials: readonly Trial[];
}

/** What a scenario remembers between its steps. */
export class RescueWorld extends World {
  /** What the Givens ask for. */
  wish: Wish | undefined;
  /** Whether another host is to be there too, that reports the trait or does not. */
  otherHost: boolean | undefined;
  server: ReadyServer | undefined;
  /** The server as it was before the first request. */
  before: Snapshot | undefined;
  /** How many conditions the server was put into. */
  conditions = 0;
  /** Whether the host is to report the trait, since a When has changed it. */
  trait: boolean | undefined;
  /** Whether what was asked at once was seen to be under way at once. */
  overlap: boolean | undefined;
  /** What the last When sent. */
  trials: readonly Trial[] = [];
  /** What a reading When found, in lists that a Then looks into. */
  lists: readonly (readonly string[])[] = [];
  /** Where the target and the simulator part, since a When has played something on both. */
  parted: { readonly at: Parting | undefined } | undefined;
  /** What a Then has found wanting. */
  violation: Violation | undefined;
}

setWorldConstructor(RescueWorld);
