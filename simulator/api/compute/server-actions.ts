import { recordAction } from '../../compute/actions';
import { boot, usualGuest } from '../../compute/console';
import { badRequest, conflict } from '../../rescue/refusals';
import type { Server, VmState } from '../../world';
import { isRecord, type Reply } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, otherReply, withServer } from './call';
import { checkRescue, rescue, unrescue } from './rescue';

type Action = (call: ComputeCall, server: Server, value: unknown) => Reply;

/** A plain change of state, from one state to another. The effect is at once: nothing here looks at the way there. */
const move =
  (action: string, from: VmState, to: VmState): Action =>
  (call, server) => {
    const { vmState, taskState, lockedBy } = server;
    if (lockedBy !== null && !isAdmin(call)) return faultReply(call, conflict(`Instance ${server.id} is locked`));
    const state = vmState !== from ? `vm_state ${vmState}` : taskState !== null && `task_state ${taskState}`;
    if (state) return faultReply(call, conflict(`Cannot '${action}' instance ${server.id} while it is in ${state}`));
    recordAction(call.world, server, action, call.requestId, call.caller);
    server.vmState = to;
    return { status: 202 };
  };

const lock =
  (lockedBy: (call: ComputeCall) => Server['lockedBy'], action: string): Action =>
  (call, server) => {
    server.lockedBy = lockedBy(call);
    recordAction(call.world, server, action, call.requestId, call.caller);
    return { status: 202 };
  };

const actions: Readonly<Record<string, Action>> = {
  rescue,
  unrescue,
  lock: lock((call) => (isAdmin(call) ? 'admin' : 'owner'), 'lock'),
  unlock: lock(() => null, 'unlock'),
  pause: move('pause', 'active', 'paused'),
  unpause: move('unpause', 'paused', 'active'),
  'os-stop': move('stop', 'active', 'stopped'),
  'os-start': move('start', 'stopped', 'active'),
  'os-getConsoleOutput': (call, server) => otherReply(call, 200, { output: server.console }),
  'os-resetState': (call, server, value) => {
    const state = isRecord(value) ? value.state : undefined;
    server.vmState = state === 'active' ? 'active' : 'error';
    server.taskState = null;
    boot(server, usualGuest(call.world, server));
    return { status: 202 };
  },
};

/** POST /servers/{id}/action: exactly one key, which names the action; the body is looked at before the server. */
export function serverAction(call: ComputeCall, id: string): Reply {
  const [entry, ...more] = Object.entries(isRecord(call.json) ? call.json : {});
  if (!entry || more.length > 0) return faultReply(call, badRequest('Malformed request body'));
  const [name, value] = entry;
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!act) return faultReply(call, badRequest(`There is no such action: ${name}`));
  const wrong = name === 'rescue' ? checkRescue(call, value) : undefined;
  return wrong ?? withServer(call, id, (server) => act(call, server, value));
}
