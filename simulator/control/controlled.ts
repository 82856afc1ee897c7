import { anyFaultIds, isAnyFaultId } from '../faults/any-fault';
import { departures } from '../faults/departures';
import type { ServedCloud } from '../handle';
import { newWorld } from '../new-world';
import { pass } from '../passing';
import { behaviourUnder, type SimulatorOptions } from '../simulator';
import type { Kind } from '../transition';
import type { World } from '../world';
import { type Control, ControlError } from './control';
import { restoreCloud, saveCloud } from './saved-cloud';
import { seenCloud, seenHosts, seenServer, underWay } from './views';
import { demandKind, paceOf, whenOf } from './when';

export interface Surroundings {
  /** When a cloud that begins now begins, in milliseconds since 1970; undefined for the usual. */
  readonly begins: () => number | undefined;
  /** Lets the time pass that has passed elsewhere. */
  readonly catchUp: () => void;
}

/** Puts a cloud under control. */
export function controlled(cloud: ServedCloud, { begins, catchUp }: Surroundings): Control {
  /** What it began as: as it was started, or as it was saved. */
  let began = cloud.options;
  const now = <T>(work: (world: World) => T): T => {
    catchUp();
    return work(cloud.world);
  };
  /** What was broken before is forgotten, and what that remembered. */
  const breakRules = (change: Pick<SimulatorOptions, 'departure' | 'fault'>) => {
    cloud.world.faultMemory.clear();
    cloud.options = { ...cloud.options, ...change };
    cloud.behaviour = behaviourUnder(cloud.options, cloud.world.faultMemory);
  };
  return {
    reset: ({ seed = began.seed } = {}) =>
      now(() => {
        if (!isCount(seed)) throw new ControlError('seed: give a whole number from 0 on');
        cloud.options = { ...began, seed };
        cloud.world = newWorld({ ...cloud.options, start: begins() });
        cloud.behaviour = behaviourUnder(cloud.options, cloud.world.faultMemory);
        cloud.requests.clear();
      }),
    save: () => now(() => saveCloud(cloud)),
    restore: (saved) =>
      now(() => {
        restoreCloud(cloud, saved);
        began = cloud.options;
      }),
    now: () => now(({ clock }) => clock.now()),
    advance: (milliseconds) =>
      now(({ clock }) => {
        const isTime = isCount(milliseconds) && clock.now() + milliseconds <= latest;
        if (!isTime)
          throw new ControlError('milliseconds: give a whole number from 0 on that ends before the year 275760');
        pass(cloud, milliseconds);
      }),
    servers: () => now(({ servers }) => [...servers.values()].map(seenServer)),
    hosts: () => now(seenHosts),
    setTraits: (name, traits) =>
      now(({ hosts }) => {
        const host = hosts.find((one) => one.name === name);
        const names = hosts.map((one) => one.name).join(', ');
        if (!host) throw new ControlError(`there is no host ${name}; there are ${names}`, 404);
        host.traits = checkedTraits(traits);
        host.generation += 1;
      }),
    underWay: () => now(underWay),
    transitions: () =>
      now(({ clock }) =>
        Object.fromEntries(Object.entries(clock.state.paces).map(([kind, pace]) => [kind, whenOf(pace)])),
      ),
    setTransition: (kind, when) =>
      now(({ clock: { state, schedule } }) => {
        demandKind(kind);
        state.paces[kind] = paceOf(kind, when);
        const again = [...state.due, ...state.waiting].filter(isOf(kind));
        state.due = state.due.filter((one) => !isOf(kind)(one));
        state.waiting = state.waiting.filter((one) => !isOf(kind)(one));
        for (const { transition } of again) schedule(transition);
        pass(cloud, 0);
      }),
    cloud: () => now(() => seenCloud(cloud)),
    setDeparture: (id) =>
      now(() => {
        if (id !== null && !(typeof id === 'string' && Object.hasOwn(departures, id))) {
          throw new ControlError('departure: give the id of a rule (“nova-rescue rules” lists them), or null for none');
        }
        breakRules({ departure: id ?? undefined });
      }),
    setFault: (id) =>
      now(() => {
        if (id !== null && !(typeof id === 'string' && isAnyFaultId(id))) {
          throw new ControlError(`fault: give one of ${anyFaultIds.join(', ')}, or null for none`);
        }
        breakRules({ fault: id ?? undefined });
      }),
    requests: (after = 0) =>
      now(() => {
        if (!isCount(after)) throw new ControlError('after: give the number of a request');
        return cloud.requests.after(after);
      }),
  };
}

/** The last moment that JavaScript's dates know. */
const latest = 8.64e15;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isOf =
  (kind: Kind) =>
  ({ transition }: { readonly transition: { readonly kind: string } }): boolean =>
    transition.kind === kind;

/** Source: the schema of a trait's name in Placement. */
const traitName = /^[A-Z0-9_]{1,255}$/;

function checkedTraits(traits: readonly string[]): readonly string[] {
  if (Array.isArray(traits) && traits.every((trait) => typeof trait === 'string' && traitName.test(trait))) {
    return [...new Set(traits)];
  }
  throw new ControlError(
    'traits: give a list of names of capitals, digits and underscores, such as COMPUTE_RESCUE_BFV',
  );
}
