import { Inconclusive } from '../inconclusive';
import { compare, type Microversion, text } from '../microversion';
import type { ApiRequest, Caller, Exchange, Target } from '../target';
import { at, expectAnswer, expectSuccess, isRecord, listAt, succeeded, summary, textAt } from './reading';

/** A server as its owner sees it. Source: Compute API reference, Show Server Details. */
export interface ServerView {
  readonly id: string;
  readonly name: string | undefined;
  /** What it was made of and from, as the cloud shows it. */
  readonly flavor: unknown;
  readonly image: unknown;
  readonly status: string;
  readonly taskState: string | null;
  readonly vmState: string | undefined;
  readonly powerState: unknown;
  readonly addresses: unknown;
  readonly fault: string | undefined;
  /** For admins only. */
  readonly host: string | undefined;
  readonly zone: string | undefined;
  /** The same for all servers of a project on one host, and says nothing else. */
  readonly hostId: string | undefined;
}

/** One of a server's actions. `message` is "Error" where it failed. */
export interface ActionView {
  readonly action: string | undefined;
  readonly requestId: string | undefined;
  readonly message: string | undefined;
}

export const versionHeader = (version: Microversion | undefined): Record<string, string> =>
  version ? { 'OpenStack-API-Version': `compute ${text(version)}` } : {};

export function compute(
  target: Target,
  caller: Caller,
  rest: Omit<ApiRequest, 'caller' | 'service'>,
): Promise<Exchange> {
  return target.send({ caller, service: 'compute', ...rest });
}

/** Asks for a server action: its name, and the value that goes with it. */
export function serverAction(
  target: Target,
  id: string,
  body: Readonly<Record<string, unknown>>,
  { caller = 'owner', headers = {} }: Partial<Pick<ApiRequest, 'caller' | 'headers'>> = {},
): Promise<Exchange> {
  return compute(target, caller, { method: 'POST', path: `/servers/${id}/action`, headers, body });
}

/** Unlocks a server, whoever has locked it. @returns whether that could be done */
export async function unlockServer(target: Target, id: string): Promise<boolean> {
  for (const caller of ['owner', 'admin'] as const) {
    if (target.has(caller) && succeeded(await serverAction(target, id, { unlock: null }, { caller }))) return true;
  }
  return false;
}

/** Undefined where the server is not there (404). */
export async function showServer(
  target: Target,
  id: string,
  caller: Caller = 'owner',
): Promise<ServerView | undefined> {
  const exchange = await compute(target, caller, { method: 'GET', path: `/servers/${id}` });
  if (exchange.reply.status === 404) return undefined;
  const server = at(expectSuccess(exchange, 'show the server').reply.json, 'server');
  const status = textAt(server, 'status');
  if (status === undefined) throw new Inconclusive(`the answer shows no server: ${summary(exchange)}`);
  return {
    id,
    name: textAt(server, 'name'),
    flavor: at(server, 'flavor'),
    image: at(server, 'image'),
    status,
    taskState: textAt(server, 'OS-EXT-STS:task_state') ?? null,
    vmState: textAt(server, 'OS-EXT-STS:vm_state'),
    powerState: at(server, 'OS-EXT-STS:power_state'),
    addresses: at(server, 'addresses'),
    fault: textAt(server, 'fault', 'message'),
    host: textAt(server, 'OS-EXT-SRV-ATTR:hypervisor_hostname'),
    zone: textAt(server, 'OS-EXT-AZ:availability_zone'),
    hostId: textAt(server, 'hostId') || undefined,
  };
}

/** The server's actions, newest first; undefined where the cloud does not list any. */
export async function listActions(target: Target, id: string): Promise<readonly ActionView[] | undefined> {
  const exchange = await compute(target, 'owner', { method: 'GET', path: `/servers/${id}/os-instance-actions` });
  if (expectAnswer(exchange, 'list the actions').reply.status !== 200) return undefined;
  return listAt(exchange.reply.json, 'instanceActions').map((action) => ({
    action: textAt(action, 'action'),
    requestId: textAt(action, 'request_id'),
    message: textAt(action, 'message'),
  }));
}

/** Owners see how an action's events ended from this microversion on. */
const eventsFrom: Microversion = [2, 51];

/**
 * How the events of an action ended, each "Success" or "Error", undefined while it goes on; undefined where that cannot
 * be seen.
 * @param newest the newest microversion of the target
 */
export async function eventResults(
  target: Target,
  id: string,
  requestId: string,
  newest: Microversion,
): Promise<readonly (string | undefined)[] | undefined> {
  if (compare(newest, eventsFrom) < 0) return undefined;
  const exchange = await compute(target, 'owner', {
    method: 'GET',
    path: `/servers/${id}/os-instance-actions/${requestId}`,
    headers: versionHeader(eventsFrom),
  });
  if (expectAnswer(exchange, 'show the action').reply.status !== 200) return undefined;
  const events = listAt(exchange.reply.json, 'instanceAction', 'events').filter(isRecord);
  return events.map((event) => textAt(event, 'result'));
}

/** Whether the compute host is done with an action; undefined where that cannot be seen. */
export async function actionIsFinished(...action: Parameters<typeof eventResults>): Promise<boolean | undefined> {
  const results = await eventResults(...action);
  return results && results.length > 0 && results.every((result) => result !== undefined);
}

/** The ids of the volumes attached to the server, its root volume first where it has one. */
export async function listAttachments(target: Target, id: string): Promise<readonly string[]> {
  const exchange = await compute(target, 'owner', { method: 'GET', path: `/servers/${id}/os-volume_attachments` });
  const list = listAt(expectSuccess(exchange, 'list the volume attachments').reply.json, 'volumeAttachments');
  return list.flatMap((attachment) => textAt(attachment, 'volumeId') ?? []);
}

/** The id that the service gave the request, in any of the headers that Nova has used for it. */
export const requestIdOf = ({ reply: { headers } }: Exchange): string | undefined =>
  headers['x-openstack-request-id'] ?? headers['x-compute-request-id'];
