import { type SimulatedEdition, simulatedEditions } from '../../simulator';
import { expected, type ProbeId, probeIds, probes } from './expected';
import { type Finding, isSeen, type Seen, type Unseen } from './finding';

/** In what an edition is not what was seen. */
export interface Unlike {
  readonly edition: SimulatedEdition;
  readonly in: readonly Seen[];
}

/** Which edition a cloud behaves as. */
export type Conclusion =
  | { readonly kind: 'as'; readonly edition: SimulatedEdition; readonly others: readonly Unlike[] }
  /** More than one is left: these probes would tell, and showed nothing. */
  | {
      readonly kind: 'as one of';
      readonly editions: readonly SimulatedEdition[];
      readonly others: readonly Unlike[];
      readonly untold: readonly Unseen[];
    }
  /** Only one is left, but something was inconclusive: it may be that one or none. */
  | {
      readonly kind: 'perhaps';
      readonly edition: SimulatedEdition;
      readonly others: readonly Unlike[];
      readonly untold: readonly Unseen[];
    }
  /** What was seen fits no edition; the nearest are those with the least that does not. */
  | { readonly kind: 'as none'; readonly nearest: readonly Unlike[] };

export function conclude(findings: readonly Finding[]): Conclusion {
  const seen = findings.filter(isSeen);
  const unseen = findings.filter((finding): finding is Unseen => !isSeen(finding));
  const all = simulatedEditions.map(
    (edition): Unlike => ({ edition, in: seen.filter((finding) => !fits(edition, finding)) }),
  );
  const left = all.filter(({ in: wrong }) => wrong.length === 0).map(({ edition }) => edition);
  const others = all.filter(({ in: wrong }) => wrong.length > 0);
  const [edition] = left;
  if (edition === undefined) {
    const least = Math.min(...all.map(({ in: wrong }) => wrong.length));
    return { kind: 'as none', nearest: all.filter(({ in: wrong }) => wrong.length === least) };
  }
  if (left.length > 1)
    return { kind: 'as one of', editions: left, others, untold: unseen.filter(({ probe }) => tellsApart(probe, left)) };
  const untold = unseen.filter((finding) => 'inconclusive' in finding);
  return untold.length > 0 ? { kind: 'perhaps', edition, others, untold } : { kind: 'as', edition, others };
}

/** What the text says and this cloud does not keep, as clauses. */
export const exceptions = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(isSeen)
    .filter((finding) => !fits('spec', finding))
    .flatMap(({ probe }) => probes[probe].exception ?? []);

/** Probes of what the text says that showed nothing. */
export const unprobedText = (findings: readonly Finding[]): readonly ProbeId[] =>
  probeIds.filter(
    (id) => probes[id].exception !== undefined && !findings.some((one) => one.probe === id && isSeen(one)),
  );

/** Whether any edition does so. */
export const isKnown = (finding: Seen): boolean => simulatedEditions.some((edition) => fits(edition, finding));

const fits = (edition: SimulatedEdition, { probe, showed }: Seen): boolean => expected[edition][probe].includes(showed);

const tellsApart = (probe: ProbeId, editions: readonly SimulatedEdition[]): boolean =>
  new Set(editions.map((edition) => JSON.stringify(expected[edition][probe]))).size > 1;
