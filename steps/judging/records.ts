import { type ActionView, eventResults, listActions } from '../../targets/clients/compute';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { settle } from '../../targets/settle';
import { arranged } from '../asking/arranged';
import { session } from '../session';
import type { RescueWorld } from '../world';
import { classOf } from './classes';
import { had } from './snapshot';
import { inWords, violate } from './violate';

/** What the server's list of actions says of what was done to it in this scenario. */

type Action = 'rescue' | 'unrescue';

/** How an action ended, as far as its list shows it. */
type End =
  | 'done'
  | 'failed'
  /** Its events say that it failed, and its message does not. */
  | 'failed in its events only'
  /** Nothing says that it failed, and events are not shown. */
  | 'not failed';

/** The actions that were not there before the first request, newest first. */
async function newActions(world: RescueWorld): Promise<readonly ActionView[]> {
  const { server, before } = await arranged(world);
  const listed = await listActions(session().subject.target, server.id);
  if (!listed) throw new NotApplicable('the cloud does not show its owner the list of actions');
  return listed.filter((action) => !had(before, action));
}

/** How the newest new action of this name ended, once it has; undefined where there is none of it. */
async function endOf(world: RescueWorld, name: Action): Promise<End | undefined> {
  const { target, versions, patience } = session().subject;
  const { server } = await arranged(world);
  const look = async (): Promise<End | 'absent' | undefined> => {
    const own = (await newActions(world)).find(({ action }) => action === name);
    if (!own) return 'absent';
    if (own.message === 'Error') return 'failed';
    const { requestId } = own;
    const results = requestId && (await eventResults(target, server.id, requestId, versions.newest));
    if (!results) return 'not failed';
    if (results.length === 0 || results.includes(undefined)) return undefined;
    return results.every((result) => result === 'Success') ? 'done' : 'failed in its events only';
  };
  const end = await settle(target.clock, `the end of the ${name}`, look, patience);
  return end === 'absent' ? undefined : end;
}

const lists =
  (name: Action, wanted: 'done' | 'failed') =>
  async (world: RescueWorld): Promise<void> => {
    const other = world.trials.find(({ exchange }) => classOf(exchange) !== 'acceptance');
    if (other || world.trials.length === 0) throw new Inconclusive(`nothing to record: ${other ? inWords(other) : ''}`);
    const end = await endOf(world, name);
    if (end === wanted || (wanted === 'done' && end === 'not failed')) return;
    const shown = end === undefined ? `it lists no new ${name}` : `it lists it as ${end}`;
    violate(world, `its list of actions to show the ${name} as ${wanted}`, shown, world.trials);
  };

async function listsNoRescue(world: RescueWorld): Promise<void> {
  const found = (await newActions(world)).filter(({ action }) => action === 'rescue');
  if (found.length > 0) violate(world, 'its list of actions to show no rescue', 'it shows one', world.trials);
}

export const records = {
  'lists the rescue as done': lists('rescue', 'done'),
  'lists the rescue as failed': lists('rescue', 'failed'),
  'lists the unrescue as done': lists('unrescue', 'done'),
  'lists no rescue': listsNoRescue,
} as const;
