import type { ScriptedRequest, Theme } from '../request';
import { action, get, none, rescue, unrescue, until, withImage } from './requests';

/** Locks, states and rights: observed section 1. */
const server = '{img}';
const at = { at: '2.87' } as const;
const admin = { as: 'admin' } as const;

const led = (
  name: string,
  body: unknown,
  status: string,
  rest: Partial<ScriptedRequest> = {},
): readonly ScriptedRequest[] => [
  { ...action(name, server, body), ...rest },
  until(`${name}: ${status}`, server, status),
];

export const locks: Theme = {
  name: 'locks',
  requests: [
    action('locked by the admin', server, { lock: null }, admin),
    get('locked', `/v2.1/servers/${server}`, at),
    action('locked by its owner too', server, { lock: null }),
    rescue('rescue', server, null, at),
    action('unlock, by its owner', server, { unlock: null }),
    action('stop', server, { 'os-stop': null }),
    { name: 'delete', method: 'DELETE', path: `/v2.1/servers/${server}` },
    rescue('rescue, as the admin', server, null, { ...at, ...admin }),
    until('rescued by the admin', server, 'RESCUE'),
    unrescue('unrescue', server, at),
    unrescue('unrescue, as the admin', server, { ...at, ...admin }),
    until('as before', server, 'ACTIVE'),
    action('unlocked by the admin', server, { unlock: null }, admin),
    action('locked by its owner', server, { lock: null }),
    rescue('rescue, locked by its owner', server, null, at),
    action('unlocked by its owner', server, { unlock: null }),
    action('locked with a reason, at 2.73', server, { lock: { locked_reason: 'side by side' } }, { at: '2.73' }),
    get('the reason', `/v2.1/servers/${server}`, { at: '2.73' }),
    action('unlocked once more', server, { unlock: null }),
    get('no reason', `/v2.1/servers/${server}`, { at: '2.73' }),
  ],
};

export const states: Theme = {
  name: 'states',
  requests: [
    ...led('stop', { 'os-stop': null }, 'SHUTOFF'),
    action('stop once more', server, { 'os-stop': null }),
    rescue('rescue when SHUTOFF', server, null, at),
    until('rescued', server, 'RESCUE'),
    unrescue('unrescue it', server, at),
    until('ACTIVE after all', server, 'ACTIVE'),
    action('start when ACTIVE', server, { 'os-start': null }),
    action('unpause when ACTIVE', server, { unpause: null }),
    action('resume when ACTIVE', server, { resume: null }),
    action('confirmResize when ACTIVE', server, { confirmResize: null }),
    action('revertResize when ACTIVE', server, { revertResize: null }),
    action('unshelve when ACTIVE', server, { unshelve: null }),
    ...led('pause', { pause: null }, 'PAUSED'),
    rescue('rescue when PAUSED', server, null, at),
    unrescue('unrescue when PAUSED', server, at),
    ...led('unpause', { unpause: null }, 'ACTIVE'),
    ...led('suspend', { suspend: null }, 'SUSPENDED'),
    rescue('rescue when SUSPENDED', server, null, at),
    unrescue('unrescue when SUSPENDED', server, at),
    ...led('resume', { resume: null }, 'ACTIVE'),
    ...led('reboot softly', { reboot: { type: 'SOFT' } }, 'ACTIVE'),
    ...led('reboot hard', { reboot: { type: 'HARD' } }, 'ACTIVE'),
    action('reset, as its owner', server, { 'os-resetState': { state: 'error' } }),
    ...led('reset to error', { 'os-resetState': { state: 'error' } }, 'ERROR', admin),
    unrescue('unrescue when ERROR', server, at),
    rescue('rescue when ERROR', server, null, at),
    until('rescued from ERROR', server, 'RESCUE'),
    unrescue('unrescue after ERROR', server, at),
    until('ACTIVE after ERROR', server, 'ACTIVE'),
    rescue('rescue a server of another project', '{of-another-project}', null, at),
    unrescue('unrescue a server of another project', '{of-another-project}', at),
    rescue('a bad body for a server of another project', '{of-another-project}', { foo: 1 }, at),
    get('show a server of another project', '/v2.1/servers/{of-another-project}'),
    { name: 'delete a server of another project', method: 'DELETE', path: '/v2.1/servers/{of-another-project}' },
    rescue('rescue without a token', server, null, { ...at, as: 'nobody' }),
    rescue('rescue with junk for a token', server, null, { ...at, as: 'nobody', headers: { 'X-Auth-Token': 'junk' } }),
  ],
};

