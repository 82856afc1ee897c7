import type { End, ProbeId } from './expected';

/** What a probe showed, or why it showed nothing. */
export type Finding = { readonly probe: ProbeId } & (
  | { readonly showed: End }
  /** This target cannot arrange it, or nothing could differ here. */
  | { readonly notApplicable: string }
  /** It was asked, and we could not tell. */
  | { readonly inconclusive: string }
);

export type Seen = Extract<Finding, { readonly showed: End }>;
export type Unseen = Exclude<Finding, Seen>;

export const isSeen = (finding: Finding): finding is Seen => 'showed' in finding;
export const whyUnseen = (finding: Unseen): string =>
  'notApplicable' in finding ? finding.notApplicable : finding.inconclusive;
