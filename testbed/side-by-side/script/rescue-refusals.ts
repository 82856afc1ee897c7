import type { ScriptedRequest, Theme } from '../request';
import { action, none, of, rescue, thereAndBack, unrescue, until, withImage } from './requests';

const at = { at: '2.87' } as const;
const snapshot = withImage('{volume-snapshot image}');
const stable = withImage('{stable image}');
const plain = withImage('{plain image}');
const unknown = withImage('00000000-0000-0000-0000-70a599e031e7');

const everywhere: readonly ScriptedRequest[] = ['img', 'bfv-capable', 'bfv-incapable'].flatMap((server) => [
  rescue(`${server}, at 2.1`, `{${server}}`, snapshot),
  rescue(`${server}, at 2.86`, `{${server}}`, snapshot, { at: '2.86' }),
  rescue(`${server}, at 2.87`, `{${server}}`, snapshot, at),
]);

const atEach = (name: string): readonly ScriptedRequest[] =>
  ['2.1', '2.86', '2.87'].map((version) =>
    rescue(`${name}, at ${version}`, '{bfv-capable}', snapshot, { at: version }),
  );

/** A volume snapshot as the rescue image: observed section 4. */
export const snapshotImages: Theme = {
  name: 'a snapshot as the rescue image',
  requests: [
    ...everywhere,
    action('locked by the admin', '{bfv-capable}', { lock: null }, { as: 'admin' }),
    ...atEach('locked'),
    action('unlocked', '{bfv-capable}', { unlock: null }, { as: 'admin' }),
    action('stop', '{bfv-capable}', { 'os-stop': null }),
    until('stopped', '{bfv-capable}', 'SHUTOFF'),
    rescue('SHUTOFF', '{bfv-capable}', snapshot, at),
    action('start', '{bfv-capable}', { 'os-start': null }),
    until('started', '{bfv-capable}', 'ACTIVE'),
    action('pause', '{bfv-capable}', { pause: null }),
    until('paused', '{bfv-capable}', 'PAUSED'),
    ...atEach('PAUSED'),
    action('unpause', '{bfv-capable}', { unpause: null }),
    until('no longer paused', '{bfv-capable}', 'ACTIVE'),
  ],
};

const statusSet = (name: string, volume: string, status: string): readonly ScriptedRequest[] =>
  of('block-storage', [
    {
      name,
      as: 'admin',
      path: `/v3/{project of admin}/volumes/${volume}/action`,
      body: { 'os-reset_status': { status } },
    },
  ]);

const extra = (status: string): readonly ScriptedRequest[] => [
  ...statusSet(`extra volume to ${status}`, '{extra volume}', status),
  rescue(`extra volume ${status}`, '{img}', null),
];

const root = (status: string): readonly ScriptedRequest[] => [
  ...statusSet(`root volume to ${status}`, '{root volume}', status),
  rescue(`root volume ${status}, at 2.86`, '{bfv-capable}', stable, { at: '2.86' }),
  rescue(`root volume ${status}, at 2.87`, '{bfv-capable}', stable, at),
  rescue(`root volume ${status}, unknown image`, '{bfv-capable}', unknown, at),
  rescue(`root volume ${status}, plain image, at 2.86`, '{bfv-capable}', plain, { at: '2.86' }),
  rescue(`root volume ${status}, plain image`, '{bfv-capable}', plain, at),
];

/** Unrescue does not look at volumes. */
const unrescued = (version: string): readonly ScriptedRequest[] => [
  rescue(`rescue, to unrescue at ${version}`, '{bfv-capable}', stable, at),
  until(`rescued, to unrescue at ${version}`, '{bfv-capable}', 'RESCUE'),
  ...statusSet(`root volume available while rescued, at ${version}`, '{root volume}', 'available'),
  unrescue(`unrescue, at ${version}`, '{bfv-capable}', { at: version }),
  until(`unrescue, at ${version}: as before`, '{bfv-capable}', 'ACTIVE'),
  ...statusSet(`root volume in-use again, at ${version}`, '{root volume}', 'in-use'),
];

const attachments = (server: string) => `/v2.1/servers/${server}/os-volume_attachments`;

const attached = (name: string, wish: Readonly<Record<string, string>> = {}): ScriptedRequest => ({
  name,
  path: attachments('{img}'),
  body: { volumeAttachment: { volumeId: '{extra volume}', ...wish } },
});

