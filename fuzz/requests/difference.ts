import { type Answered, essences } from '../../simulator';
import type { Ask } from './request';
import type { RequestSight, Side } from './side';

/** What of an answer counts. */
export type SeeAnswer = (answer: Answered) => Answered;

/** The simulator is compared with itself word by word. */
export const wholly: SeeAnswer = (answer) => answer;

/** Of another cloud the status counts, the password of a rescue, and what a refusal says where `withWords`. */
export const portably =
  ({ withWords }: { readonly withWords: boolean }): SeeAnswer =>
  ({ status, body }) => {
    const isTelling = status >= 400 ? withWords : JSON.stringify(body ?? null).includes('"adminPass"');
    return { status, headers: {}, body: isTelling ? withoutNumbers(body) : null };
  };

/** Where two clouds part with a request. */
export interface RequestDifference {
  readonly ask: Ask;
  /** What is to be sent first, where the request by itself does not show it. */
  readonly before?: readonly Ask[];
  readonly expected: string;
  readonly actual: string;
}

export type Compared =
  | { readonly kind: 'alike' | 'not simulated'; readonly status: number }
  | { readonly kind: 'differs'; readonly status: number; readonly difference: RequestDifference };

/** Sends a request to both, says whether they part, and brings both back to what they were. */
export async function compareRequest(
  { subject, model, see }: { readonly subject: Side; readonly model: Side; readonly see: SeeAnswer },
  ask: Ask,
): Promise<Compared> {
  const wanted = await askAndRestore(model, ask);
  // What it does not know it says, and then nothing can be compared.
  if (wanted.answer.status === 501) return { kind: 'not simulated', status: 501 };
  const found = await askAndRestore(subject, ask);
  const { status } = found.answer;
  const [expected, actual] = [seen(wanted, see), seen(found, see)];
  if (expected !== actual) return { kind: 'differs', status, difference: { ask, expected, actual } };
  // Both may be wrong in the same way.
  const isWrong = (status >= 400 && found.hasChanged) || status >= 500;
  return isWrong ? { kind: 'differs', status, difference: { ask, expected: due, actual } } : { kind: 'alike', status };
}

/** Sends a request, and brings the cloud back to what it was where that has done something. */
async function askAndRestore(side: Side, ask: Ask): Promise<RequestSight> {
  const sight = await side.ask(ask);
  if (sight.answer.status < 300 || sight.hasChanged) await side.restore(ask);
  return sight;
}

/** Sends requests whose answers do not count. */
export async function sendFirst(side: Side, asks: readonly Ask[]): Promise<void> {
  for (const ask of asks) await askAndRestore(side, ask);
}

/** What is due whatever the simulator does, in the form of what is seen. */
const due = JSON.stringify([400, [], 'or another refusal that is no server error and changes nothing', {}]);

/** What two clouds that behave alike show alike. */
export function seen({ answer, after, hasChanged, recorded }: RequestSight, see: SeeAnswer): string {
  const world = { hasChanged, recorded, server: after };
  const [text = ''] = essences([{ action: { do: 'act' }, answer: see(answer), world }]);
  return text;
}

/** In words a number is as Python has read it, or JavaScript: 100.0 for 1E2, or a long one that is none any more. */
const numbers = /(?<![\w.-])-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf)(?![\w-])/gi;

const withoutNumbers = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body ?? null), (key, value) =>
    key === 'message' && typeof value === 'string' ? value.replaceAll(numbers, 'a number') : value,
  );
