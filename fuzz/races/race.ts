import { compute, serverAction } from '../../targets/clients/compute';
import { textAt } from '../../targets/clients/reading';
import { rescueBody } from '../../targets/clients/rescue';
import { ConnectionProblem, type Exchange, type Target } from '../../targets/target';
import type { Operation } from './linearize';

/** What clients send to one server at once. */
export const raceCalls = ['rescue', 'unrescue', 'lock', 'unlock', 'show', 'delete'] as const;
export type RaceCall = (typeof raceCalls)[number];

/** What a call was answered: its status, and with `show` what was seen. */
export interface RaceAnswer {
  readonly status: number;
  /** The server's status as the API shows it, such as RESCUE. */
  readonly shown?: string | undefined;
  /** What Nova is doing to it, such as rescuing; null for nothing. */
  readonly task?: string | null | undefined;
}

export type RaceOperation = Operation<RaceCall, RaceAnswer>;

/** What each client sends, one call after the other. */
export type RacePlan = readonly (readonly RaceCall[])[];

/** What a race needs of the server it is about. */
export interface RaceServer {
  readonly id: string;
  /** The image to rescue it with; undefined for none. */
  readonly imageRef: string | undefined;
  /** Headers that opt in, where they are needed. */
  readonly headers: Readonly<Record<string, string>>;
}

/** When a client may go on: at once on a cloud; in process when fast-check's scheduler says so. */
export type Turn = (label: string) => Promise<void>;

/** Answers that a gateway or a service in distress gives: nobody knows what became of the request. */
const isLost = ({ reply: { status } }: Exchange): boolean => [429, 502, 503, 504].includes(status);

/**
 * Has all clients send their calls at once.
 * @param now tells one moment from an earlier one, in any unit
 * @returns the history, in the order in which the calls were sent
 */
export async function playRace(
  target: Target,
  server: RaceServer,
  plan: RacePlan,
  { turn, now }: { readonly turn: Turn; readonly now: () => number },
): Promise<readonly RaceOperation[]> {
  const history: RaceOperation[] = [];
  const one = async (calls: readonly RaceCall[], index: number) => {
    const client = `client ${index + 1}`;
    for (const [position, call] of calls.entries()) {
      const invoked = now();
      await turn(`${client}, call ${position + 1}: ${call}`);
      const answer = await answerOf(target, server, call);
      history.push({ client, call, answer, invoked, returned: now() });
    }
  };
  await Promise.all(plan.map(one));
  return history.sort((a, b) => a.invoked - b.invoked);
}

async function answerOf(target: Target, server: RaceServer, call: RaceCall): Promise<RaceAnswer | undefined> {
  try {
    const exchange = await send(target, server, call);
    if (isLost(exchange)) return undefined;
    const { status, json } = exchange.reply;
    if (call !== 'show' || status !== 200) return { status };
    return {
      status,
      shown: textAt(json, 'server', 'status'),
      task: textAt(json, 'server', 'OS-EXT-STS:task_state') ?? null,
    };
  } catch (error) {
    if (error instanceof ConnectionProblem) return undefined;
    throw error;
  }
}

function send(target: Target, { id, imageRef, headers }: RaceServer, call: RaceCall): Promise<Exchange> {
  if (call === 'show') return compute(target, 'owner', { method: 'GET', path: `/servers/${id}` });
  if (call === 'delete') return compute(target, 'owner', { method: 'DELETE', path: `/servers/${id}` });
  const body = call === 'rescue' ? rescueBody({ imageRef }) : { [call]: null };
  return serverAction(target, id, body, { headers });
}
