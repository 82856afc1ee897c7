import { createHash } from 'node:crypto';
import { mounts } from '../../mounts';

/** The services there are, by the type and the name that a catalogue gives them. */
const services = [
  ['identity', 'keystone', () => mounts.identity],
  ['compute', 'nova', () => mounts.compute],
  ['image', 'glance', () => mounts.image],
  ['volumev3', 'cinderv3', (projectId: string) => `${mounts['block-storage']}/${projectId}`],
  ['placement', 'placement', () => mounts.placement],
  ['network', 'neutron', () => mounts.network],
] as const;

export const region = 'RegionOne';

/** A service as a token lists it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly endpoints: readonly {
    readonly id: string;
    readonly interface: string;
    readonly region_id: string;
    readonly region: string;
    readonly url: string;
  }[];
}

/** An id that stays the same whatever is asked before. */
const idOf = (...words: readonly string[]) => createHash('sha256').update(words.join('/')).digest('hex').slice(0, 32);

/** What a project's token lists: every service, at the origin that was asked, for each interface alike. */
export const catalogueOf = (origin: string, projectId: string): readonly CatalogueEntry[] =>
  services.map(([type, name, path]) => ({
    id: idOf(type),
    type,
    name,
    endpoints: ['public', 'internal', 'admin'].map((face) => ({
      id: idOf(type, face),
      interface: face,
      region_id: region,
      region,
      url: `${origin}${path(projectId)}`,
    })),
  }));
