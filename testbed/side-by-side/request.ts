import type { Service } from '../../targets/target';

/** Who asks: one of the four that both clouds know, or nobody, without a token. */
export const people = ['owner', 'admin', 'other-project', 'reader'] as const;
export type Person = (typeof people)[number];

export type AnyService = Service | 'identity';

/**
 * One request of the script, the same at both ends. In its path, headers and body `{name}` stands for what was captured
 * earlier under that name, or for what is given of the end (see open-end.ts).
 */
export interface ScriptedRequest {
  /** Of one theme, no two are called the same. */
  readonly name: string;
  /** The owner, where it is not said. */
  readonly as?: Person | 'nobody';
  /** Compute, where it is not said. */
  readonly service?: AnyService;
  /** GET where it is not said; POST with a body. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the service's root, so with the major version where its paths have one. */
  readonly path: string;
  /** The microversion of the compute service that is asked for; none where it is not said. */
  readonly at?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  /** What is remembered of the answer, and under which name: a path of keys into its body, such as `server.id`. */
  readonly captures?: Readonly<Record<string, string>>;
  /** Asked again until the answer holds these values at these paths, or has this status. The last answer counts. */
  readonly until?: Readonly<Record<string, unknown>> | number;
  /** Both ends hold other things too: of this list of the answer only items with one of these texts in them count. */
  readonly only?: { readonly list: string; readonly naming: readonly string[] };
  /** The service gives its lists in no order of its own. */
  readonly unordered?: true;
}

/** Requests about one thing, in the order in which they are asked. */
export interface Theme {
  readonly name: string;
  /** What is lent and given back, or read and refused: nothing is left of it, and it may be played beside others. */
  readonly harmless?: true;
  readonly requests: readonly ScriptedRequest[];
}

/** What both ends are compared by. Header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or the text of anything else; empty where there is none. */
  readonly body: unknown;
}
