import type { ChangeKind } from '../transition';
import type { VmState } from '../world';

/** What Nova's state checks say of an action. */
export interface ActionStates {
  /** Nova's word for it in the message of a refusal. */
  readonly word: string;
  readonly from: readonly VmState[];
  /** Whether a lock keeps it off. */
  readonly lockable: boolean;
  /** Where it takes the server from one state into another and no more: which change that is. */
  readonly kind?: ChangeKind;
}

const on = (word: string, from: readonly VmState[], kind?: ChangeKind): ActionStates => ({
  word,
  from,
  lockable: true,
  ...(kind !== undefined && { kind }),
});
const copying = (word: string, from: readonly VmState[]): ActionStates => ({ word, from, lockable: false });

const running = ['active', 'stopped', 'paused', 'suspended'] as const;

/**
 * From which states each action may start. None may from RESCUE, in any release. An empty list: from states that the
 * simulator does not come to. Source: decorators in nova/compute/api.py and the words in nova/api/openstack/compute,
 * @26.2.2; observed for what the table of observed answers has, read for the rest.
 */
export const actionStates = {
  'os-start': on('start', ['stopped'], 'start'),
  'os-stop': on('stop', ['active', 'error'], 'stop'),
  pause: on('pause', ['active'], 'pause'),
  unpause: on('unpause', ['paused'], 'unpause'),
  suspend: on('suspend', ['active'], 'suspend'),
  resume: on('resume', ['suspended'], 'resume'),
  resize: on('resize', ['active', 'stopped']),
  confirmResize: on('confirmResize', ['resized']),
  revertResize: on('revertResize', ['resized']),
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

export const softReboot = on('reboot', ['active'], 'soft-reboot');
export const hardReboot = on('reboot', [...running, 'error'], 'hard-reboot');
