import type { Arranger } from '../../targets/arranging/arranger';
import type { ReadyServer } from '../../targets/arranging/servers';
import { showServer, versionHeader } from '../../targets/clients/compute';
import { nowhere } from '../../targets/clients/nowhere';
import { outcomeOf, sendRescue } from '../../targets/clients/rescue';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import type { Subject } from '../../targets/subject';
import { ConnectionProblem } from '../../targets/target';
import { type Answer, answerOf } from './answer';
import type { Situation } from './factors';

export interface GateProbing {
  readonly subject: Subject;
  readonly arranger: Arranger;
  readonly interrupted: () => boolean;
}

/**
 * Asks for a rescue in each situation. Those with the same server in the same conditions are asked of one server, unless
 * it is no longer what it was.
 * @returns the answers, in the order of the situations
 */
export async function askAll(probing: GateProbing, situations: readonly Situation[]): Promise<readonly Answer[]> {
  const answers = new Map<Situation, Answer>();
  const stages = new Map<string, Situation[]>();
  for (const situation of situations) {
    const stage = JSON.stringify([situation.host, situation.conditions]);
    stages.set(stage, [...(stages.get(stage) ?? []), situation]);
  }
  for (const stage of stages.values()) {
    for (const [situation, answer] of await askOnStage(probing, stage)) answers.set(situation, answer);
  }
  return situations.map((situation) => answers.get(situation) ?? { kind: 'inconclusive', why: 'it was not asked' });
}

async function askOnStage(probing: GateProbing, stage: readonly Situation[]): Promise<ReadonlyMap<Situation, Answer>> {
  const answers = new Map<Situation, Answer>();
  const { subject, arranger, interrupted } = probing;
  let server: ReadyServer | undefined;
  let trait: boolean | undefined;
  const giveBack = async () => {
    const used = server;
    server = undefined;
    if (used) await arranger.giveBack(used);
  };
  try {
    for (const situation of stage) {
      if (interrupted()) throw new Inconclusive('the run was interrupted');
      if (!server) {
        server = await serverFor(arranger, situation);
        trait = await arranger.traitNow(server);
      }
      const before = await stateOf(subject, server);
      answers.set(situation, await ask(probing, server, situation));
      // What was accepted has changed the server; so has a refusal that leaves something behind.
      if ((await stateOf(subject, server)) !== before) await giveBack();
    }
    if (server) {
      await arranger.demandTrait(server, trait).catch((error: unknown) => {
        answers.clear();
        throw error;
      });
    }
  } catch (error) {
    const answer = asAnswer(error);
    for (const situation of stage) if (!answers.has(situation)) answers.set(situation, answer);
  } finally {
    // Trouble with giving it back takes nothing from what was answered.
    await giveBack().catch(asAnswer);
  }
  return answers;
}

async function serverFor(arranger: Arranger, { host, conditions }: Situation): Promise<ReadyServer> {
  const server = await arranger.arrange({ disk: 'volume', host });
  try {
    for (const condition of conditions) await arranger.conditions.put(server, condition);
    return server;
  } catch (error) {
    await arranger.giveBack(server);
    throw error;
  }
}

async function ask(
  { subject, arranger }: GateProbing,
  server: ReadyServer,
  { caller, version, image }: Situation,
): Promise<Answer> {
  if (!subject.target.has(caller)) return { kind: 'not-applicable', why: `there is no ${caller} to ask as` };
  try {
    const imageRef = image === 'unknown' ? nowhere : (await arranger.images.of(image)).id;
    const exchange = await sendRescue(subject, server.id, { headers: versionHeader(version), imageRef }, caller);
    const answer = answerOf(exchange);
    if (answer.kind === 'accepted') await outcomeOf(subject, server.id, exchange);
    return answer;
  } catch (error) {
    return asAnswer(error);
  }
}

async function stateOf({ target }: Subject, { id }: ReadyServer): Promise<string> {
  const { status, taskState } = (await showServer(target, id)) ?? {};
  return `${status} ${taskState}`;
}

function asAnswer(error: unknown): Answer {
  if (error instanceof NotApplicable) return { kind: 'not-applicable', why: error.message };
  if (error instanceof Inconclusive || error instanceof ConnectionProblem)
    return { kind: 'inconclusive', why: error.message };
  throw error;
}
