import type { Server, TaskState, VmState } from '../world';

/** What the API makes of vm_state and task_state. Source: _STATE_MAP in nova/api/openstack/common.py@26.2.2. */

type Task = NonNullable<TaskState>;
interface Shown {
  readonly usually: string;
  readonly during?: Partial<Record<Task, string>>;
}

const rebuilding = { rebuilding: 'REBUILD' } as const;
const resizing = { resize_prep: 'RESIZE' } as const;

const statuses: Readonly<Record<VmState, Shown>> = {
  active: {
    usually: 'ACTIVE',
    during: {
      rebooting: 'REBOOT',
      rebooting_hard: 'HARD_REBOOT',
      updating_password: 'PASSWORD',
      ...rebuilding,
      ...resizing,
    },
  },
  building: { usually: 'BUILD' },
  stopped: { usually: 'SHUTOFF', during: { ...resizing, ...rebuilding } },
  resized: { usually: 'VERIFY_RESIZE', during: { resize_reverting: 'REVERT_RESIZE' } },
  paused: { usually: 'PAUSED' },
  suspended: { usually: 'SUSPENDED' },
  rescued: { usually: 'RESCUE' },
  error: { usually: 'ERROR', during: rebuilding },
  deleted: { usually: 'DELETED' },
};

/** Statuses that Nova knows, and the simulator never comes to. */
const others = ['MIGRATING', 'SOFT_DELETED', 'SHELVED', 'SHELVED_OFFLOADED'];

export function statusOf({ vmState, taskState }: Pick<Server, 'vmState' | 'taskState'>): string {
  const { usually, during = {} } = statuses[vmState];
  return during[taskState ?? 'spawning'] ?? usually;
}

/** Which states a filter by status is about. */
export interface States {
  readonly vmStates: readonly VmState[];
  /** Undefined where the status is the usual one of a state: then tasks do not count. */
  readonly taskStates: readonly Task[] | undefined;
}

/** The states with one of these statuses, in any case; undefined where Nova knows none of them. */
export function statesOf(wanted: readonly string[]): States | undefined {
  const upper = wanted.map((status) => status.toUpperCase());
  const found = (Object.entries(statuses) as [VmState, Shown][]).filter(([, { usually, during = {} }]) =>
    [usually, ...Object.values(during)].some((status) => upper.includes(status)),
  );
  if (found.length === 0 && !upper.some((status) => others.includes(status))) return undefined;
  const usual = found.some(([, { usually }]) => upper.includes(usually));
  const tasks = found.flatMap(([, { during = {} }]) =>
    (Object.entries(during) as [Task, string][]).filter(([, status]) => upper.includes(status)).map(([task]) => task),
  );
  return { vmStates: found.map(([state]) => state), taskStates: usual ? undefined : tasks };
}
