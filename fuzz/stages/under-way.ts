import type { Answered, Wanted } from '../../simulator';
import { listAt, textAt } from '../../targets/clients/reading';
import { Inconclusive } from '../../targets/inconclusive';

/** How the world is looked at: as an admin, at a microversion that every cloud has. */
export const looking = (service: 'compute' | 'block-storage', path: string): Wanted => ({
  caller: 'admin',
  service,
  method: 'GET',
  path,
  ...(service === 'compute' && { headers: { 'OpenStack-API-Version': 'compute 2.1' } }),
});

/**
 * Whether nothing is under way any more with a server: no task, and each event of its actions has its result — a compute
 * host writes it only after the task is gone.
 * @param ask sends a request; what is over is not asked about again by who asks
 * @returns `gone` where it is not there
 */
export async function serverAtRest(ask: (wanted: Wanted) => Promise<Answered>, id: string): Promise<boolean | 'gone'> {
  const path = `/servers/${id}`;
  const { status, body } = await ask(looking('compute', path));
  if (status === 404) return 'gone';
  const state = textAt(body, 'server', 'status');
  if (state === undefined) throw new Inconclusive(`the answer to GET ${path} shows no server (${status})`);
  // One that is shown as deleted is just about to be gone.
  if (state === 'BUILD' || state === 'DELETED' || textAt(body, 'server', 'OS-EXT-STS:task_state') !== undefined)
    return false;
  const listed = await ask(looking('compute', `${path}/os-instance-actions`));
  for (const action of listAt(listed.body, 'instanceActions')) {
    const request = textAt(action, 'request_id');
    const shown = await ask(looking('compute', `${path}/os-instance-actions/${request}`));
    if (!isOver(shown)) return false;
  }
  return true;
}

/** Whether each event of an action has come to its end. Nothing but that of attaching shows that a volume is on its way. */
export function isOver({ body }: Answered): boolean {
  const events = listAt(body, 'instanceAction', 'events');
  if (events.length === 0) return textAt(body, 'instanceAction', 'action') !== 'attach_volume';
  return events.every((event) => textAt(event, 'result') !== undefined);
}

/** @returns `gone` where it is not there */
export async function volumeAtRest(ask: (wanted: Wanted) => Promise<Answered>, id: string): Promise<boolean | 'gone'> {
  const { status, body } = await ask(looking('block-storage', `/volumes/${id}`));
  if (status === 404) return 'gone';
  return !/ing$/.test(textAt(body, 'volume', 'status') ?? '');
}
