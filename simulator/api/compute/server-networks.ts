import { badRequest, type Fault, notFound } from '../../fault';
import { portsOf } from '../../network/plugs';
import type { SecurityGroup } from '../../network/tables';
import { touch } from '../../network/touch';
import type { Server } from '../../world';
import { isRecord, type Reply } from '../message';
import { type ComputeCall, faultReply, otherReply, withServer } from './call';
import { addressesOf, groupsOfServer } from './network-view';
import { groupsNamed, severalMatch } from './requested-networks';
import { shownGroup } from './security-group-view';

/** The addresses and the security groups of a server. Source: ips.py and security_groups.py of Nova 26.2.2. */

type Change = (ids: readonly string[], id: string) => readonly string[];

/** An action on the group that its value names, done to every port of the server. */
const changing =
  (change: Change, isDone: (servers: readonly SecurityGroup[], group: SecurityGroup) => boolean) =>
  (call: ComputeCall, server: Server, value: unknown): Reply => {
    const refuse = (fault: Fault) => faultReply(call, fault);
    if (!isRecord(value)) return refuse(badRequest('Missing parameter dict'));
    if (!('name' in value)) return refuse(badRequest('Security group not specified'));
    const name = String(value.name ?? '');
    if (name.trim() === '') return refuse(badRequest('Security group name cannot be empty'));
    const [group, ...more] = groupsNamed(call, name);
    if (!group) return refuse(notFound(`Security group ${name} is not found for project ${call.caller.projectId}`));
    if (more.length > 0) return refuse(severalMatch(name));
    const tables = call.world.network;
    const ports = portsOf(tables, server.id);
    if (ports.length === 0) {
      return refuse(notFound(`instance_id ${server.id} could not be found as device id on any ports`));
    }
    if (isDone(groupsOfServer(tables, server.id), group)) {
      return refuse(notFound(`Security group ${name} not associated with the instance ${server.id}`));
    }
    for (const port of ports) {
      port.security_groups = change(port.security_groups, group.id);
      touch(call.world, port);
    }
    return { status: 202 };
  };

export const groupActions = {
  addSecurityGroup: changing(
    (ids, id) => [...new Set([...ids, id])],
    () => false,
  ),
  removeSecurityGroup: changing(
    (ids, id) => ids.filter((other) => other !== id),
    (groups, group) => !groups.includes(group),
  ),
};

export const serverNetworkRoutes = {
  'GET /servers/{id}/ips': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, () => otherReply(call, 200, { addresses: addressesOf(call.world.network, id, false) })),
  'GET /servers/{id}/ips/{network}': (call: ComputeCall, id: string, network: string): Reply =>
    withServer(call, id, () => {
      const { [network]: addresses } = addressesOf(call.world.network, id, false);
      return addresses
        ? otherReply(call, 200, { [network]: addresses })
        : faultReply(call, notFound('Instance is not a member of specified network'));
    }),
  'GET /servers/{id}/os-security-groups': (call: ComputeCall, id: string): Reply =>
    withServer(call, id, () => {
      const groups = groupsOfServer(call.world.network, id).map((group) => shownGroup(call, group));
      return otherReply(call, 200, { security_groups: groups.sort((a, b) => a.name.localeCompare(b.name)) });
    }),
};
