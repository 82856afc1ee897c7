/** What every run is told. */
export interface Told {
  /** How many sequences, requests, races, or pairs and sequences in all. */
  readonly runs: number;
  readonly seed: number;
  readonly out: string;
  /** Where counterexamples are kept from run to run. */
  readonly corpus: string | undefined;
  readonly isOver: () => boolean;
}
