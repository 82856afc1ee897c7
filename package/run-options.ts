import type { ProgressStream } from '../cli/running/progress';
import type { Edition, Family, Level, RuleId } from '../features/catalogue';
import type { ConfigurationFile } from '../targets/configuration/configuration';

/**
 * What a run is told. Each option means what the option of `nova-rescue run` with the same name means. Without `cloud`
 * and `endpoint` the target is the simulator.
 */
export interface RunOptions {
  /** A cloud of clouds.yaml; true: the one that OS_CLOUD or OS_* name. */
  readonly cloud?: string | true | undefined;
  /** Admin credentials for the same cloud. */
  readonly adminCloud?: string | undefined;
  /** The URL of a compute endpoint without Keystone. */
  readonly endpoint?: string | undefined;
  /** For `endpoint`; else `tokenFile`, or OS_TOKEN. */
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
  /** A file with the authorities to trust at `endpoint`. */
  readonly cacert?: string | undefined;
  /** Trust any certificate at `endpoint`. */
  readonly insecure?: boolean;
  /** Seconds to wait for an answer (60 at most) or a change of state; usually 180. */
  readonly timeout?: number;
  /** How the simulator behaves; usually `spec`. */
  readonly edition?: Edition | undefined;
  /** What the simulator's hosts run on; usually `libvirt`. */
  readonly driver?: 'fake' | 'libvirt' | undefined;
  /** How the simulator refuses servers with an emulated TPM; usually as its edition does. */
  readonly vtpm?: 'none' | 409 | 400 | undefined;
  /** A rule that the simulator is to break. */
  readonly departure?: RuleId | undefined;
  /** What the simulator gets wrong as others do; one of docs/faults.md. */
  readonly fault?: string | undefined;
  /** What nova-rescue.yaml says, or the path of such a file; usually nova-rescue.yaml, where there is one. */
  readonly configuration?: string | ConfigurationFile | undefined;
  /** The rules to be judged; usually all. */
  readonly rules?: readonly RuleId[] | undefined;
  /** Only those of these levels. */
  readonly levels?: readonly Level[] | undefined;
  /** Only scenarios that fit this tag expression. */
  readonly tags?: string | undefined;
  /** A folder of features and step files of your own, to be run in place of ours. */
  readonly features?: string | undefined;
  /** Observed rules decide too. */
  readonly strict?: boolean;
  /** Samples of an unbounded domain; usually 25. */
  readonly samples?: number;
  /** Further microversions where each costs a rescue; usually 1. */
  readonly acceptSamples?: number;
  /** What samples are drawn from; usually the time. */
  readonly seed?: number | undefined;
  /** Allow what other tenants could notice. */
  readonly disruptive?: boolean;
  /** Find out afterwards which gates there are and in which order; usually for a whole run on the simulator. */
  readonly gates?: boolean | undefined;
  /** Where the reports are written; usually `reports/out`. */
  readonly out?: string;
  /** Failures that are known and expected: a file, or the name of a shipped one. */
  readonly expect?: string | undefined;
  /** Families that may stay unverified. */
  readonly allowUnverified?: readonly Family[] | undefined;
  /** Gets what the command line shows while it runs, such as `process.stderr`; usually nothing is shown. */
  readonly progress?: ProgressStream | undefined;
  /** Asks the run to stop, remove what it has made, and report. */
  readonly signal?: AbortSignal | undefined;
}
