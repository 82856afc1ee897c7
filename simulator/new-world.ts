import { simulatedClock } from './clock';
import { identifiers } from './identifiers';
import { hexId, newIdentityTables } from './identity/people';
import { COMPUTE_RESCUE_BFV, COMPUTE_SECURITY_TPM_2_0, type Driver, type Host, type World } from './world';

/**
 * A cloud with nothing in it but two flavors and its hosts: one that runs guests under libvirt (unless `driver` is
 * `fake`), one that can rescue from volumes without a real hypervisor, and one that cannot. Each is a zone of its own.
 */
export function newWorld({ driver, seed, start }: { driver: Driver; seed: number; start?: number | undefined }): World {
  const clock = simulatedClock(start);
  const ids = identifiers(seed);
  const demo = hexId(ids);
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
  // Drawn in this order: what a seed gives must stay what it was.
  const people = {
    owner: { userId: hexId(ids), projectId: demo },
    reader: { userId: hexId(ids), projectId: demo },
    admin: { projectId: hexId(ids), userId: hexId(ids) },
    'other-project': { projectId: hexId(ids), userId: hexId(ids) },
  };
  return {
    clock,
    identifiers: ids,
    identity: newIdentityTables(seed, people, clock.now()),
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
