import type { Theme } from '../request';
import { get, none, of, post } from './requests';

export const networkReads: Theme = {
  name: 'Neutron, reads and refusals',
  harmless: true,
  requests: of('network', [
    get('no such network', `/v2.0/networks/${none}`),
    get('no such subnet', `/v2.0/subnets/${none}`),
    get('no such port', `/v2.0/ports/${none}`),
    get('no such security group', `/v2.0/security-groups/${none}`),
    get('networks by name, none', '/v2.0/networks?name=side-by-side-none'),
    get('ports by server, none', `/v2.0/ports?device_id=${none}`),
    get('subnets by name, none', '/v2.0/subnets?name=side-by-side-none'),
    get('security groups by name, none', '/v2.0/security-groups?name=side-by-side-none'),
    get('networks, few fields', '/v2.0/networks?name=side-by-side-none&fields=id'),
    get('a limit that is none', '/v2.0/networks?limit=x'),
    get('an unknown marker', `/v2.0/networks?limit=1&marker=${none}`),
    { name: 'deleting no network', method: 'DELETE', path: `/v2.0/networks/${none}` },
    { name: 'deleting no port', method: 'DELETE', path: `/v2.0/ports/${none}` },
    { name: 'changing no port', method: 'PUT', path: `/v2.0/ports/${none}`, body: { port: { name: 'side-by-side' } } },
    post('a port without a network', '/v2.0/ports', { port: { name: 'side-by-side' } }),
    post('a port in an unknown network', '/v2.0/ports', { port: { name: 'side-by-side', network_id: none } }),
    post('a subnet without addresses', '/v2.0/subnets', { subnet: { network_id: none, ip_version: 4 } }),
    post('a network with an unknown key', '/v2.0/networks', { network: { name: 'side-by-side', foo: 1 } }),
    post('a shared network', '/v2.0/networks', { network: { name: 'side-by-side', shared: true } }),
    post('nothing', '/v2.0/networks', {}),
    post('no JSON', '/v2.0/networks', '{'),
    get('extensions', '/v2.0/extensions/security-group'),
    get('no such extension', '/v2.0/extensions/side-by-side'),
    get('quotas', '/v2.0/quotas/{project of owner}'),
  ]),
};
