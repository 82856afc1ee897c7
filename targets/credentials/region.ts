import { isRecord } from '../clients/reading';
import { type ConfiguredCloud, unusable } from './configured-cloud';
import { type Mapping, textOf, withUnderscores } from './mapping';

/** A region of a cloud, and the settings that hold in it alone. */
export interface Region {
  readonly name: string | undefined;
  readonly values: Mapping;
}

/**
 * The region `wanted`, or the cloud's first. A cloud's own `regions` come before its `region_name` (one, several with
 * commas, or a list), those before its profile's. Source: openstack.config.loader, _get_known_regions and _get_region.
 * @throws UserError where `wanted` is none of the cloud's regions, or an entry has no name
 */
export function regionOf(cloud: ConfiguredCloud, profile: Mapping, wanted: string | undefined): Region {
  const regions = knownRegions(cloud, profile);
  const first = regions[0] ?? { name: wanted, values: {} };
  const region = wanted === undefined ? first : [first, ...regions].find(({ name }) => name === wanted);
  if (region !== undefined) return region;
  const names = regions.map(({ name }) => name).join(', ');
  throw unusable(cloud, ['regions'], `has no region "${wanted}": it has ${names} (case matters)`);
}

function knownRegions(cloud: ConfiguredCloud, profile: Mapping): readonly Region[] {
  for (const settings of [cloud.settings, profile]) {
    const { regions, region_name: name } = settings;
    if (Array.isArray(regions) && regions.length > 0) return regions.map((entry) => regionEntry(cloud, entry));
    if (Array.isArray(name) && name.length > 0) return name.map((entry) => regionEntry(cloud, entry));
    const names = textOf(name)?.split(',');
    if (names !== undefined) return names.map((each) => ({ name: each.trim(), values: {} }));
  }
  return [];
}

function regionEntry(cloud: ConfiguredCloud, entry: unknown): Region {
  const name = textOf(isRecord(entry) ? entry.name : entry);
  if (name === undefined) throw unusable(cloud, ['regions'], 'has a region without a name: give it one');
  return { name, values: isRecord(entry) && isRecord(entry.values) ? withUnderscores(entry.values) : {} };
}
