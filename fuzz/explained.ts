import { type DoesSo, type Explanation, explainBy, explainsToo, type Model, rulesOf } from './explanation';
import type { IsSame } from './known';

/** What is known of the differences of a run. */
export interface Explaining<Difference> {
  readonly model: Model;
  readonly doesSo: (difference: Difference) => DoesSo;
  /** Two of one kind are alike to look at. */
  readonly kindOf: (difference: Difference) => string;
  /** Whether breaking these rules counts. */
  readonly decides: (rules: readonly string[]) => boolean;
}

/** Why a difference is there, and what is told of no more from then on. */
export interface Explained<Difference> {
  readonly explanation: Explanation;
  /** Whether its explanation explains another one too. */
  readonly hasSameCause: IsSame<Difference>;
  readonly isSame: IsSame<Difference>;
}

/**
 * Explains a difference. As a note it hides only what is allowed to the same, and is of its kind. As a violation it hides
 * what has its cause, whatever that looks like; but what decides nothing hides nothing that does. What nothing explains
 * hides all of its kind: nobody knows its cause.
 */
export async function explained<Difference>(
  first: NoInfer<Difference>,
  { model, doesSo, kindOf, decides }: Explaining<Difference>,
): Promise<Explained<Difference>> {
  const explanation = await explainBy(doesSo(first), model);
  const kind = kindOf(first);
  const hasSameCause = (later: Difference) => explainsToo(explanation, doesSo(later), model);
  const explainedWith = (isSame: IsSame<Difference>) => ({ explanation, hasSameCause, isSame });
  // The kind costs nothing, and is asked for first.
  if (explanation.allowed.length > 0)
    return explainedWith(async (later) => kindOf(later) === kind && hasSameCause(later));
  const rules = rulesOf(explanation);
  if (rules.length === 0) return explainedWith(async (later) => kindOf(later) === kind);
  if (decides(rules)) return explainedWith(hasSameCause);
  /** Of each kind whether it decides: explaining anew each time would take too long. */
  const known = new Map([[kind, false]]);
  return explainedWith(async (later) => {
    if (!(await hasSameCause(later))) return false;
    const itsKind = kindOf(later);
    const itDecides = known.get(itsKind) ?? (await isViolation(doesSo(later), model, decides));
    known.set(itsKind, itDecides);
    return !itDecides;
  });
}

async function isViolation(
  doesSo: DoesSo,
  model: Model,
  decides: (rules: readonly string[]) => boolean,
): Promise<boolean> {
  const explanation = await explainBy(doesSo, model);
  return explanation.allowed.length === 0 && decides(rulesOf(explanation));
}
