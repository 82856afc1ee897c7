import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import { boolean, fqdn, object, sinceOf } from './parameter-types';

const word = { type: 'string', minLength: 1, maxLength: 255 } as const;

/**
 * What is changed of a service: from 2.53 on the path names it, before the body does.
 * Source: nova/api/openstack/compute/schemas/services.py@26.2.2.
 */
export const serviceSchema = (microversion: Microversion): Schema =>
  compare(microversion, [2, 53]) >= 0
    ? object({ status: { type: 'string', enum: ['enabled', 'disabled'] }, disabled_reason: word, forced_down: boolean })
    : object(
        { host: fqdn, binary: word, disabled_reason: word, ...sinceOf(microversion)(11, { forced_down: boolean }) },
        ['host', 'binary'],
      );
