import type { Theme } from '../request';
import { get, none, post } from './requests';

/** What the compute service says of itself, of its hosts and of what a project may have. */
const admin = { as: 'admin' } as const;
/** One host of several: which others there are, and in which order, is the operator's. */
const services = { ...admin, only: { list: 'services', naming: ['{host bfv}'] } } as const;
const hypervisors = { ...admin, only: { list: 'hypervisors', naming: ['{host bfv}'] } } as const;

export const computeFacts: Theme = {
  name: 'the compute service',
  harmless: true,
  requests: [
    get('limits', '/v2.1/limits'),
    get('limits, at 2.87', '/v2.1/limits', { at: '2.87' }),
    get('limits of another project', '/v2.1/limits?tenant_id={project of other-project}'),
    get('quotas', '/v2.1/os-quota-sets/{project of owner}'),
    get('quotas, at 2.87', '/v2.1/os-quota-sets/{project of owner}', { at: '2.87' }),
    get('usual quotas', '/v2.1/os-quota-sets/{project of owner}/defaults'),
    get('quotas in detail', '/v2.1/os-quota-sets/{project of owner}/detail'),
    get('quotas of another project', '/v2.1/os-quota-sets/{project of other-project}'),
    get('services, as the owner', '/v2.1/os-services'),
    get('services', '/v2.1/os-services', services),
    get('services, at 2.87', '/v2.1/os-services', { ...services, at: '2.87' }),
    get('services of one kind', '/v2.1/os-services?binary=nova-compute&host={host bfv}', admin),
    get('services of no kind', '/v2.1/os-services?binary=side-by-side', admin),
    get('hypervisors, as the owner', '/v2.1/os-hypervisors'),
    get('hypervisors', '/v2.1/os-hypervisors', hypervisors),
    get('hypervisors, at 2.87', '/v2.1/os-hypervisors', { ...hypervisors, at: '2.87' }),
    get('hypervisors in detail', '/v2.1/os-hypervisors/detail', hypervisors),
    get('hypervisors in detail, at 2.88', '/v2.1/os-hypervisors/detail', { ...hypervisors, at: '2.88' }),
    get('hypervisors by name, at 2.53', '/v2.1/os-hypervisors?hypervisor_hostname_pattern={host bfv}', {
      ...admin,
      at: '2.53',
      // As Placement calls it, too.
      captures: { 'provider bfv': 'hypervisors.0.id' },
    }),
    get('one hypervisor, at 2.53', '/v2.1/os-hypervisors/{provider bfv}', { ...admin, at: '2.53' }),
    get('no such hypervisor, at 2.53', `/v2.1/os-hypervisors/${none}`, { ...admin, at: '2.53' }),
    get('no such hypervisor', '/v2.1/os-hypervisors/99999', admin),
    get('statistics of hypervisors', '/v2.1/os-hypervisors/statistics', admin),
    get('zones', '/v2.1/os-availability-zone', { unordered: true }),
    get('zones in detail, as the owner', '/v2.1/os-availability-zone/detail'),
    get('zones in detail', '/v2.1/os-availability-zone/detail', { ...admin, unordered: true }),
    get('aggregates, as the owner', '/v2.1/os-aggregates'),
    get('aggregates', '/v2.1/os-aggregates', admin),
    get('aggregates, at 2.87', '/v2.1/os-aggregates', { ...admin, at: '2.87' }),
    get('no such aggregate', '/v2.1/os-aggregates/99999', admin),
    get('extensions', '/v2.1/extensions/os-server-groups'),
    get('server groups', '/v2.1/os-server-groups'),
    get('no such server group', `/v2.1/os-server-groups/${none}`),
    get('key pairs by an unknown name', '/v2.1/os-keypairs/side-by-side-none'),
    post('a key pair without a name', '/v2.1/os-keypairs', { keypair: {} }),
    post('a key pair with a name that is none', '/v2.1/os-keypairs', { keypair: { name: '!' } }),
    post('a key pair from no key', '/v2.1/os-keypairs', { keypair: { name: 'side-by-side', public_key: 'x' } }),
    post(
      'a key pair without a key, at 2.92',
      '/v2.1/os-keypairs',
      { keypair: { name: 'side-by-side' } },
      { at: '2.92' },
    ),
    get('usage', '/v2.1/os-simple-tenant-usage/{project of other-project}'),
    get('migrations, as the owner', '/v2.1/os-migrations'),
    get('cells, which are gone', '/v2.1/os-cells'),
    get('networks, which are gone', '/v2.1/os-networks', { at: '2.87' }),
    get('images, which are gone', '/v2.1/images', { at: '2.87' }),
    get('floating IP addresses, which are gone', '/v2.1/os-floating-ips', { at: '2.87' }),
    get('certificates, which are gone', '/v2.1/os-certificates/root'),
    get('agents, which are gone', '/v2.1/os-agents'),
  ],
};
