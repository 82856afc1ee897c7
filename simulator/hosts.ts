import { COMPUTE_RESCUE_BFV, COMPUTE_SECURITY_TPM_2_0, type Driver, type Host } from './world';

/** A host that a cloud is to begin with, by its name. What is not said is as usual. */
export interface HostWish {
  /** Its availability zone; usually `nova`. */
  readonly zone?: string | undefined;
  /** Usually that of the whole cloud. */
  readonly driver?: Driver | undefined;
  /** What it reports to Placement; usually nothing. */
  readonly traits?: readonly string[] | undefined;
  /** How much of it there is for servers, in MiB; usually 64 GiB. */
  readonly memory?: number | undefined;
}

export type HostWishes = Readonly<Record<string, HostWish>>;

const usualMemory = 64 * 1024;

/**
 * The hosts of a cloud of which nothing is said: one that can rescue from volumes without a real hypervisor, one that
 * cannot, and one that runs guests under libvirt, unless `driver` is `fake`. Each is a zone of its own.
 */
export const usualHosts = (driver: Driver): HostWishes => ({
  'sim-bfv': { zone: 'rescue-bfv', driver: 'fake', traits: [COMPUTE_RESCUE_BFV, COMPUTE_SECURITY_TPM_2_0] },
  'sim-nobfv': { zone: 'no-rescue-bfv', driver: 'fake', traits: [COMPUTE_SECURITY_TPM_2_0] },
  ...(driver === 'libvirt' && { 'sim-libvirt': { zone: 'libvirt', driver: 'libvirt', traits: [COMPUTE_RESCUE_BFV] } }),
});

/** @param providerId gives the id of the resource provider of each, in their order */
export const hostsOf = (wishes: HostWishes, driver: Driver, providerId: () => string): readonly Host[] =>
  Object.entries(wishes).map(([name, wish]) => ({
    name,
    zone: wish.zone ?? 'nova',
    driver: wish.driver ?? driver,
    providerId: providerId(),
    traits: wish.traits ?? [],
    memory: wish.memory ?? usualMemory,
    generation: 1,
  }));
