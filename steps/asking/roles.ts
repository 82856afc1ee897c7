import { serverAction } from '../../targets/clients/compute';
import { summary } from '../../targets/clients/reading';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { classOf } from '../judging/classes';
import { session } from '../session';
import type { RescueWorld } from '../world';
import { arranged } from './arranged';
import { demandCaller } from './ways-there-are';

/**
 * A cloud's policies say which role may rescue; by default it is any of the project before Nova 27.0, and a member from
 * there on. Unrescue is guarded by the same default and asked of an ACTIVE server has no effect: 403 says that roles
 * count here, 409 that they do not.
 * @throws NotApplicable where they do not
 */
export async function demandThatRolesCount(world: RescueWorld): Promise<void> {
  demandCaller('reader');
  const { server } = await arranged(world);
  const answer = await serverAction(session().subject.target, server.id, { unrescue: null }, { caller: 'reader' });
  if (answer.reply.status === 403) return;
  if (classOf(answer) === 'neither') throw new Inconclusive(`whether roles count: ${summary(answer)}`);
  throw new NotApplicable(
    `a reader may unrescue here (${answer.reply.status}): the policies let every role of the project act on servers`,
  );
}
