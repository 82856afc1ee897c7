import type { Theme } from '../request';
import { get, of } from './requests';

export const networkChanges: Theme = {
  name: 'networks',
  requests: of('network', [
    {
      name: 'create a network',
      path: '/v2.0/networks',
      body: { network: { name: 'side-by-side' } },
      captures: { 'own network': 'network.id' },
    },
    {
      name: 'create a subnet',
      path: '/v2.0/subnets',
      body: {
        subnet: {
          name: 'side-by-side',
          network_id: '{own network}',
          ip_version: 4,
          cidr: '192.0.2.0/24',
          enable_dhcp: false,
        },
      },
      captures: { 'own subnet': 'subnet.id' },
    },
    {
      name: 'a subnet that overlaps',
      path: '/v2.0/subnets',
      body: { subnet: { network_id: '{own network}', ip_version: 4, cidr: '192.0.2.0/25' } },
    },
    {
      name: 'create a port',
      path: '/v2.0/ports',
      body: {
        port: {
          name: 'side-by-side',
          network_id: '{own network}',
          mac_address: 'fa:16:3e:00:51:de',
          fixed_ips: [{ ip_address: '192.0.2.10' }],
        },
      },
      captures: { 'own port': 'port.id' },
    },
    get('the network', '/v2.0/networks/{own network}'),
    get('the subnet', '/v2.0/subnets/{own subnet}'),
    get('the port', '/v2.0/ports/{own port}'),
    get('networks by name', '/v2.0/networks?name=side-by-side'),
    get('ports of the network', '/v2.0/ports?network_id={own network}'),
    get('another project does not see it', '/v2.0/networks/{own network}', { as: 'other-project' }),
    {
      name: 'rename the port',
      method: 'PUT',
      path: '/v2.0/ports/{own port}',
      body: { port: { name: 'side-by-side-renamed' } },
    },
    { name: 'delete the network with a port', method: 'DELETE', path: '/v2.0/networks/{own network}' },
    {
      name: 'create a security group',
      path: '/v2.0/security-groups',
      body: { security_group: { name: 'side-by-side' } },
      captures: { 'own group': 'security_group.id' },
      unordered: true,
    },
    get('the security group', '/v2.0/security-groups/{own group}', { unordered: true }),
    {
      name: 'a rule',
      path: '/v2.0/security-group-rules',
      body: {
        security_group_rule: {
          security_group_id: '{own group}',
          direction: 'ingress',
          protocol: 'tcp',
          port_range_min: 22,
          port_range_max: 22,
        },
      },
    },
    { name: 'delete the security group', method: 'DELETE', path: '/v2.0/security-groups/{own group}' },
    { name: 'delete the port', method: 'DELETE', path: '/v2.0/ports/{own port}' },
    { name: 'delete the subnet', method: 'DELETE', path: '/v2.0/subnets/{own subnet}' },
    { name: 'delete the network', method: 'DELETE', path: '/v2.0/networks/{own network}' },
    get('the network is gone', '/v2.0/networks/{own network}'),
  ]),
};
