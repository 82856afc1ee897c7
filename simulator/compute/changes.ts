import type { SimulatedCloud } from '../handle';
import type { ChangeKind } from '../transition';
import type { Server, TaskState, VmState, World } from '../world';
import { finishAction, recordAction } from './actions';
import { boot, usualGuest } from './console';

/** What takes a server from one state into another, and nothing else. */

interface Change {
  /** While the host is at it. */
  readonly task: TaskState;
  readonly to: VmState;
  readonly event: string;
  /** Whether the guest boots anew. */
  readonly boots: boolean;
}

/** Source: nova/compute/api.py and nova/compute/manager.py@26.2.2. */
const changes: Readonly<Record<ChangeKind, Change>> = {
  start: { task: 'powering-on', to: 'active', event: 'compute_start_instance', boots: true },
  stop: { task: 'powering-off', to: 'stopped', event: 'compute_stop_instance', boots: false },
  pause: { task: 'pausing', to: 'paused', event: 'compute_pause_instance', boots: false },
  unpause: { task: 'unpausing', to: 'active', event: 'compute_unpause_instance', boots: false },
  suspend: { task: 'suspending', to: 'suspended', event: 'compute_suspend_instance', boots: false },
  resume: { task: 'resuming', to: 'active', event: 'compute_resume_instance', boots: false },
  'soft-reboot': { task: 'rebooting', to: 'active', event: 'compute_reboot_instance', boots: true },
  'hard-reboot': { task: 'rebooting_hard', to: 'active', event: 'compute_reboot_instance', boots: true },
};

interface Beginning {
  readonly world: World;
  readonly requestId: string;
  readonly caller: { readonly userId: string; readonly projectId: string };
}

/** Begins it: the task is seen at once, the host acts later. `action` is what it is called in the list of actions. */
export function startChange(call: Beginning, server: Server, kind: ChangeKind, action: string): void {
  server.taskState = changes[kind].task;
  recordAction(call.world, server, action, call.requestId, call.caller);
  call.world.clock.schedule({ kind, id: server.id, requestId: call.requestId });
}

/** What of it the compute host does. */
export function changeOnHost(
  { world }: SimulatedCloud,
  { kind, id, requestId }: { readonly kind: ChangeKind; readonly id: string; readonly requestId: string },
): void {
  const server = world.servers.get(id);
  if (!server) return;
  const { to, event, boots } = changes[kind];
  server.vmState = to;
  server.taskState = null;
  server.updated = world.clock.now();
  if (boots) boot(server, usualGuest(server));
  finishAction(world, server, requestId, event);
}
