import { compute } from '../../targets/clients/compute';
import { summary, textAt } from '../../targets/clients/reading';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { isPassing } from '../judging/classes';
import type { Asking } from '../nouns/askings';
import { session } from '../session';

/**
 * Whether this run can ask as this caller.
 * @throws NotApplicable where it cannot
 */
export function demandCaller(caller: Asking['caller']): void {
  const { target } = session().subject;
  if (caller === 'nobody' && !target.hasKeystone) {
    throw new NotApplicable('this endpoint was given without a Keystone: whether it asks for a token is not known');
  }
  if (caller === undefined || target.has(caller)) return;
  const how = caller === 'admin' ? 'give --admin-cloud' : `give callers.${caller} in nova-rescue.yaml`;
  throw new NotApplicable(`this run has no credentials of ${caller}: ${how}`);
}

/** A cloud need not offer /v2: there its own document says so. */
export async function demandLegacy(): Promise<void> {
  const { target } = session().subject;
  const document = await compute(target, 'owner', { legacy: true, method: 'GET', path: '/' });
  if (isPassing(document)) throw new Inconclusive(`whether /v2 is offered: ${summary(document)}`);
  if (textAt(document.reply.json, 'version', 'id') !== 'v2.0') throw new NotApplicable('/v2 is not offered');
}
