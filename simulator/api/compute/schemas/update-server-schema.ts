import type { Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import {
  accessIPv4,
  accessIPv6,
  description,
  diskConfig,
  hostname,
  name,
  object,
  only,
  sinceOf,
} from './parameter-types';

/** The body of PUT /servers/{id}. Source: update_* in nova/api/openstack/compute/schemas/servers.py@26.2.2. */
export const updateServerSchema = (microversion: Microversion): Schema =>
  only(
    'server',
    object({
      name,
      'OS-DCF:diskConfig': diskConfig,
      accessIPv4,
      accessIPv6,
      ...sinceOf(microversion)(19, { description }),
      ...sinceOf(microversion)(90, { hostname }),
    }),
  );
