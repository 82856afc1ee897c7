import type { RuleId } from '../features/catalogue';

/** What `run.json` holds: all of a run that cucumber's messages do not. No secret is in it. */
export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string; readonly commit: string | null };
  readonly implementation: Readonly<Record<string, string>> | null;
  readonly target: {
    readonly kind: 'simulator' | 'cloud';
    readonly name: string;
    readonly endpoint: string;
    readonly edition: string | null;
    readonly microversions: { readonly min: string; readonly max: string };
    /** Where it is a simulated cloud that is wrong on purpose: in which ways. What it is found to do is evidence of nothing. */
    readonly brokenBy?: readonly string[];
  };
  readonly run: {
    readonly seed: number;
    readonly samples: number;
    readonly startedAt: string;
    readonly endedAt: string;
    /** The options as they were given; secrets left out. */
    readonly options: Readonly<Record<string, unknown>>;
    /** The command that does the same again. */
    readonly reproduce: string;
  };
  /** The rules that were to be judged. */
  readonly selected: readonly RuleId[];
  /** The folder of the user's own features, from the folder of the call on, where those were run; no rule is selected then. */
  readonly features?: string;
  /** Whether observed rules decide too. */
  readonly strict: boolean;
  readonly waived: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly interrupted: boolean;
}

/** A failure that is known and expected: a line of an expectations file. */
export interface Expectation {
  readonly rule: RuleId;
  readonly verdict: 'violates' | 'inconclusive';
  readonly reason: string;
  readonly link?: string;
  /** A day, as YYYY-MM-DD, after which the entry no longer counts. */
  readonly expiry?: string;
}
