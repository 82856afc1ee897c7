import type { Place } from '../../simulator';
import type { Arranger } from '../../targets/arranging/arranger';
import { isLibvirt } from '../../targets/arranging/places';
import type { HostWish } from '../../targets/arranging/wish';
import { NotApplicable } from '../../targets/inconclusive';
import type { Surroundings } from './target-stage';

const wishes: Readonly<Record<Place, HostWish>> = {
  capable: 'known to report the trait',
  incapable: 'known not to report the trait',
  libvirt: 'capable, under libvirt',
};

/**
 * Finds the hosts of a cloud, by zone.
 * @throws NotApplicable where a sequence could not even make a server
 */
export async function surroundingsOf({ places }: Arranger): Promise<Surroundings> {
  const usual = await places.smallestFlavor(true);
  if (usual === undefined)
    throw new NotApplicable('there is no flavor with a disk: give the id of one as flavor in nova-rescue.yaml');
  const hosts = await places.hosts();
  const zones: Partial<Record<Place, string>> = {};
  const providers: Partial<Record<Place, string>> = {};
  const libvirtZones = hosts.filter(isLibvirt).map(({ zone }) => zone);
  for (const place of Object.keys(wishes) as Place[]) {
    const found = await places.for(wishes[place]).catch(unlessInapplicable);
    // What runs guests is a kind of its own: there a rescue may fail for what the hypervisor lacks.
    const zone = found?.find(
      (one) => one.zone !== undefined && (place === 'libvirt' || !libvirtZones.includes(one.zone)),
    )?.zone;
    const host = hosts.find((one) => one.zone === zone && zone !== undefined);
    if (zone === undefined || !host) continue;
    zones[place] = zone;
    providers[place] = host.name;
  }
  if (Object.keys(zones).length === 0)
    throw new NotApplicable(
      'no zone is known whose hosts report the trait, or do not: give --admin-cloud, which sees the hosts',
    );
  return { zones, providers, flavors: { usual } };
}

function unlessInapplicable(error: unknown): undefined {
  if (!(error instanceof NotApplicable)) throw error;
}
