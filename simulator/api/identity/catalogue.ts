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

const region = 'RegionOne';

/** An id that stays the same whatever is asked before. */
const idOf = (...words: readonly string[]) => createHash('sha256').update(words.join('/')).digest('hex').slice(0, 32);

/** What a project's token lists: every service, at the origin that was asked, for each interface alike. */
export const catalogueOf = (origin: string, projectId: string): readonly object[] =>
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
