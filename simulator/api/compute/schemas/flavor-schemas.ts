import type { Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import { boolean, metadata, metadataKey, name, object, only, sinceOf, volumeSize } from './parameter-types';

/** The bodies of flavors, of their extra specs, and of who may use them. Source: flavor_*.py and flavors_extraspecs.py in nova/api/openstack/compute/schemas@26.2.2. */

const amount = volumeSize;
const natural = { ...volumeSize, atLeast: 0 };
const description = { type: ['string', 'null'], minLength: 0, maxLength: 65535 };

export const flavorSchema = (microversion: Microversion): Schema =>
  only(
    'flavor',
    object(
      {
        name,
        id: {
          type: ['string', 'number', 'null'],
          minLength: 1,
          maxLength: 255,
          pattern: '^(?! )[a-zA-Z0-9. _-]+(?<! )$',
        },
        ram: amount,
        vcpus: amount,
        disk: natural,
        'OS-FLV-EXT-DATA:ephemeral': natural,
        swap: natural,
        rxtx_factor: { type: ['number', 'string'], pattern: '^[0-9]+(\\.[0-9]+)?$', above: 0, atMost: 3.40282e38 },
        'os-flavor-access:is_public': boolean,
        ...sinceOf(microversion)(55, { description }),
      },
      ['name', 'ram', 'vcpus', 'disk'],
    ),
  );

export const flavorUpdateSchema = (): Schema => only('flavor', object({ description }, ['description']));

const specs: Schema = {
  ...metadata,
  patternProperties: { [metadataKey]: { type: ['string', 'number'], maxLength: 255 } },
};

export const extraSpecsSchema = (): Schema => only('extra_specs', specs);
export const extraSpecSchema = (): Schema => ({ ...specs, minProperties: 1, maxProperties: 1 });

/** Who may use a flavor, and who no longer: the actions of flavors. */
export const accessSchema = (action: string): Schema =>
  only(action, object({ tenant: { type: 'string', minLength: 1, maxLength: 255 } }, ['tenant']));
