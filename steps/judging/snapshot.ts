import { hasBlockStorage, volumeStatus } from '../../targets/clients/block-storage';
import { type ActionView, listActions, listAttachments, showServer } from '../../targets/clients/compute';
import { Inconclusive } from '../../targets/inconclusive';
import type { Subject } from '../../targets/subject';

/** All of a server that a refusal must leave alone, by name. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** Reads the server, its volumes and its list of actions. */
export async function takeSnapshot({ target }: Subject, id: string): Promise<Snapshot> {
  const server = await showServer(target, id);
  if (!server) throw new Inconclusive(`the server ${id} is gone`);
  const attachments = await listAttachments(target, id);
  const actions = await listActions(target, id);
  const statuses: Record<string, unknown> = {};
  if (hasBlockStorage(target)) {
    for (const volume of attachments) statuses[`status of volume ${volume}`] = await volumeStatus(target, volume);
  }
  return {
    name: server.name,
    flavor: server.flavor,
    image: server.image,
    status: server.status,
    vm_state: server.vmState,
    task_state: server.taskState,
    power_state: server.powerState,
    addresses: server.addresses,
    attachments,
    actions: actions?.map(lineOf),
    ...statuses,
  };
}

const lineOf = ({ action, requestId }: ActionView) => `${action} ${requestId}`;

/** Whether the action was on the list by then. */
export const had = ({ actions }: Snapshot, action: ActionView): boolean =>
  Array.isArray(actions) && actions.includes(lineOf(action));

/** What differs between the two, one line each. */
export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  const show = (value: unknown) => JSON.stringify(value);
  return Object.keys({ ...before, ...after }).flatMap((key) =>
    show(before[key]) === show(after[key]) ? [] : `${key}: ${show(before[key])} became ${show(after[key])}`,
  );
}
