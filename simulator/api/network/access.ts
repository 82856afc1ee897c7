import type { Standard } from '../../network/tables';
import { isAdmin } from '../service';
import { disallowed, isRefusal, preconditionFailed, type Refusal } from './refusal';
import type { NetworkCall, Resource } from './resource';

/** Who may see a resource, and who may change it: in Neutron, every role of a project may do both. */

const isOwn = (call: NetworkCall, { project_id }: Standard): boolean =>
  isAdmin(call) || project_id === call.caller.projectId;

export const isSeen = <T extends Standard>(resource: Resource<T>, call: NetworkCall, record: T): boolean =>
  isOwn(call, record) || resource.isShared?.(call, record) === true;

/** The record, for who may see it. */
export function seen<T extends Standard>(resource: Resource<T>, call: NetworkCall, id: string): T | Refusal {
  const record = resource.table(call.tables).get(id);
  return record && isSeen(resource, call, record) ? record : resource.unknown(id);
}

/** The record, for who may change it in this way, as it was when the request was made. */
export function owned<T extends Standard>(
  resource: Resource<T>,
  call: NetworkCall,
  id: string,
  rule: string,
): T | Refusal {
  const record = seen(resource, call, id);
  if (isRefusal(record)) return record;
  if (!isOwn(call, record) && !resource.isOtherwiseOwned?.(call, record)) return disallowed(rule);
  const [, expected] = /revision_number=(\d+)/.exec(call.request.headers['if-match'] ?? '') ?? [];
  if (expected === undefined || Number(expected) === record.revision_number) return record;
  const current = `but current revision is ${record.revision_number}`;
  return preconditionFailed('RevisionNumberConstraintFailed', `Constrained to ${expected}, ${current}`);
}

export const isOnOwnNetwork = (call: NetworkCall, { network_id }: { readonly network_id: string }): boolean =>
  call.tables.networks.get(network_id)?.project_id === call.caller.projectId;
