import { simulator } from '../../simulator';
import { usualHosts } from '../../simulator/hosts';
import { credentialsAt } from '../../simulator/server/credentials';
import type { CloudCredentials } from '../../targets/credentials/cloud-credentials';
import type { End } from './end';
import { openEnd } from './open-end';
import { type Person, people } from './request';

const seed = 1;
const origin = 'http://simulator.invalid';

/** What hosts report under the drivers of the testbed, whatever else they can do. */
const driverTraits = [
  'COMPUTE_ACCELERATORS',
  'COMPUTE_DEVICE_TAGGING',
  'COMPUTE_IMAGE_TYPE_RAW',
  'COMPUTE_NET_ATTACH_INTERFACE',
  'COMPUTE_NET_ATTACH_INTERFACE_WITH_TAG',
  'COMPUTE_NODE',
  'COMPUTE_TRUSTED_CERTS',
  'COMPUTE_VOLUME_ATTACH_WITH_TAG',
  'COMPUTE_VOLUME_EXTEND',
  'COMPUTE_VOLUME_MULTI_ATTACH',
];

const hosts = Object.fromEntries(
  Object.entries(usualHosts('libvirt')).map(([name, host]) => [
    name,
    { ...host, traits: [...(host.traits ?? []), ...driverTraits] },
  ]),
);

/** A new simulated cloud in this process, as the Nova of the testbed is said to behave. */
export function simulatedEnd(): Promise<End> {
  const { dispatcher, clock } = simulator({ edition: 'nova-27.0', driver: 'libvirt', hosts, seed });
  const all = credentialsAt(origin, seed);
  const of = (person: Person): CloudCredentials => {
    const { authUrl, username, password, userDomainName, projectName, projectDomainName, regionName } = all[person];
    return {
      name: person,
      authUrl,
      auth: { method: 'password', username, password, userDomainName, scope: { projectName, projectDomainName } },
      regionName,
      interface: 'public',
      endpointOverrides: {},
      insecure: false,
    };
  };
  const credentials = Object.fromEntries(people.map((person) => [person, of(person)])) as Record<
    Person,
    CloudCredentials
  >;
  return openEnd({
    name: 'the simulator',
    isLasting: false,
    credentials,
    dispatcher,
    now: clock.now,
    wait: async (milliseconds) => clock.advance(milliseconds),
    close: async () => {},
    names: {
      'host bfv': 'sim-bfv',
      'host nobfv': 'sim-nobfv',
      'host libvirt': 'sim-libvirt',
      'node libvirt': 'sim-libvirt',
      'host ctl': 'sim-controller',
      'host files': 'sim@files',
      'flavor tiny': 'sim.tiny',
    },
  });
}
