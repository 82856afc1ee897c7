import type { RuleId } from '../../features/catalogue';
import type { JudgedRule } from '../../reports/verdicts';
import type { SimulatedEdition } from '../../simulator';
import { simulatorTarget } from '../../targets/simulator-target';
import type { Target } from '../../targets/target';
import { UserError } from '../../targets/user-error';
import { suiteOn, verdictsOn } from '../running/suite-on';
import type { Patient } from './patients';
import { servedTarget } from './served-target';

/** How a patient is asked: in this process, or over sockets. */
export type Way = 'process' | 'http';

/** What the suite says of a patient. */
export interface Findings {
  readonly patient: Patient;
  /** The rules that it says are broken, beyond those that the edition breaks by itself. */
  readonly caught: readonly RuleId[];
  /** Expected, and not caught. */
  readonly missed: readonly RuleId[];
  /** Caught, and not expected. */
  readonly others: readonly RuleId[];
  /** The rules of which nothing can be said. */
  readonly open: readonly RuleId[];
  /** Why the suite could not even begin. */
  readonly notBegun: string | undefined;
  readonly milliseconds: number;
}

const isBroken = ({ verdict }: JudgedRule) => verdict === 'violates' || verdict === 'differs';
const idsOf = (rules: readonly JudgedRule[], wanted: (rule: JudgedRule) => boolean) =>
  rules.filter(wanted).map(({ id }) => id);

export const isAsExpected = ({ missed, others }: Pick<Findings, 'missed' | 'others'>): boolean =>
  missed.length === 0 && others.length === 0;

/** Has the whole suite examine one after the other. What an edition breaks by itself is looked up once. */
export class Examiner {
  readonly #way: Way;
  readonly #interrupted: () => boolean;
  readonly #baselines = new Map<SimulatedEdition, Promise<readonly RuleId[]>>();

  constructor(way: Way, interrupted: () => boolean = () => false) {
    this.#way = way;
    this.#interrupted = interrupted;
  }

  async examine(patient: Patient): Promise<Findings> {
    const baseline = patient.kind === 'edition' ? [] : await this.#baseline(patient.edition);
    const begun = performance.now();
    const { rules, notBegun } = await this.#verdicts(patient);
    const milliseconds = performance.now() - begun;
    const caught = idsOf(rules, isBroken).filter((id) => !baseline.includes(id));
    return {
      patient,
      caught,
      missed: patient.expected.filter((id) => !caught.includes(id)),
      others: caught.filter((id) => !patient.expected.includes(id)),
      open: idsOf(rules, ({ verdict }) => verdict === 'inconclusive'),
      notBegun,
      milliseconds,
    };
  }

  #baseline(edition: SimulatedEdition): Promise<readonly RuleId[]> {
    const known =
      this.#baselines.get(edition) ?? this.#verdicts({ edition }).then(({ rules }) => idsOf(rules, isBroken));
    this.#baselines.set(edition, known);
    return known;
  }

  async #verdicts(cloud: Pick<Patient, 'edition' | 'departure' | 'fault'>) {
    let target: Target | undefined;
    try {
      target = await this.#open(cloud);
      return { rules: verdictsOn(await suiteOn(target, { interrupted: this.#interrupted })), notBegun: undefined };
    } catch (error) {
      // What lies before the cloud may keep the suite from beginning: that is a word too.
      if (!(error instanceof UserError)) throw error;
      return { rules: [], notBegun: error.message };
    } finally {
      await target?.close();
    }
  }

  async #open({ edition, departure, fault }: Pick<Patient, 'edition' | 'departure' | 'fault'>): Promise<Target> {
    const options = { edition, departure, fault, driver: 'libvirt', seed: 1 } as const;
    return this.#way === 'http' ? servedTarget(options) : simulatorTarget(options);
  }
}
