import type { Action } from './action';
import { lookAround } from './look-around';
import { requests } from './requests';
import { type Scene, textIn } from './scene';
import type { Answered, Stage, Wanted } from './stage';

/** What is seen of an action: how it was answered, and what the cloud looks like afterwards. */
export interface Sight {
  readonly action: Action;
  readonly answer: Answered;
  readonly world: unknown;
}

const requestOf = (scene: Scene, action: Action): Promise<Wanted> =>
  (requests[action.do] as (scene: Scene, action: Action) => Promise<Wanted>)(scene, action);

export const emptyScene = (stage: Stage): Scene => ({ stage, images: new Map(), servers: [], volumes: new Set() });

/** Asks for one action, and waits for what becomes of it. */
export async function perform(scene: Scene, action: Action): Promise<Answered> {
  const answer = await scene.stage.send(await requestOf(scene, action));
  if (action.do === 'create') scene.servers.push(textIn(answer.body, 'server', 'id'));
  if (!action.unawaited) await scene.stage.settle();
  return answer;
}

/**
 * Plays the actions one after another. Whatever they need that is not there yet is made on the way.
 * @param looking through which it is looked around after each action: the stage itself, unless who keeps a record of the
 * play is to be spared that
 * @param isEnough whether, after an action, the rest need not be played
 */
export async function play(
  stage: Stage,
  actions: readonly Action[],
  looking: Stage = stage,
  isEnough: (sights: readonly Sight[]) => boolean = () => false,
): Promise<readonly Sight[]> {
  const scene = emptyScene(stage);
  const sights: Sight[] = [];
  for (const action of actions) {
    const answer = await perform(scene, action);
    sights.push({ action, answer, world: await lookAround({ ...scene, stage: looking }) });
    if (isEnough(sights)) break;
  }
  return sights;
}
