import type { VmState } from '../world';

/** What Nova's state checks say of an action. */
export interface ActionStates {
  /** Nova's word for it in the message of a refusal. */
  readonly word: string;
  readonly from: readonly VmState[];
  /** Whether a lock keeps it off. */
  readonly lockable: boolean;
  /** What it makes of the server; undefined for what the simulator does not do. */
  readonly to?: VmState;
}

const on = (word: string, from: readonly VmState[], to?: VmState): ActionStates => ({
  word,
  from,
  lockable: true,
  ...(to !== undefined && { to }),
});
const copying = (word: string, from: readonly VmState[]): ActionStates => ({ word, from, lockable: false });

const running = ['active', 'stopped', 'paused', 'suspended'] as const;

/**
 * From which states each action may start. None may from RESCUE, in any release. An empty list: from states that the
 * simulator does not come to. Source: decorators in nova/compute/api.py and the words in nova/api/openstack/compute,
 * @26.2.2; observed for what the table of observed answers has, read for the rest.
 */
export const actionStates = {
  'os-start': on('start', ['stopped'], 'active'),
  'os-stop': on('stop', ['active', 'error'], 'stopped'),
  pause: on('pause', ['active'], 'paused'),
  unpause: on('unpause', ['paused'], 'active'),
  suspend: on('suspend', ['active'], 'suspended'),
  resume: on('resume', ['suspended'], 'active'),
  resize: on('resize', ['active', 'stopped']),
  confirmResize: on('confirmResize', []),
  revertResize: on('revertResize', []),
  rebuild: on('rebuild', ['active', 'stopped', 'error']),
  shelve: on('shelve', running),
  shelveOffload: on('shelveOffload', []),
  unshelve: on('unshelve', []),
  createImage: copying('createImage', running),
  createBackup: copying('createBackup', running),
  changePassword: on('changePassword', ['active']),
  migrate: on('migrate', ['active', 'stopped']),
  'os-migrateLive': on('os-migrateLive', ['active', 'paused']),
  restore: on('restore', []),
} as const satisfies Record<string, ActionStates>;

export const softReboot = on('reboot', ['active'], 'active');
export const hardReboot = on('reboot', [...running, 'error'], 'active');
