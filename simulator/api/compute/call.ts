import { decidedBy, type Fault, notFound, policyRefuses } from '../../fault';
import { compare, type Microversion } from '../../microversion';
import type { Server } from '../../world';
import type { Reply } from '../message';
import { type Call, isAdmin } from '../service';
import { explanations } from '../webob';

/** A call of the compute API, its microversion settled. */
export interface ComputeCall extends Call {
  readonly microversion: Microversion;
}

/** Whether a call is made at 2.`minor` or later. */
export const isSince = ({ microversion }: Pick<ComputeCall, 'microversion'>, minor: number): boolean =>
  compare(microversion, [2, minor]) >= 0;

export const faultReply = ({ behaviour }: Pick<Call, 'behaviour'>, fault: Fault): Reply => ({
  status: fault.status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: behaviour.faultBody(fault),
  ...(fault.decidedBy !== undefined && { decidedBy: fault.decidedBy }),
});

/** What Nova says where it has no such path, or looks as if it had none. */
export const noResource = notFound(explanations[404]);

/** An answer that is about no rescue. */
export const otherReply = ({ behaviour, microversion }: ComputeCall, status: number, body: object): Reply => ({
  status,
  body: behaviour.otherBody(body, microversion),
});

/** The server where the caller can see it. */
export function withServer(call: ComputeCall, id: string, answer: (server: Server) => Reply): Reply {
  const server = call.world.servers.get(id);
  const visible = server && call.behaviour.isVisible(server, call.caller);
  if (visible) return answer(server);
  const rule = server ? 'other-projects-server' : 'unknown-server';
  return faultReply(call, decidedBy(rule, call.behaviour.unknownServer(id, server)));
}

/** The same where Nova looks for the server's cell by itself: of what never was it says so in other words. */
export function withMapping(call: ComputeCall, id: string, answer: () => Reply): Reply {
  const { servers, deletedServers } = call.world;
  if (servers.has(id) || deletedServers.has(id)) return answer();
  const fault = { ...call.behaviour.unknownServer(id, undefined), message: `Instance ${id} has no mapping to a cell.` };
  return faultReply(call, decidedBy('unknown-server', fault));
}

/** What only an admin may ask, under the policy of this name. */
export const forAdmins = (call: ComputeCall, policy: string, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : faultReply(call, policyRefuses(policy));