const extraVolumeIs = (name: string, status: string): ScriptedRequest => ({
  name,
  service: 'block-storage',
  path: '/v3/{project of owner}/volumes/{extra volume}',
  until: { 'volume.status': status },
});

/** Volumes that are not in use: observed section 5. */
export const volumesNotInUse: Theme = {
  name: 'volumes that are not in use',
  requests: [
    attached('attach'),
    extraVolumeIs('attached', 'in-use'),
    { name: 'attachments', path: attachments('{img}') },
    { name: 'attachments, at 2.93', path: attachments('{img}'), at: '2.93' },
    { name: 'the attachment, at 2.89', path: `${attachments('{img}')}/{extra volume}`, at: '2.89' },
    { name: 'the server with its volume', path: '/v2.1/servers/{img}', at: '2.87' },
    attached('attach once more'),
    ...thereAndBack('extra volume in-use', '{img}', null, at),
    ...['available', 'error', 'detaching', 'attaching', 'reserved', 'maintenance'].flatMap(extra),
    ...statusSet('extra volume in-use again', '{extra volume}', 'in-use'),
    { name: 'detach', method: 'DELETE', path: `${attachments('{img}')}/{extra volume}` },
    extraVolumeIs('detached', 'available'),
    { name: 'detach once more', method: 'DELETE', path: `${attachments('{img}')}/{extra volume}` },
    ...statusSet('extra volume to error again', '{extra volume}', 'error'),
    attached('attach one in error'),
    ...statusSet('extra volume to available again', '{extra volume}', 'available'),
    attached('attach as the root disk', { device: '/dev/sda' }),
    attached('attach as another device', { device: '/dev/vdx' }),
    extraVolumeIs('attached as another device', 'in-use'),
    { name: 'detach the other device', method: 'DELETE', path: `${attachments('{img}')}/{extra volume}` },
    extraVolumeIs('detached for good', 'available'),
    {
      name: 'the root volume',
      path: attachments('{bfv-capable}'),
      captures: { 'root volume': 'volumeAttachments.0.volumeId' },
    },
    {
      name: 'the root volume of another',
      path: attachments('{bfv-incapable}'),
      captures: { 'other root volume': 'volumeAttachments.0.volumeId' },
    },
    { name: 'detach the root volume', method: 'DELETE', path: `${attachments('{bfv-capable}')}/{root volume}` },
    ...root('available'),
    ...root('error'),
    ...statusSet('the other root volume to available', '{other root volume}', 'available'),
    rescue('incapable host, root volume available, at 2.86', '{bfv-incapable}', stable, { at: '2.86' }),
    rescue('incapable host, root volume available', '{bfv-incapable}', stable, at),
    ...statusSet('the other root volume in-use again', '{other root volume}', 'in-use'),
    ...statusSet('root volume in-use again', '{root volume}', 'in-use'),
    ...['2.86', '2.87'].flatMap(unrescued),
  ],
};

/** Which of two faults is answered: observed section 9. */
export const twoFaults: Theme = {
  name: 'which of two faults',
  requests: [
    rescue('another project’s server, a bad body', '{of-another-project}', { foo: 1 }, at),
    action('pause', '{bfv-capable}', { pause: null }),
    until('paused', '{bfv-capable}', 'PAUSED'),
    rescue('paused, at 2.86', '{bfv-capable}', stable, { at: '2.86' }),
    rescue('paused, unknown image', '{bfv-capable}', withImage(none), at),
    action('lock', '{bfv-capable}', { lock: null }),
    rescue('locked and paused', '{bfv-capable}', stable, at),
    rescue('locked and paused, null', '{bfv-capable}', null, at),
    rescue('locked and a bad body', '{bfv-capable}', { foo: 1 }, at),
    rescue('locked, at 2.86', '{bfv-capable}', stable, { at: '2.86' }),
    unrescue('locked and paused, unrescue', '{bfv-capable}', at),
    action('unlock', '{bfv-capable}', { unlock: null }),
    action('unpause', '{bfv-capable}', { unpause: null }),
    until('as before', '{bfv-capable}', 'ACTIVE'),
    rescue('unknown image, at 2.86', '{bfv-capable}', withImage(none), { at: '2.86' }),
    rescue('unknown image, incapable host', '{bfv-incapable}', withImage(none), at),
  ],
};
