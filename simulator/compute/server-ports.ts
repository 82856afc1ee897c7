import { plugIn, plugsOf, portsOf, type Socket, unplug } from '../network/plugs';
import { addPort, removePort } from '../network/ports';
import type { NetworkRequest, Port, Requested } from '../network/tables';
import type { Server, World } from '../world';

/** The ports of a server: made and plugged in when its host builds it, and gone with it. */

/** Remembers what a server asks for until it is built. */
export const requestPorts = (world: World, server: string, requested: Requested): void => {
  world.network.requested.set(server, requested);
};

/** Plugs one port in; undefined where it is no longer there, or its network has no address left. */
export function plugOne(
  world: World,
  { id, host, identity }: Pick<Server, 'id' | 'host' | 'identity'>,
  { port, network, address, tag }: NetworkRequest,
  groups: readonly string[],
): Port | undefined {
  const tables = world.network;
  const socket: Socket = { server: id, host: host.name, zone: host.zone };
  if (port !== undefined) {
    const own = tables.ports.get(port);
    if (own?.device_id !== '') return undefined;
    plugIn(world, own, socket, { preserve: true, tag });
    return own;
  }
  const found = tables.networks.get(network);
  const made =
    found &&
    addPort(world, found, identity.projectId, {
      ...(groups.length > 0 && { security_groups: groups }),
      ...(address !== undefined && { addresses: [{ ip_address: address }] }),
    });
  if (!made || 'kind' in made) return undefined;
  plugIn(world, made, socket, { preserve: false, tag });
  return made;
}

/** Gives the server what it asked for. @returns whether it has got all of it; where it has not, it has nothing */
export function plugServer(world: World, server: Server): boolean {
  const { requested } = world.network;
  const asked = requested.get(server.id);
  requested.delete(server.id);
  const has = asked?.networks.every((request) => plugOne(world, server, request, asked.groups) !== undefined);
  if (has !== false) return true;
  unplugServer(world, server.id);
  return false;
}

/** Takes the ports out of a server: those that were made for it are gone. */
export function unplugServer(world: World, server: string): void {
  const tables = world.network;
  tables.requested.delete(server);
  const kept = plugsOf(tables, server).filter(({ preserve }) => preserve);
  for (const port of portsOf(tables, server)) {
    if (kept.some(({ port: id }) => id === port.id)) unplug(world, port);
    else removePort(tables, port);
  }
}
