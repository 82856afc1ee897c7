import type { Budget, Means } from '../../fuzz/sequences/draw';
import type { Staging } from '../../fuzz/sequences/search';
import type { Kept } from '../../fuzz/stages/kept';
import { surroundingsOf } from '../../fuzz/stages/surroundings';
import type { Surroundings } from '../../fuzz/stages/target-stage';
import { targetStaging } from '../../fuzz/stages/target-staging';
import { Arranger } from '../../targets/arranging/arranger';
import type { Configuration } from '../../targets/configuration/configuration';
import { NotApplicable } from '../../targets/inconclusive';
import type { Ledger } from '../../targets/ledger/ledger';
import type { Subject } from '../../targets/subject';
import { UserError } from '../../targets/user-error';

/** What a cloud is played on with. */
export interface CloudPlay {
  readonly subject: Subject;
  readonly ledger: Ledger;
  readonly configuration: Configuration;
  readonly say: (line: string) => void;
}

/** A cloud: what a sequence has made is removed before the next, but for what is kept for it. */
export const cloudStaging = (
  { subject, ledger, configuration }: CloudPlay,
  surroundings: Surroundings,
  kept?: Kept,
): Staging => targetStaging(subject, ledger, configuration, surroundings, kept);

/**
 * Finds the hosts of a cloud.
 * @throws UserError where a sequence could not even make a server
 */
export async function surroundingsIn({ subject, ledger, configuration }: CloudPlay): Promise<Surroundings> {
  try {
    return await surroundingsOf(new Arranger(subject, ledger, configuration));
  } catch (error) {
    throw error instanceof NotApplicable ? new UserError(error.message) : error;
  }
}

/** What any cloud has room for, and any quota. */
export const modest: Budget = { servers: 4, volumes: 4 };

/** What a cloud can be asked to do by those who are known there. */
export const meansOn = (
  { subject }: CloudPlay,
  { zones }: Surroundings,
  { disruptive, budget }: { readonly disruptive: boolean; readonly budget: Budget },
): Means => ({
  places: Object.keys(zones) as (keyof typeof zones)[],
  callers: (['owner', 'admin', 'other-project', 'reader', 'nobody'] as const).filter((caller) =>
    subject.target.has(caller),
  ),
  isDisruptive: disruptive,
  hasTooLarge: false,
  mayHurry: false,
  budget,
});
