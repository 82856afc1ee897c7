import { compute } from '../../targets/clients/compute';
import { endOfUnrescue, outcomeOf } from '../../targets/clients/rescue';
import { Inconclusive } from '../../targets/inconclusive';
import { classOf } from '../judging/classes';
import type { Asking } from '../nouns/askings';
import type { Variant } from '../nouns/variants';
import { session } from '../session';
import type { Trial } from '../world';

/** Sends one request, and waits for what becomes of it where it is accepted. */
export async function askOnce(id: string, variant: Variant, way: Asking): Promise<Trial> {
  const { subject } = session();
  const { method, path, body } = variant;
  const exchange = await compute(subject.target, way.caller ?? 'owner', {
    method,
    path,
    headers: { ...variant.headers, ...way.headers },
    ...(way.legacy && { legacy: true }),
    ...(body !== undefined && { body }),
  });
  const accepted = classOf(exchange) === 'acceptance';
  if (accepted && variant.leadsTo === 'ACTIVE' && !(await endOfUnrescue(subject, id)))
    throw new Inconclusive('the server is gone');
  return {
    asked: [variant.what, way.asked].filter(Boolean).join(', '),
    exchange,
    outcome: accepted && variant.leadsTo === 'RESCUE' ? await outcomeOf(subject, id, exchange) : undefined,
    adminPass: variant.adminPass,
  };
}
