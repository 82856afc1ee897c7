import { defineParameterType } from '@cucumber/cucumber';
import type { Condition } from '../../targets/arranging/conditions';
import { arranged, putInto } from '../asking/arranged';
import { demandThatRolesCount } from '../asking/roles';
import { haveRefused, putIntoRescue } from '../asking/usual-rescue';
import { session } from '../session';
import type { RescueWorld } from '../world';
import { oneOf } from './one-of';

/** What is done to the scenario's server, when it is said that it is so. */
export type Change = (world: RescueWorld) => Promise<void>;

const into =
  (condition: Condition): Change =>
  (world) =>
    putInto(world, condition);

const changes: Readonly<Record<string, Change>> = {
  'is in RESCUE': async (world) => {
    world.trials = await putIntoRescue(world);
  },
  'can be rescued with an image': async (world) => {
    await putIntoRescue(world);
    await session().arranger.bringBack((await arranged(world)).server);
  },
  'has been refused a rescue without the opt-in': haveRefused,
  'cannot be unrescued by a reader': demandThatRolesCount,
  'comes after another that was rescued with the opt-in': async (world) => {
    await arranged(world);
    if (!world.wish) throw new Error('the scenario asks for no server');
    const { arranger } = session();
    const other = await arranger.arrange(world.wish);
    try {
      await putIntoRescue(world, other);
    } finally {
      await arranger.giveBack(other);
    }
  },
  'is ACTIVE again': async (world) => {
    await session().arranger.bringBack((await arranged(world)).server);
  },
  'has another volume attached': into('with another volume attached'),
  'has lost its image': into('without its image'),
  'is SHUTOFF': into('SHUTOFF'),
  'is paused': into('paused'),
  'is suspended': into('suspended'),
  'is in ERROR': into('in ERROR'),
  'is locked by its owner': into('locked by its owner'),
  'is locked by an admin': into('locked by an admin'),
  'is unlocked': into('unlocked'),
  'has a volume that is not in use': into('with a volume that is not in use'),
  'has all its volumes in use again': into('with all volumes in use'),
};

defineParameterType({ name: 'change', ...oneOf(changes) });