const refused: readonly unknown[] = [
  { 'os-start': null },
  { 'os-stop': null },
  { reboot: { type: 'SOFT' } },
  { reboot: { type: 'HARD' } },
  { pause: null },
  { unpause: null },
  { suspend: null },
  { resume: null },
  { resize: { flavorRef: '3' } },
  { confirmResize: null },
  { revertResize: null },
  { shelve: null },
  { unshelve: null },
  { rebuild: { imageRef: '{plain image}' } },
  { createImage: { name: 'x' } },
  { createBackup: { name: 'side-by-side-refused', backup_type: 'daily', rotation: 1 } },
  { changePassword: { adminPass: 'side by side' } },
];

const forAdmins: readonly unknown[] = [{ shelveOffload: null }, { migrate: null }];

const path = `/v2.1/servers/${server}`;

export const inRescue: Theme = {
  name: 'in RESCUE',
  requests: [
    rescue('rescue', server, null),
    until('rescued', server, 'RESCUE'),
    ...refused.map((body) => action(JSON.stringify(body), server, body)),
    ...forAdmins.map((body) => action(JSON.stringify(body), server, body, admin)),
    {
      name: 'attach a volume',
      path: `${path}/os-volume_attachments`,
      body: { volumeAttachment: { volumeId: '{extra volume}' } },
    },
    {
      name: 'attach a volume that is not',
      path: `${path}/os-volume_attachments`,
      body: { volumeAttachment: { volumeId: none } },
    },
    { name: 'attach an interface', path: `${path}/os-interface`, body: { interfaceAttachment: {} } },
    { name: 'set metadata', path: `${path}/metadata`, body: { metadata: { a: 'b' } } },
    { name: 'set tags', method: 'PUT', path: `${path}/tags`, body: { tags: ['a'] }, at: '2.87' },
    { name: 'set one tag', method: 'PUT', path: `${path}/tags/a`, at: '2.87' },
    get('metadata', `${path}/metadata`),
    get('tags', `${path}/tags`, { at: '2.87' }),
    get('show', path),
    get('list by status', '/v2.1/servers?name=side-by-side-img&status=RESCUE'),
    get('show, at 2.93, as the admin', path, { at: '2.93', ...admin }),
    { name: 'rename', method: 'PUT', path, body: { server: { name: 'side-by-side-img' } } },
    action('console output', server, { 'os-getConsoleOutput': {} }),
    action('lock', server, { lock: null }),
    action('unlock', server, { unlock: null }),
    action('add a security group that is not', server, { addSecurityGroup: { name: 'side-by-side-none' } }),
    unrescue('unrescue', server),
    until('as before', server, 'ACTIVE'),
  ],
};

const asked = { rescue: withImage('{stable image}') };

/** Observed section 9. */
export const atOnce: Theme = {
  name: 'at once',
  requests: [
    rescue('image-backed: rescue', server, null, at),
    rescue('image-backed: and once more', server, null, at),
    until('image-backed: rescued', server, 'RESCUE'),
    unrescue('image-backed: unrescue', server, at),
    unrescue('image-backed: and unrescue once more', server, at),
    until('image-backed: as before', server, 'ACTIVE'),
    action('rescue', '{bfv-capable}', asked, at),
    action('and once more', '{bfv-capable}', asked, at),
    until('rescued', '{bfv-capable}', 'RESCUE'),
    unrescue('unrescue', '{bfv-capable}', at),
    unrescue('and unrescue once more', '{bfv-capable}', at),
    until('as before', '{bfv-capable}', 'ACTIVE'),
  ],
};
