import { NotApplicable } from './inconclusive';

/**
 * The older /v2 of the compute API, which Nova serves beside /v2.1. Source: Compute API guide, Microversions.
 * @throws NotApplicable where the endpoint does not end in /v2.1
 */
export function legacyEndpoint(endpoint: string): string {
  if (!endpoint.endsWith('/v2.1')) {
    throw new NotApplicable(`${endpoint} does not end in /v2.1: where /v2 would be is not known`);
  }
  return endpoint.replace(/\.1$/, '');
}
