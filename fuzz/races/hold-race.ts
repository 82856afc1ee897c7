import type { Arranger } from '../../targets/arranging/arranger';
import type { Disk } from '../../targets/arranging/wish';
import { unlockServer, versionHeader } from '../../targets/clients/compute';
import { Inconclusive } from '../../targets/inconclusive';
import { optIn } from '../../targets/microversion';
import { settle } from '../../targets/settle';
import type { Subject } from '../../targets/subject';
import { judgeRace, type RaceEnd } from './judge-race';
import { playRace, type RaceOperation, type RacePlan, type RaceServer, type Turn } from './race';

export interface Racing {
  readonly subject: Subject;
  readonly arranger: Arranger;
}

/**
 * Holds a race on a server of its own, looks, waits for the dust to settle, looks once more, and says whether some order of the
 * calls gives what was answered.
 * @param start begins the race; resolves when all clients are done
 * @throws Inconclusive where the server does not come to rest, or a rescue failed on its host
 */
export async function holdRace(
  { subject, arranger }: Racing,
  plan: RacePlan,
  {
    disk = 'image',
    turn,
    now,
    start,
  }: {
    readonly disk?: Disk;
    readonly turn: Turn;
    readonly now: () => number;
    readonly start: (race: Promise<readonly RaceOperation[]>) => Promise<readonly RaceOperation[]>;
  },
): Promise<RaceEnd> {
  const { target } = subject;
  const ready = await arranger.arrange({ disk, host: disk === 'image' ? 'any' : 'capable' });
  try {
    const { id: imageRef } = await arranger.images.of('stable');
    const server: RaceServer = { id: ready.id, imageRef, headers: versionHeader(optIn) };
    const raced = await start(playRace(target, server, plan, { turn, now }));
    // What is not in RESCUE by now was not before: then two rescues that were accepted have met.
    const atOnce = await playRace(target, server, [['show']], { turn: async () => {}, now });
    const looks = [...atOnce.map((look) => ({ ...look, client: 'right after' })), await atRest(subject, server, now)];
    return judgeRace([...raced, ...looks], { mayBeSlow: target.kind === 'cloud' });
  } finally {
    await unlockServer(target, ready.id);
    await arranger.giveBack(ready);
  }
}

/** What the server shows once it has no task any more: the last operation of every history. */
async function atRest({ target, patience }: Subject, server: RaceServer, now: () => number): Promise<RaceOperation> {
  const invoked = now();
  const answer = await settle(
    target.clock,
    'the server coming to rest after a race',
    async () => {
      const [{ answer: seen } = { answer: undefined }] = await playRace(target, server, [['show']], {
        turn: async () => {},
        now,
      });
      const isThere = seen?.shown !== undefined && seen.shown !== 'DELETED';
      return seen?.status === 404 || (isThere && seen.task === null) ? seen : undefined;
    },
    patience,
  );
  if (answer.shown === 'ERROR') throw new Inconclusive('a rescue failed on its host: that is about no race');
  return { client: 'afterwards', call: 'show', answer, invoked, returned: now() };
}
