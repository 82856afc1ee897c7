import type { World } from '../world';
import type { NetworkTables, Plug, Port } from './tables';
import { touch } from './touch';

/** Which ports are in which server. */

export const plugsOf = ({ plugs }: NetworkTables, server: string): readonly Plug[] => plugs.get(server) ?? [];

/** The ports of a server, in the order that they were attached. */
export const portsOf = (tables: NetworkTables, server: string): readonly Port[] =>
  plugsOf(tables, server)
    .map(({ port }) => tables.ports.get(port))
    .filter((port) => port !== undefined);

/** Has the server have the port no longer. */
export function pullOut(tables: NetworkTables, { id, device_id }: Port): void {
  const kept = plugsOf(tables, device_id).filter(({ port }) => port !== id);
  if (kept.length > 0) tables.plugs.set(device_id, kept);
  else tables.plugs.delete(device_id);
}

/** Where a port goes: a server, and its host and zone. */
export interface Socket {
  readonly server: string;
  readonly host: string;
  readonly zone: string;
}

export function plugIn(world: World, port: Port, { server, host, zone }: Socket, plug: Omit<Plug, 'port'>): void {
  const { network } = world;
  port.device_id = server;
  port.device_owner = `compute:${zone}`;
  port['binding:host_id'] = host;
  port.status = 'ACTIVE';
  touch(world, port);
  network.plugs.set(server, [...plugsOf(network, server), { ...plug, port: port.id }]);
}

/** Leaves the port as it was before it was plugged in. */
export function unplug(world: World, port: Port): void {
  pullOut(world.network, port);
  port.device_id = '';
  port.device_owner = '';
  port['binding:host_id'] = '';
  port.status = 'DOWN';
  touch(world, port);
}
