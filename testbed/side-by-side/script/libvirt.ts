import type { ScriptedRequest, Theme } from '../request';
import { actionsOf } from './no-original-image';
import { action, get, rescue, thereAndBack, unrescue, until, withImage } from './requests';

/** Guests that really run: observed section 8. */
const at = { at: '2.87' } as const;
const stable = withImage('{stable image}');

const refusedByDriver = (server: string): readonly ScriptedRequest[] => [
  rescue(`${server}: a bus that the driver refuses`, `{${server}}`, withImage('{disk-on-xen-bus image}'), at),
  until(`${server}: in ERROR`, `{${server}}`, 'ERROR'),
  get(`${server}: in ERROR, for the admin`, `/v2.1/servers/{${server}}`, { as: 'admin' }),
  ...actionsOf(server, `{${server}}`, 'Error'),
  unrescue(`${server}: unrescue from ERROR`, `{${server}}`, at),
  ...thereAndBack(`${server}: from ERROR`, `{${server}}`, stable, at),
];

export const libvirt: Theme = {
  name: 'libvirt',
  requests: [
    get('image-backed, for the admin', '/v2.1/servers/{lv-img}', { as: 'admin', at: '2.93' }),
    ...thereAndBack('image-backed: null, at 2.1', '{lv-img}', null),
    ...thereAndBack('image-backed: null, at 2.87', '{lv-img}', null, at),
    ...thereAndBack('image-backed: stable image', '{lv-img}', stable, at),
    rescue('volume-backed: stable image, at 2.86', '{lv-bfv}', stable, { at: '2.86' }),
    rescue('volume-backed: plain image', '{lv-bfv}', withImage('{plain image}'), at),
    rescue('volume-backed: null', '{lv-bfv}', null, at),
    ...thereAndBack('volume-backed: stable image', '{lv-bfv}', stable, at),
    ...thereAndBack('volume-backed: cdrom on scsi', '{lv-bfv}', withImage('{stable-cdrom image}'), at),
    ...refusedByDriver('lv-img'),
    ...refusedByDriver('lv-bfv'),
    action('console output of no length', '{lv-img}', { 'os-getConsoleOutput': { length: 0 } }),
  ],
};
