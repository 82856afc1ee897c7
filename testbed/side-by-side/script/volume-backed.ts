import type { ScriptedRequest, Theme } from '../request';
import { rescue, thereAndBack, unrescue, until, withImage } from './requests';

/** The rescue of a volume-backed server: observed section 2. */
const server = '{bfv-capable}';
const incapable = '{bfv-incapable}';
const stable = withImage('{stable image}');
const unknown = withImage('00000000-0000-0000-0000-70a599e031e7');
const at = { at: '2.87' } as const;

const optedIn = (version: string): readonly ScriptedRequest[] => [
  rescue(`stable image, at ${version}`, server, stable, { at: version }),
  until(`stable image, at ${version}: rescued`, server, 'RESCUE'),
  rescue(`stable image, at ${version}: while rescued`, server, stable, { at: version }),
  unrescue(`stable image, at ${version}: unrescue`, server, { at: version }),
  until(`stable image, at ${version}: as before`, server, 'ACTIVE'),
];

export const volumeBacked: Theme = {
  name: 'rescuing a volume-backed server',
  requests: [
    rescue('stable image, at 2.1', server, stable),
    rescue('stable image, at 2.86', server, stable, { at: '2.86' }),
    ...['2.87', '2.93', 'latest'].flatMap(optedIn),
    rescue('rescued at 2.87', server, stable, at),
    until('rescued at 2.87: rescued', server, 'RESCUE'),
    unrescue('and unrescued at 2.1', server),
    until('and unrescued at 2.1: as before', server, 'ACTIVE'),
    rescue('null, at 2.1', server, null),
    rescue('null, at 2.86', server, null, { at: '2.86' }),
    rescue('null, at 2.87', server, null, at),
    until('null, at 2.87: as before', server, 'ACTIVE'),
    rescue('plain image', server, withImage('{plain image}'), at),
    rescue('bus only', server, withImage('{bus-only image}'), at),
    rescue('device only', server, withImage('{device-only image}'), at),
    ...thereAndBack('cdrom on scsi', server, withImage('{stable-cdrom image}'), at),
    rescue('unknown image', server, unknown, at),
    rescue('incapable host, at 2.1', incapable, stable),
    rescue('incapable host, at 2.86', incapable, stable, { at: '2.86' }),
    rescue('incapable host, at 2.87', incapable, stable, at),
    rescue('incapable host, at latest', incapable, stable, { at: 'latest' }),
    rescue('incapable host, plain image', incapable, withImage('{plain image}'), at),
    rescue('incapable host, null', incapable, null, at),
  ],
};

const accepted = (name: string, headers: Readonly<Record<string, string>>): readonly ScriptedRequest[] =>
  thereAndBack(name, server, stable, { headers });

const refused = (name: string, headers: Readonly<Record<string, string>>): ScriptedRequest =>
  rescue(name, server, stable, { headers });

export const optingIn: Theme = {
  name: 'opting in',
  requests: [
    ...accepted('the older header', { 'X-OpenStack-Nova-API-Version': '2.87' }),
    refused('the older header, 2.86', { 'X-OpenStack-Nova-API-Version': '2.86' }),
    ...accepted('the older header, latest', { 'X-OpenStack-Nova-API-Version': 'latest' }),
    ...accepted('both headers', { 'OpenStack-API-Version': 'compute 2.87', 'X-OpenStack-Nova-API-Version': '2.1' }),
    refused('both headers, the newer says no', {
      'OpenStack-API-Version': 'compute 2.1',
      'X-OpenStack-Nova-API-Version': '2.87',
    }),
    refused('too new', { 'OpenStack-API-Version': 'compute 2.999' }),
    refused('too new, the older header', { 'X-OpenStack-Nova-API-Version': '2.999' }),
    ...['1.0', '2.0', '3.0', '2', '2.x', '2.087'].map((version) =>
      refused(`compute ${version}`, { 'OpenStack-API-Version': `compute ${version}` }),
    ),
    refused('no number', { 'OpenStack-API-Version': 'compute' }),
    refused('no service', { 'OpenStack-API-Version': '2.87' }),
    refused('another service', { 'OpenStack-API-Version': 'volume 3.60' }),
    ...accepted('another service first', { 'OpenStack-API-Version': 'volume 3.60, compute 2.87' }),
    ...accepted('in capitals', { 'OpenStack-API-Version': 'Compute 2.87' }),
    refused('a service that is not', { 'OpenStack-API-Version': 'nova 2.87' }),
    refused('junk in the older header', { 'X-OpenStack-Nova-API-Version': 'junk' }),
    refused('an empty older header', { 'X-OpenStack-Nova-API-Version': '' }),
    { ...refused('under /v2', { 'OpenStack-API-Version': 'compute 2.87' }), path: `/v2/servers/${server}/action` },
  ],
};
