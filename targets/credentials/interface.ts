import { type ConfiguredCloud, unusable } from './configured-cloud';
import { textOf } from './mapping';

/** Which of a service's endpoints to take from the catalogue. */
export type Interface = 'public' | 'internal' | 'admin';

/**
 * `endpoint_type` (its old name, which wins, as in openstacksdk) or `interface`; public unless given.
 * `publicURL` and its like are understood.
 * @throws UserError where it is anything else
 */
export function interfaceOf(cloud: ConfiguredCloud): Interface {
  const key = textOf(cloud.settings.endpoint_type) === undefined ? 'interface' : 'endpoint_type';
  const written = textOf(cloud.settings[key]) ?? 'public';
  const name = written.replace(/URL$/, '');
  if (name === 'public' || name === 'internal' || name === 'admin') return name;
  throw unusable(cloud, [key], `has the ${cloud.spelt(key)} "${written}": use public, internal or admin`);
}
