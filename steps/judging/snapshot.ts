import { listActions, listAttachments, showServer } from '../../targets/clients/compute';
import { textAt } from '../../targets/clients/reading';
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
  if (target.endpoint('block-storage', 'owner') !== undefined) {
    for (const volume of attachments) {
      const shown = await target.send({
        caller: 'owner',
        service: 'block-storage',
        method: 'GET',
        path: `/volumes/${volume}`,
      });
      statuses[`status of volume ${volume}`] = textAt(shown.reply.json, 'volume', 'status');
    }
  }
  return {
    status: server.status,
    vm_state: server.vmState,
    task_state: server.taskState,
    power_state: server.powerState,
    addresses: server.addresses,
    attachments,
    actions: actions?.map(({ action, requestId }) => `${action} ${requestId}`),
    ...statuses,
  };
}

/** What differs between the two, one line each. */
export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  const show = (value: unknown) => JSON.stringify(value);
  return Object.keys({ ...before, ...after }).flatMap((key) =>
    show(before[key]) === show(after[key]) ? [] : `${key}: ${show(before[key])} became ${show(after[key])}`,
  );
}
