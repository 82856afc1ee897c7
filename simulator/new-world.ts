import { simulatedClock } from './clock';
import { identifiers } from './identifiers';
import {
  COMPUTE_RESCUE_BFV,
  COMPUTE_SECURITY_TPM_2_0,
  type Driver,
  type Host,
  type Identity,
  type World,
} from './world';

/** The tokens that the simulated cloud knows, by what they may do. */
export const tokens = {
  owner: 'owner-token',
  admin: 'admin-token',
  'other-project': 'other-project-token',
  reader: 'reader-token',
} as const;

/**
 * A cloud with nothing in it but two flavors and its hosts: one that runs guests under libvirt (unless `driver` is
 * `fake`), one that can rescue from volumes without a real hypervisor, and one that cannot. Each is a zone of its own.
 */
export function newWorld({ driver, seed }: { driver: Driver; seed: number }): World {
  const ids = identifiers(seed);
  const project = ids.uuid().replaceAll('-', '');
  const identity = (projectId: string, ...roles: Identity['roles']): Identity => ({
    userId: ids.uuid().replaceAll('-', ''),
    projectId,
    roles,
  });
  const host = (name: string, zone: string, hostDriver: Driver, traits: readonly string[]): Host => ({
    name,
    zone,
    driver: hostDriver,
    providerId: ids.uuid(),
    traits,
    generation: 1,
  });
  const flavor = (id: string, name: string, ram: number, disk: number) =>
    [id, { id, name, ram, disk, vcpus: 1, isPublic: true }] as const;

  const fakeHosts = [
    host('sim-bfv', 'rescue-bfv', 'fake', [COMPUTE_RESCUE_BFV, COMPUTE_SECURITY_TPM_2_0]),
    host('sim-nobfv', 'no-rescue-bfv', 'fake', [COMPUTE_SECURITY_TPM_2_0]),
  ];
  return {
    clock: simulatedClock(),
    identifiers: ids,
    tokens: new Map([
      [tokens.owner, identity(project, 'member', 'reader')],
      [tokens.reader, identity(project, 'reader')],
      [tokens.admin, identity(ids.uuid().replaceAll('-', ''), 'admin', 'member', 'reader')],
      [tokens['other-project'], identity(ids.uuid().replaceAll('-', ''), 'member', 'reader')],
    ]),
    hosts:
      driver === 'libvirt'
        ? [...fakeHosts, host('sim-libvirt', 'libvirt', 'libvirt', [COMPUTE_RESCUE_BFV])]
        : fakeHosts,
    // No host has room for the last one: its servers end in ERROR without ever having run.
    flavors: new Map([
      flavor('1', 'sim.tiny', 64, 1),
      flavor('2', 'sim.small', 128, 2),
      flavor('3', 'sim.too-large', 1024 * 1024, 2),
    ]),
    images: new Map(),
    volumes: new Map(),
    servers: new Map(),
  };
}
