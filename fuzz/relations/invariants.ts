import type { Action, Sight } from '../../simulator';
import { at, listAt } from '../../targets/clients/reading';
import { indexOf, type Memory } from './memory';
import { gist, isAccepted } from './relation';
import { serversIn, volumesIn } from './world-view';

/** One action, with what was seen before and after it. */
export interface Step {
  readonly action: Action;
  readonly sight: Sight;
  readonly before: Sight | undefined;
  /** What follows from the actions before it. */
  readonly memory: Memory;
}

/** What holds after each action, whatever came before: it needs no model to compare with. */
interface Invariant {
  readonly sentence: string;
  readonly holds: (step: Step) => boolean;
}

const plainVersion = ({ at: version, headers, legacy }: Action): number | undefined => {
  if (headers || legacy) return undefined;
  const [, minor] = /^2\.(\d+)$/.exec(version ?? '2.1') ?? [];
  return minor === undefined ? undefined : Number(minor);
};

const isAcceptedRescue = ({ action, sight }: Step): boolean => action.do === 'rescue' && isAccepted(sight);

const serverOf = ({ action, memory }: Step) => memory.servers[indexOf(action, memory)];

/** Whether the world is the same as before; what a refused request was to be given was made on the way. */
const isUnchanged = ({ sight, before }: Step): boolean => {
  if (before === undefined) return true;
  const known = volumesIn(before.world).map(({ id }) => id);
  const plain = ({ world }: Sight): Sight => ({
    ...sight,
    answer: { status: 0, headers: {}, body: null },
    world: { servers: serversIn(world), volumes: volumesIn(world).filter(({ id }) => known.includes(id)) },
  });
  return gist([plain(before)]).join() === gist([plain(sight)]).join();
};

const statusOf = (server: unknown): unknown => at(server, 'server', 'server', 'status');

/** Actions that a lock keeps an owner from. */
const lockable: readonly Action['do'][] = [
  'rescue',
  'unrescue',
  'pause',
  'unpause',
  'suspend',
  'resume',
  'os-start',
  'os-stop',
  'reboot',
  'delete',
];

/** The most telling first. */
export const invariants = {
  'no-task-is-left': {
    sentence: 'When everything has come to rest, no server has a task.',
    holds: ({ action, sight: { world } }) =>
      action.unawaited === true ||
      serversIn(world).every((server) => at(server, 'server', 'server', 'OS-EXT-STS:task_state') == null),
  },
  'no-rescue-without-opt-in': {
    sentence: 'No volume-backed server is rescued below 2.87.',
    holds: (step) =>
      !isAcceptedRescue(step) || serverOf(step)?.isVolumeBacked !== true || (plainVersion(step.action) ?? 87) >= 87,
  },
  'no-rescue-without-trait': {
    sentence: 'No volume-backed server is rescued on a host that does not report the trait.',
    holds: (step) => {
      const server = serverOf(step);
      return !isAcceptedRescue(step) || !server?.isVolumeBacked || step.memory.capable.includes(server.on);
    },
  },
  'locked-is-locked': {
    sentence: 'While a server is locked, its owner does nothing to it.',
    holds: (step) => {
      const { action, sight, memory } = step;
      const isOwner = action.as === undefined || action.as === 'owner';
      return !(isOwner && lockable.includes(action.do) && isAccepted(sight) && serverOf({ ...step, memory })?.isLocked);
    },
  },
  'attached-is-in-use': {
    sentence: 'A volume that is attached to a server is in use, or reserved where the server never got a host.',
    holds: ({ action, sight: { world }, memory }) => {
      if (action.unawaited || memory.areVolumesReset || action.do === 'reset volume') return true;
      const expected = new Map<unknown, string>();
      for (const server of serversIn(world)) {
        const isPlaced = at(server, 'server', 'server', 'hostId') !== '';
        for (const one of listAt(server, 'attached', 'volumeAttachments'))
          expected.set(at(one, 'volumeId'), isPlaced ? 'in-use' : 'reserved');
      }
      return volumesIn(world).every(({ id, status }) => [undefined, status].includes(expected.get(id)));
    },
  },
  'rescue-ends-somewhere': {
    sentence: 'An accepted rescue ends in RESCUE, in ERROR with a fault, or as a failed action.',
    holds: (step) => {
      const { action, sight, memory } = step;
      if (!isAcceptedRescue(step) || action.unawaited) return true;
      const index = indexOf(action, memory);
      const server = serversIn(sight.world)[index];
      const status = statusOf(server);
      // What was in ERROR before, and is not rescued, stays so.
      if (status === 'RESCUE' || (status === 'ERROR' && statusOf(serversIn(step.before?.world)[index]) === status))
        return true;
      const failed = listAt(server, 'actions').some((one) => at(one, 'instanceAction', 'message') === 'Error');
      return failed && (status !== 'ERROR' || at(server, 'server', 'server', 'fault') !== undefined);
    },
  },
  'refused-changes-nothing': {
    sentence: 'A refused request leaves everything as it was.',
    holds: (step) => isAccepted(step.sight) || step.memory.isBusy || isUnchanged(step),
  },
} as const satisfies Record<string, Invariant>;

export type InvariantId = keyof typeof invariants;

/** The first that does not hold after this step; undefined where all do. */
export const brokenBy = (step: Step): InvariantId | undefined =>
  (Object.keys(invariants) as InvariantId[]).find((id) => !invariants[id].holds(step));
