import { classOf } from '../../steps/judging/classes';
import { versionHeader } from '../../targets/clients/compute';
import { summary } from '../../targets/clients/reading';
import { outcomeOf, sendRescue } from '../../targets/clients/rescue';
import { Inconclusive } from '../../targets/inconclusive';
import type { Microversion } from '../../targets/microversion';
import type { Subject } from '../../targets/subject';
import type { End } from './expected';

/**
 * Asks for one rescue, and waits for what comes of it.
 * @param imageRef undefined: the request names no image
 * @throws Inconclusive where that cannot be told
 */
export async function rescueEnd(
  subject: Subject,
  server: string,
  version: Microversion,
  imageRef: string | undefined,
): Promise<End> {
  const answer = await sendRescue(subject, server, { headers: versionHeader(version), imageRef });
  const found = classOf(answer);
  if (found === 'refusal') return answer.reply.status;
  if (found === 'neither') throw new Inconclusive(`neither accepted nor refused: ${summary(answer)}`);
  const outcome = await outcomeOf(subject, server, answer);
  switch (outcome.kind) {
    case 'rescued':
      return 'RESCUE';
    case 'failed':
      return 'kept';
    case 'error':
    case 'unsupported by the driver':
      return 'ERROR';
    case 'not in RESCUE':
      return 'nothing';
    case 'unknown':
      throw new Inconclusive(outcome.why);
  }
}
