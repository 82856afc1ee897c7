import { type ActionStates, actionStates, hardReboot, softReboot } from '../../compute/action-states';
import { recordAction, recordDone } from '../../compute/actions';
import { startChange } from '../../compute/changes';
import { notAllowed, wrongState } from '../../compute/state';
import { conflict, policyRefuses } from '../../fault';
import type { Server, VmState } from '../../world';
import { notSimulated, type Reply, recordOf, textOr } from '../message';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply, withMapping, withServer } from './call';
import { createServerImage } from './create-image';
import { rebuild } from './rebuild';
import { rescue, unrescue } from './rescue';
import { confirmResize, resize, revertResize } from './resize';
import { actionSchema } from './schemas/action-schemas';
import { startDelete } from './server';
import { groupActions } from './server-networks';
import { wrongBody } from './shaped';

type Action = (call: ComputeCall, server: Server, value: unknown) => Reply;

const accepted: Reply = { status: 202 };

const record = ({ world, requestId, caller }: ComputeCall, server: Server, action: string) =>
  recordAction(world, server, action, requestId, caller);

/** An action that Nova's state checks stand before. */
const checked =
  (name: string, { word, from, lockable, kind }: ActionStates): Action =>
  (call, server) => {
    const states: readonly VmState[] = call.behaviour.allowedInRescue.includes(word) ? [...from, 'rescued'] : from;
    const fault = lockable ? notAllowed(word, server, call.caller, states) : wrongState(word, server, states);
    if (fault) return faultReply(call, fault);
    if (kind === undefined) return notSimulated(`the action ${name}`);
    startChange(call, server, kind, word);
    return accepted;
  };

const reboot: Action = (call, server, value) =>
  checked('reboot', /soft/i.test(String(recordOf(value).type)) ? softReboot : hardReboot)(call, server, value);

const changePassword: Action = (call, server) => {
  const { word, from } = actionStates.changePassword;
  const fault = notAllowed(word, server, call.caller, from);
  if (fault) return faultReply(call, fault);
  server.taskState = 'updating_password';
  record(call, server, word);
  call.world.clock.schedule({ kind: 'change-password', id: server.id, requestId: call.requestId });
  return accepted;
};

/** As in Nova, a lock that is there stays whose it is, unless an outsider locks once more. */
const lock: Action = (call, server, value) => {
  const isOwner = server.identity.projectId === call.caller.projectId;
  if (server.lockedBy !== null && isOwner) return accepted;
  server.lockedBy = isOwner ? 'owner' : 'admin';
  if (isSince(call, 73)) server.lockedReason = textOr(recordOf(value).locked_reason, '') || null;
  recordDone(call.world, record(call, server, 'lock'), 'api_lock');
  return accepted;
};

const unlock: Action = (call, server) => {
  if (server.lockedBy === 'admin' && server.identity.projectId === call.caller.projectId) {
    return faultReply(call, policyRefuses('os_compute_api:os-lock-server:unlock:unlock_override'));
  }
  server.lockedBy = null;
  server.lockedReason = null;
  recordDone(call.world, record(call, server, 'unlock'), 'api_unlock');
  return accepted;
};

const resetState: Action = (call, server, value) =>
  forAdmins(call, 'os_compute_api:os-admin-actions:reset_state', () => {
    record(call, server, 'resetState');
    server.vmState = recordOf(value).state === 'active' ? 'active' : 'error';
    server.taskState = null;
    return accepted;
  });

/** The last lines of it, where the request says how many. */
const consoleOutput: Action = (call, server, value) => {
  if (server.launchedAt === null) return faultReply(call, conflict(`Instance ${server.id} is not ready`));
  const length = Number(recordOf(value).length ?? -1);
  const lines = server.console.split('\n');
  const output = length < 0 ? lines : lines.slice(lines.length - Math.min(length, lines.length));
  return otherReply(call, 200, { output: output.join('\n') });
};

const forceDelete: Action = (call, server) => {
  const reply = startDelete(call, server, 'forceDelete');
  return reply ?? accepted;
};

const actions: Readonly<Record<string, Action>> = {
  rescue,
  unrescue,
  lock,
  unlock,
  reboot,
  'os-resetState': resetState,
  ...groupActions,
  'os-getConsoleOutput': consoleOutput,
  forceDelete,
  ...Object.fromEntries(Object.entries(actionStates).map(([name, states]) => [name, checked(name, states)])),
  createImage: createServerImage,
  changePassword,
  rebuild,
  resize,
  confirmResize,
  revertResize,
};

/** What else Nova knows, some of it allowed in RESCUE. Source: the actions of nova/api/openstack/compute@26.2.2. */
const others = [
  'addFixedIp',
  'addFloatingIp',
  'evacuate',
  'injectNetworkInfo',
  'os-getRDPConsole',
  'os-getSPICEConsole',
  'os-getSerialConsole',
  'os-getVNCConsole',
  'removeFixedIp',
  'removeFloatingIp',
  'resetNetwork',
  'trigger_crash_dump',
];

/** Whether Nova knows an action of this name. */
export const isAction = (name: string): boolean => Object.hasOwn(actions, name) || others.includes(name);

/** Those that look for the cell of the server by themselves. */
const mapped = ['os-start', 'os-stop', 'trigger_crash_dump'];

/** POST /servers/{id}/action, when the form of it is known to be right. */
export function serverAction(call: ComputeCall, id: string): Reply {
  const action = recordOf(call.json);
  const name = Object.keys(action).join();
  const schema = actionSchema(name, call.microversion);
  const wrong = schema && wrongBody(schema, call.json);
  if (wrong) return faultReply(call, wrong);
  const answer = () =>
    withServer(call, id, (server) => {
      return actions[name]?.(call, server, action[name]) ?? notSimulated(`the action ${name}`);
    });
  return mapped.includes(name) ? withMapping(call, id, answer) : answer();
}
