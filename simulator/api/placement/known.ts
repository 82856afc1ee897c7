import { standardResourceClasses } from '../../placement/standard';
import type { Provider } from '../../placement/tables';
import type { Call } from '../service';
import { providersOf } from './call';

/** The names that there are: the standard ones, and the custom ones that were made. */

type Cloud = Pick<Call, 'world' | 'behaviour'>;

export function knownTraits(call: Cloud): readonly string[] {
  // A host may be given any from the beginning.
  const ofHosts = providersOf(call).flatMap(({ traits }) => traits);
  const all = new Set([...call.behaviour.knownTraits, ...ofHosts, ...call.world.placement.traits]);
  return [...all].filter(call.behaviour.listsTrait);
}

export const knownClasses = ({ world }: Pick<Call, 'world'>): readonly string[] => [
  ...standardResourceClasses,
  ...world.placement.resourceClasses,
];

/** The traits of a provider, as this cloud shows them. */
export const traitsOf = ({ world, behaviour }: Cloud, provider: Provider): readonly string[] => {
  const host = world.hosts.find(({ providerId }) => providerId === provider.providerId);
  return host ? behaviour.traitsOf(host) : provider.traits;
};
