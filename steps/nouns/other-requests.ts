import type { ReadyServer } from '../../targets/arranging/servers';
import { action, to, type Variant } from './variants';

/** What else can be asked of a server without disturbing it, in an order that leaves it as it was. */
export const otherRequests = (server: ReadyServer): readonly Variant[] => [
  { what: 'show', ...to(server, 'GET', '') },
  { what: 'list volume attachments', ...to(server, 'GET', '/os-volume_attachments') },
  { what: 'list actions', ...to(server, 'GET', '/os-instance-actions') },
  { what: 'lock', ...action(server, { lock: null }) },
  { what: 'show it locked', ...to(server, 'GET', '') },
  { what: 'unlock', ...action(server, { unlock: null }) },
  { what: 'unrescue it while ACTIVE', ...action(server, { unrescue: null }) },
  { what: 'an action that does not exist', ...action(server, { rescueAgain: null }) },
];
