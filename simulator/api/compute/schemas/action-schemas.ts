import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import {
  accessIPv4,
  accessIPv6,
  boolean,
  description,
  diskConfig,
  flavorRef,
  hostname,
  metadata,
  name,
  object,
  only,
  personality,
  sinceOf,
  text,
  trustedCerts,
  userData,
  uuid,
} from './parameter-types';

/** The bodies of actions, by their names; those that are not here take anything. Source: nova/api/openstack/compute/schemas@26.2.2. */

const orNothing = (schema: Schema): Schema => ({ oneOf: [schema, { type: 'null' }] });

const rebuild = (microversion: Microversion): Schema => {
  const since = sinceOf(microversion);
  return object(
    {
      name,
      imageRef: uuid,
      adminPass: text,
      metadata,
      preserve_ephemeral: boolean,
      'OS-DCF:diskConfig': diskConfig,
      accessIPv4,
      accessIPv6,
      ...(compare(microversion, [2, 57]) < 0 && { personality }),
      ...since(19, { description }),
      ...since(54, { key_name: orNothing({ type: 'string', minLength: 1, maxLength: 255 }) }),
      ...since(57, { user_data: orNothing(userData) }),
      ...since(63, { trusted_image_certificates: trustedCerts }),
      ...since(90, { hostname }),
    },
    ['imageRef'],
  );
};

const lock = (microversion: Microversion): Schema =>
  compare(microversion, [2, 73]) < 0
    ? {}
    : {
        type: ['object', 'null'],
        properties: { locked_reason: { type: 'string', minLength: 1, maxLength: 255 } },
        additionalProperties: false,
      };

/** Looked at before the server is: simulator/api/compute/entrance.ts. */
export const rescueSchema: Schema = only('rescue', {
  type: ['object', 'null'],
  properties: { adminPass: text, rescue_image_ref: uuid },
  additionalProperties: false,
});

const schemas: Readonly<Record<string, (microversion: Microversion) => Schema>> = {
  rebuild,
  lock,
  createImage: () => object({ name, metadata }, ['name']),
  resize: () => object({ flavorRef, 'OS-DCF:diskConfig': diskConfig }, ['flavorRef']),
  reboot: () => object({ type: { type: 'string', enum: ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft'] } }, ['type']),
  changePassword: () => object({ adminPass: text }, ['adminPass']),
  'os-resetState': () => object({ state: { type: 'string', enum: ['active', 'error'] } }, ['state']),
  'os-getConsoleOutput': () =>
    object({ length: { type: ['integer', 'string', 'null'], pattern: '^-?[0-9]+$', atLeast: -1 } }),
};

/** Undefined where the action takes anything. */
export function actionSchema(action: string, microversion: Microversion): Schema | undefined {
  const schemaOf = Object.hasOwn(schemas, action) ? schemas[action] : undefined;
  return schemaOf && only(action, schemaOf(microversion));
}
