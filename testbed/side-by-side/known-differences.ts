/** What the simulator answers otherwise than the real Nova, and why that is left so. */
export interface KnownDifference {
  /** The names of themes and requests; `*` stands for any text. */
  readonly requests: readonly string[];
  /** Where in the answer, such as `headers.vary` or `body.server.*`; `*` stands for any text. */
  readonly at: readonly string[];
  readonly reason: string;
}

/** The first that fits is the one that counts. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    requests: ['Keystone: *'],
    at: ['body.token.catalog', 'body.catalog'],
    reason:
      'A catalogue is what the operator has put into it: types, names and paths of services differ from cloud to cloud',
  },
  {
    requests: ['Keystone: assignments'],
    at: ['body.role_assignments'],
    reason: 'The owner holds the roles that the operator has given: in the testbed member and reader, here member',
  },
  {
    requests: ['Keystone: the system'],
    at: ['*'],
    reason:
      'Tokens for the system are not simulated, and the simulator says so (501), also to those whom Keystone refuses',
  },
  {
    requests: ['Keystone: a user without a name', 'Keystone: an application credential without a name'],
    at: ['body.error.message'],
    reason: 'Keystone prints its whole schema of what it was given; the simulator’s are smaller',
  },
  {
    requests: ['malformed actions: deeply nested'],
    at: ['status', 'body.*'],
    reason:
      'Nova runs out of Python’s recursion in JSON of 900 levels and answers 500; the simulator refuses it as malformed',
  },
  {
    requests: ['lists without servers: by an unknown key'],
    at: ['body.badRequest.message'],
    reason: 'Nova lists the keys in the order of a Python set, which is another one whenever nova-api starts',
  },
  {
    requests: ['versions: network, v2.0'],
    at: ['body.resources'],
    reason: 'Pools of subnets are not simulated, so they are not offered',
  },
  {
    requests: ['Cinder, reads and refusals: messages, at 3.44', 'Glance, reads and refusals: the schema of nothing'],
    at: ['*'],
    reason:
      'What is not simulated is answered with 501 and X-Not-Simulated: Cinder’s messages, the schemas of Glance’s tasks',
  },
  {
    requests: ['Glance, reads and refusals: ways to import'],
    at: ['body.import-methods.value'],
    reason: 'Images are not imported but uploaded here',
  },
  {
    requests: ['Placement: its inventories*', 'Placement: one inventory'],
    at: ['total', 'max_unit', 'reserved', 'allocation_ratio'].flatMap((key) => [
      `body.${key}`,
      `body.inventories.*.${key}`,
    ]),
    reason: 'How large a host is, how much is kept of it, and how far the rest is overbooked is the operator’s to say',
  },
  {
    requests: ['libvirt: *'],
    at: ['body.server.OS-EXT-SRV-ATTR:hypervisor_hostname'],
    reason: 'libvirt calls its node what the machine is called; here a node is called as the service on it is',
  },
  {
    requests: ['the compute service: services*', 'the compute service: hypervisors*'],
    at: ['body.services.*.id', 'body.hypervisors.*.id'],
    reason: 'Services and hypervisors are numbered in the order in which they first reported to Nova',
  },
  {
    requests: ['the compute service: *hypervisor*'],
    at: ['vcpus', 'memory_mb', 'local_gb'].flatMap((size) => [
      `body.hypervisors.*.${size}`,
      `body.hypervisor.${size}`,
      `body.hypervisor_statistics.${size}`,
    ]),
    reason: 'Hosts are as large as the operator has made them, in the testbed and here',
  },
];
