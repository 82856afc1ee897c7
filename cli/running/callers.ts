import type { Door, Doors } from '../../targets/cloud-target';
import type { CallerSource, Configuration } from '../../targets/configuration/configuration';
import { readToken } from '../../targets/credentials/token-file';
import type { KeystoneDoor } from '../../targets/keystone-door';
import type { Caller } from '../../targets/target';
import { tokenDoor } from '../../targets/token-door';
import { UserError } from '../../targets/user-error';

type Configured = Exclude<Caller, 'nobody'>;

/**
 * The doors of the callers that the configuration names beside those there are; what the command line says comes first.
 * @param signIn opens the door of a cloud of clouds.yaml
 * @throws UserError where one does not let us in, or is not who it is said to be
 */
export async function withConfigured(
  doors: Doors,
  { callers = {} }: Configuration,
  signIn: (cloud: string) => Promise<KeystoneDoor>,
): Promise<Doors> {
  const more: Partial<Record<Configured, Door>> = {};
  for (const [caller, source] of Object.entries(callers) as [Configured, CallerSource][]) {
    if (source === 'none' || doors[caller]) continue;
    more[caller] = 'cloud' in source ? await signedIn(caller, source.cloud) : withToken(source['token-file']);
  }
  return { ...doors, ...more };

  async function signedIn(caller: Configured, cloud: string): Promise<Door> {
    const door = await signIn(cloud);
    const wrong = whyNot(caller, door, doors.owner);
    if (wrong === undefined) return door;
    await door.dispatcher.destroy();
    throw new UserError(`callers.${caller}: ${wrong}`);
  }

  /** A token says nothing of where the services are: they are where its owner finds them. */
  function withToken(file: string): Door {
    const { owner } = doors;
    const door = tokenDoor(readToken(file), owner.endpoint('compute') ?? '', owner.dispatcher);
    return { ...door, endpoint: (service) => owner.endpoint(service) };
  }
}

/** A verdict on who may not do something would be wrong of somebody who may. */
function whyNot(caller: Configured, { cloud, projectId, roles }: KeystoneDoor, owner: Door): string | undefined {
  const mighty = ['admin', 'manager', 'member'].find((role) => roles.includes(role));
  const sameProject = 'projectId' in owner ? owner.projectId === projectId : undefined;
  if (caller === 'other-project' && sameProject === true) {
    return `cloud "${cloud}" is of the owner’s own project; name one of another project`;
  }
  if (caller === 'other-project' && roles.includes('admin')) {
    return `cloud "${cloud}" has the role admin, to whom every project is open; name one without it`;
  }
  if (caller === 'reader' && sameProject === false) {
    return `cloud "${cloud}" is not of the owner’s project; name one of that project`;
  }
  if (caller === 'reader' && mighty !== undefined) {
    return `cloud "${cloud}" has the role ${mighty}; name one with the role reader only`;
  }
  return undefined;
}
