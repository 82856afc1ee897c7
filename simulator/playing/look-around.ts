import { type Scene, textIn, within } from './scene';
import type { Wanted } from './stage';

/** As an admin, and at a microversion that every cloud has: what is looked at is not how it is asked for. */
const look = (path: string, method: 'GET' | 'POST' = 'GET', body?: unknown): Wanted => ({
  caller: 'admin',
  service: 'compute',
  method,
  path,
  headers: { 'OpenStack-API-Version': 'compute 2.1' },
  ...(body !== undefined && { body }),
});

/** All that can be seen of the servers of a play: themselves, their actions, their consoles, and their volumes. */
export async function lookAround(scene: Scene): Promise<unknown> {
  const { stage, servers, volumes } = scene;
  const bodyAt = async (request: Wanted) => {
    const { status, body } = await stage.send(request);
    return status === 200 ? body : status;
  };
  const views: unknown[] = [];
  for (const id of servers.filter((server) => server !== '')) {
    const path = `/servers/${id}`;
    const attached = await bodyAt(look(`${path}/os-volume_attachments`));
    for (const attachment of listIn(attached, 'volumeAttachments')) volumes.add(textIn(attachment, 'volumeId'));
    const listed = await bodyAt(look(`${path}/os-instance-actions`));
    const actions: unknown[] = [];
    for (const action of listIn(listed, 'instanceActions')) {
      actions.push(await bodyAt(look(`${path}/os-instance-actions/${textIn(action, 'request_id')}`)));
    }
    const console = await bodyAt(look(`${path}/action`, 'POST', { 'os-getConsoleOutput': {} }));
    views.push({ server: await bodyAt(look(path)), attached, actions, console });
  }
  const statuses: unknown[] = [];
  for (const id of volumes) {
    const shown = await bodyAt({ caller: 'admin', service: 'block-storage', method: 'GET', path: `/volumes/${id}` });
    statuses.push([id, within(shown, 'volume', 'status'), within(shown, 'volume', 'attachments')]);
  }
  return { servers: views, volumes: statuses };
}

const listIn = (body: unknown, key: string): readonly unknown[] => {
  const found = within(body, key);
  return Array.isArray(found) ? found : [];
};
