import type { ScriptedRequest, Theme } from '../request';

/** How a microversion is asked for, and what the answer says of it. Nothing is created: the server is one that is not. */
const server = '/v2.1/servers/00000000-0000-0000-0000-000000000001';

const asked = (name: string, headers: ScriptedRequest['headers']): ScriptedRequest => ({
  name,
  path: server,
  ...(headers && { headers }),
});

export const microversions: Theme = {
  name: 'microversions',
  harmless: true,
  requests: [
    asked('none', {}),
    asked('2.1', { 'OpenStack-API-Version': 'compute 2.1' }),
    asked('2.86', { 'OpenStack-API-Version': 'compute 2.86' }),
    asked('2.87', { 'OpenStack-API-Version': 'compute 2.87' }),
    asked('the newest', { 'OpenStack-API-Version': 'compute 2.93' }),
    asked('latest', { 'OpenStack-API-Version': 'compute latest' }),
    asked('the older header', { 'X-OpenStack-Nova-API-Version': '2.87' }),
    asked('the older header, latest', { 'X-OpenStack-Nova-API-Version': 'latest' }),
    asked('both headers', { 'OpenStack-API-Version': 'compute 2.87', 'X-OpenStack-Nova-API-Version': '2.1' }),
    asked('too new', { 'OpenStack-API-Version': 'compute 2.999' }),
    asked('too new, the older header', { 'X-OpenStack-Nova-API-Version': '2.999' }),
    asked('just too new', { 'OpenStack-API-Version': 'compute 2.94' }),
    asked('1.0', { 'OpenStack-API-Version': 'compute 1.0' }),
    asked('2.0', { 'OpenStack-API-Version': 'compute 2.0' }),
    asked('3.0', { 'OpenStack-API-Version': 'compute 3.0' }),
    asked('2', { 'OpenStack-API-Version': 'compute 2' }),
    asked('2.x', { 'OpenStack-API-Version': 'compute 2.x' }),
    asked('2.087', { 'OpenStack-API-Version': 'compute 2.087' }),
    asked('-2.87', { 'OpenStack-API-Version': 'compute -2.87' }),
    asked('2.87.0', { 'OpenStack-API-Version': 'compute 2.87.0' }),
    asked('junk', { 'OpenStack-API-Version': 'compute junk' }),
    asked('no number', { 'OpenStack-API-Version': 'compute' }),
    asked('no service', { 'OpenStack-API-Version': '2.87' }),
    asked('another service', { 'OpenStack-API-Version': 'volume 3.60' }),
    asked('another service first', { 'OpenStack-API-Version': 'volume 3.60, compute 2.87' }),
    asked('another service last', { 'OpenStack-API-Version': 'compute 2.87, volume 3.60' }),
    asked('twice', { 'OpenStack-API-Version': 'compute 2.86, compute 2.87' }),
    asked('in capitals', { 'OpenStack-API-Version': 'Compute 2.87' }),
    asked('LATEST', { 'OpenStack-API-Version': 'compute LATEST' }),
    asked('a service that is not', { 'OpenStack-API-Version': 'nova 2.87' }),
    asked('an empty header', { 'OpenStack-API-Version': '' }),
    asked('junk in the older header', { 'X-OpenStack-Nova-API-Version': 'junk' }),
    asked('an empty older header', { 'X-OpenStack-Nova-API-Version': '' }),
    { name: 'too new, in a list', path: '/v2.1/servers?name=side-by-side', at: '2.94' },
    { name: 'too new, without a token', as: 'nobody', path: server, at: '2.999' },
    { name: 'under /v2, ignored', path: '/v2/servers/00000000-0000-0000-0000-000000000001', at: '2.87' },
    { name: 'under /v2, junk', path: '/v2/servers/00000000-0000-0000-0000-000000000001', at: 'junk' },
    { name: 'too new, for the version document', as: 'nobody', path: '/v2.1/', at: '2.999' },
  ],
};
