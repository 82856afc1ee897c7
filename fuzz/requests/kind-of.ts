import { statusOf } from '../status-of';
import type { RequestDifference } from './difference';

/**
 * Two differences of one kind are taken for one: the action, the two statuses, and where these are the same the words in
 * which the answers begin.
 */
export function kindOf({ ask: { method, path, body = '' }, expected, actual }: RequestDifference): string {
  const action = actionIn(body);
  const statuses = [statusOf(expected), statusOf(actual)];
  const words = statuses[0] === statuses[1] ? [expected, actual].map(wordsOf) : [];
  return JSON.stringify([method, path.endsWith('/servers'), action, ...statuses, ...words]);
}

/** The message of an answer up to the first value that it quotes. */
const wordsOf = (seen: string): string => /"message":"([^'"\\]{0,60})/.exec(seen)?.[1] ?? seen.slice(0, 60);

/** The first key of the body, which names the action; what is no JSON has none. */
function actionIn(body: string): string | undefined {
  try {
    return Object.keys(Object(JSON.parse(body)))[0];
  } catch {
    return undefined;
  }
}
