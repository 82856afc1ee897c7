import type { Service } from '../target';
import type { ConfiguredCloud } from './configured-cloud';
import { textOf } from './mapping';
import { webAddress } from './web-address';

/** What a service is called in setting names, best first. Source: os_service_types, less the dead volumev2. */
const prefixes: Readonly<Record<Service, readonly string[]>> = {
  compute: ['compute'],
  image: ['image'],
  'block-storage': ['block_storage', 'volumev3', 'volume', 'block_store'],
  placement: ['placement'],
  network: ['network'],
};

/**
 * The endpoints that the user wrote down instead of leaving them to the catalogue: `compute_endpoint_override`, or as
 * of old `compute_endpoint`. `%(project_id)s` stays in them.
 * @throws UserError where one is no http or https URL
 */
export function endpointOverrides(cloud: ConfiguredCloud): Partial<Record<Service, string>> {
  const found: Partial<Record<Service, string>> = {};
  for (const service of Object.keys(prefixes) as Service[]) {
    const keys = ['endpoint_override', 'endpoint'].flatMap((end) =>
      prefixes[service].map((start) => `${start}_${end}`),
    );
    const key = keys.find((each) => textOf(cloud.settings[each]) !== undefined);
    if (key !== undefined) found[service] = webAddress(cloud, [key], textOf(cloud.settings[key]) ?? '');
  }
  return found;
}
