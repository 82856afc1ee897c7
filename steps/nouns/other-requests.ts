import type { ReadyServer } from '../../targets/arranging/servers';
import type { Variant } from './requests';

/** What else can be asked of a server without disturbing it, in an order that leaves it as it was. */
export function otherRequests({ id }: ReadyServer): readonly Variant[] {
  const get = (what: string, path: string): Variant => ({
    what,
    method: 'GET',
    path: `/servers/${id}${path}`,
    leadsTo: 'the same state',
  });
  const act = (what: string, body: object): Variant => ({
    what,
    method: 'POST',
    path: `/servers/${id}/action`,
    body,
    leadsTo: 'the same state',
  });
  return [
    get('show', ''),
    get('list volume attachments', '/os-volume_attachments'),
    get('list actions', '/os-instance-actions'),
    act('lock', { lock: null }),
    get('show it locked', ''),
    act('unlock', { unlock: null }),
    act('unrescue it while ACTIVE', { unrescue: null }),
    act('an action that does not exist', { rescueAgain: null }),
  ];
}
