import type { Host, World } from '../world';

/** Nova tells Placement which of its hosts are in which aggregates. Source: nova/scheduler/client/report.py@26.2.2. */

function tell({ placement }: World, host: Host, change: (uuids: readonly string[]) => readonly string[]): void {
  placement.aggregates.set(host.providerId, change(placement.aggregates.get(host.providerId) ?? []));
  host.generation += 1;
}

export const joinAggregate = (world: World, host: Host, uuid: string): void =>
  tell(world, host, (uuids) => [...uuids, uuid]);

export const leaveAggregate = (world: World, host: Host, uuid: string): void =>
  tell(world, host, (uuids) => uuids.filter((other) => other !== uuid));
