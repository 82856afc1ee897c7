import { type ActionStates, actionStates, hardReboot, softReboot } from '../../compute/action-states';
import { recordAction } from '../../compute/actions';
import { boot, usualGuest } from '../../compute/console';
import { notAllowed, wrongState } from '../../compute/state';
import { badRequest, policyRefuses } from '../../fault';
import type { Server, VmState } from '../../world';
import { notSimulated, type Reply, recordOf } from '../message';
import { type ComputeCall, faultReply, forAdmins, otherReply, withServer } from './call';
import { createServerImage } from './create-image';
import { rescue, unrescue } from './rescue';
import { invalid, repr } from './schema-message';
import { groupActions } from './server-networks';

type Action = (call: ComputeCall, server: Server, value: unknown) => Reply;

const accepted: Reply = { status: 202 };

const record = ({ world, requestId, caller }: ComputeCall, server: Server, action: string) =>
  recordAction(world, server, action, requestId, caller);

/** An action that Nova's state checks stand before. Its effect is at once: nothing here looks at the way there. */
const checked =
  (name: string, { word, from, lockable, to }: ActionStates): Action =>
  (call, server) => {
    const states: readonly VmState[] = call.behaviour.allowedInRescue.includes(word) ? [...from, 'rescued'] : from;
    const fault = lockable ? notAllowed(word, server, call.caller, states) : wrongState(word, server, states);
    if (fault) return faultReply(call, fault);
    if (to === undefined) return notSimulated(`the action ${name}`);
    record(call, server, word);
    if (to === 'active' && (server.vmState === 'stopped' || word === 'reboot')) boot(server, usualGuest(server));
    server.vmState = to;
    return accepted;
  };

const rebootTypes = ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft'];
const reboot: Action = (call, server, value) => {
  const { type } = recordOf(value);
  if (!rebootTypes.some((known) => known === type)) {
    return faultReply(call, badRequest(invalid('type', type, `${repr(type)} is not one of ${repr(rebootTypes)}`)));
  }
  return checked('reboot', /soft/i.test(String(type)) ? softReboot : hardReboot)(call, server, value);
};

/** As in Nova, a lock that is there stays whose it is, unless an outsider locks once more. */
const lock: Action = (call, server) => {
  const isOwner = server.identity.projectId === call.caller.projectId;
  if (server.lockedBy !== null && isOwner) return accepted;
  server.lockedBy = isOwner ? 'owner' : 'admin';
  record(call, server, 'lock');
  return accepted;
};

const unlock: Action = (call, server) => {
  if (server.lockedBy === 'admin' && server.identity.projectId === call.caller.projectId) {
    return faultReply(call, policyRefuses('os_compute_api:os-lock-server:unlock:unlock_override'));
  }
  server.lockedBy = null;
  record(call, server, 'unlock');
  return accepted;
};

const resetState: Action = (call, server, value) =>
  forAdmins(call, 'os_compute_api:os-admin-actions:reset_state', () => {
    const { state } = recordOf(value);
    if (state !== 'active' && state !== 'error') {
      return faultReply(call, badRequest(invalid('state', state, `${repr(state)} is not one of ['active', 'error']`)));
    }
    record(call, server, 'resetState');
    server.vmState = state;
    server.taskState = null;
    return accepted;
  });

const actions: Readonly<Record<string, Action>> = {
  rescue,
  unrescue,
  lock,
  unlock,
  reboot,
  'os-resetState': resetState,
  ...groupActions,
  'os-getConsoleOutput': (call, server) => otherReply(call, 200, { output: server.console }),
  ...Object.fromEntries(Object.entries(actionStates).map(([name, states]) => [name, checked(name, states)])),
  createImage: createServerImage,
};

/** What else Nova knows, some of it allowed in RESCUE. Source: the actions of nova/api/openstack/compute@26.2.2. */
const others = [
  'addFixedIp',
  'addFloatingIp',
  'evacuate',
  'forceDelete',
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

/** POST /servers/{id}/action, when the form of it is known to be right. */
export function serverAction(call: ComputeCall, id: string): Reply {
  return withServer(call, id, (server) => {
    const action = recordOf(call.json);
    const name = Object.keys(action).join();
    return actions[name]?.(call, server, action[name]) ?? notSimulated(`the action ${name}`);
  });
}
