import { isRecord } from '../clients/reading';
import type { CloudCredentials } from '../credentials/cloud-credentials';
import type { Mapping } from '../credentials/mapping';
import type { Service } from '../target';
import { UserError } from '../user-error';
import type { ScopedToken } from './scoped-token';

/** The types that a service is catalogued under, best first. Source: service-types authority; volumev2 is another API. */
const types: Readonly<Record<Service, readonly string[]>> = {
  compute: ['compute'],
  image: ['image'],
  'block-storage': ['block-storage', 'volumev3', 'block-store'],
  placement: ['placement'],
  network: ['network'],
};

interface Endpoint {
  readonly interface: string;
  readonly region: string;
  readonly url: string;
}

type Wanted = Pick<CloudCredentials, 'name' | 'regionName' | 'interface' | 'endpointOverrides'>;

/**
 * Where `service` is, as catalogued for the wanted interface and region, or as overridden; without trailing slashes.
 * Undefined where the cloud does not offer it there. Source: keystoneauth1.access.service_catalog.
 */
export function endpointOf(service: Service, wanted: Wanted, token: ScopedToken): string | undefined {
  const override = wanted.endpointOverrides[service];
  const url = override === undefined ? cataloguedUrl(service, wanted, token) : withProject(override, token.projectId);
  return url?.replace(/\/+$/, '');
}

/**
 * Checks that compute can be reached at all, and in one region: nothing here works without it, and who names no region
 * would not know which one was judged.
 * @throws UserError listing the regions and interfaces that do have it
 */
export function demandCompute(wanted: Wanted, token: ScopedToken): void {
  const endpoints = endpointsOf('compute', token);
  const regions = distinct(endpoints.filter((each) => each.interface === wanted.interface).map((each) => each.region));
  if (endpointOf('compute', wanted, token) !== undefined) {
    const open = wanted.regionName === undefined && wanted.endpointOverrides.compute === undefined;
    if (!open || regions.length < 2) return;
    throw new UserError(
      `cloud "${wanted.name}" has compute in several regions: ${regions.join(', ')}: set region_name to the one to be judged`,
    );
  }
  const region = wanted.regionName === undefined ? '' : ` in region "${wanted.regionName}"`;
  const what = `cloud "${wanted.name}" has no ${wanted.interface} endpoint of compute${region}`;
  if (regions.length > 0) throw new UserError(`${what}; it has one in: ${regions.join(', ')}: set region_name`);
  if (endpoints.length > 0) {
    const others = distinct(endpoints.map((each) => each.interface)).join(', ');
    throw new UserError(`${what}; it has it as: ${others}: set interface`);
  }
  const all = distinct(token.catalogue.flatMap(endpointsIn).map((each) => each.region)).join(', ') || 'none';
  throw new UserError(
    `${what}, nor in any other (regions in its catalogue: ${all}): set compute_endpoint_override if it is not catalogued`,
  );
}

/** In the wanted region; where none is named, in compute's if it is there, for services of two regions are two clouds. */
function cataloguedUrl(
  service: Service,
  { regionName, interface: name }: Wanted,
  token: ScopedToken,
): string | undefined {
  const reachable = (of: Service) => endpointsOf(of, token).filter((each) => each.interface === name);
  const region = regionName ?? reachable('compute')[0]?.region;
  const there = reachable(service).find((each) => each.region === region);
  return (there ?? (regionName === undefined ? reachable(service)[0] : undefined))?.url;
}

function endpointsOf(service: Service, { catalogue }: ScopedToken): readonly Endpoint[] {
  return types[service].flatMap((type) => catalogue.filter((entry) => entry.type === type).flatMap(endpointsIn));
}

function endpointsIn({ endpoints }: Mapping): readonly Endpoint[] {
  const entries: readonly unknown[] = Array.isArray(endpoints) ? endpoints : [];
  return entries.filter(isRecord).flatMap(({ interface: name, region_id: id, region, url }) => {
    return typeof url === 'string' ? [{ interface: String(name), region: String(id || region || ''), url }] : [];
  });
}

function withProject(url: string, projectId: string): string {
  return url.replace(/[%$]\((project|tenant)_id\)s/g, () => projectId);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
