import type { Dispatcher } from 'undici';
import type { Door } from './cloud-target';
import type { Service } from './target';

/** A bare compute endpoint and a token, for an implementation without Keystone. The token cannot be renewed. */
export function tokenDoor(token: string, computeEndpoint: string, dispatcher: Dispatcher): Door {
  return {
    dispatcher,
    token: async () => token,
    renew: () => false,
    endpoint: (service: Service) => (service === 'compute' ? computeEndpoint : undefined),
  };
}
