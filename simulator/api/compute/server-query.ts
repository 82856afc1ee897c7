import { badRequest, type Fault, forbidden } from '../../fault';
import { isAdmin } from '../service';
import { type ComputeCall, isSince } from './call';
import { invalidQuery, repr } from './schema-message';

/** The form of the query of GET /servers. Source: query_params_* in nova/api/openstack/compute/schemas/servers.py@26.2.2. */

/** Those that are regular expressions. */
const regexes = [
  ...[
    'kernel_id',
    'ramdisk_id',
    'hostname',
    'key_name',
    'power_state',
    'node',
    'flavor',
    'reservation_id',
    'ip',
    'ip6',
  ],
  ...['launched_at', 'terminated_at', 'availability_zone', 'name', 'display_name', 'description', 'created_at'],
  ...['display_description', 'locked_by', 'root_device_name', 'config_drive', 'access_ip_v4', 'access_ip_v6'],
  ...['auto_disk_config', 'progress'],
];
const tagRegexes = ['tags', 'tags-any', 'not-tags', 'not-tags-any'];
/** What Nova keeps in tables of their own: a filter that is read, and refused. */
export const joined = [
  ...[
    'block_device_mapping',
    'services',
    'metadata',
    'system_metadata',
    'info_cache',
    'security_groups',
    'pci_devices',
  ],
];
const texts = [
  ...[
    'user_id',
    'project_id',
    'tenant_id',
    'launch_index',
    'image_ref',
    'image',
    'vm_state',
    'task_state',
    'host',
    'uuid',
  ],
  ...['sort_dir', 'all_tenants', 'soft_deleted', 'deleted', 'status', 'locked', 'marker'],
  ...joined,
];

/** In the order in which Nova 26.2 lists them. */
const sortKeys = [
  ...['locked_by', 'instance_type_id', 'locked', 'project_id', 'access_ip_v4', 'created_at', 'hostname', 'image_ref'],
  ...['key_name', 'vm_state', 'auto_disk_config', 'display_description', 'task_state', 'user_id', 'launched_at'],
  ...['power_state', 'root_device_name', 'terminated_at', 'kernel_id', 'updated_at', 'launch_index', 'display_name'],
  ...['availability_zone', 'node', 'progress', 'uuid', 'ramdisk_id', 'host', 'access_ip_v6', 'config_drive'],
];
/** Those are passed over before 2.75. */
export const ignoredSortKeys = [
  ...[
    'architecture',
    'cell_name',
    'cleaned',
    'default_ephemeral_device',
    'default_swap_device',
    'deleted',
    'deleted_at',
  ],
  ...[
    'disable_terminate',
    'ephemeral_gb',
    'ephemeral_key_uuid',
    'id',
    'key_data',
    'launched_on',
    'memory_mb',
    'os_type',
  ],
  ...['reservation_id', 'root_gb', 'shutdown_terminate', 'user_data', 'vcpus', 'vm_mode'],
];

/** The expression that a parameter gives; undefined for what is none, as nothing at all is. */
export function regexOf(text: string): RegExp | undefined {
  try {
    return text === '' ? undefined : new RegExp(text);
  } catch {
    return undefined;
  }
}

/** The milliseconds of a time such as 2026-01-01T00:00:00Z; undefined for any other text. */
export function timeOf(text: string): number | undefined {
  const [whole, zone] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const when = Date.parse(zone === undefined ? `${text}Z` : text);
  return Number.isNaN(when) ? undefined : when;
}

/** What is wrong with the value of a parameter. */
function wrong(name: string, text: string, { tags, times, sorts }: Known): string | undefined {
  const must = (holds: boolean, why: string) => (holds ? undefined : invalidQuery(name, text, `${repr(text)} ${why}`));
  if (name === 'limit') return must(/^[0-9]*$/.test(text), "does not match '^[0-9]*$'");
  if (name === 'sort_key') return must(sorts.includes(text), `is not one of ${repr(sorts)}`);
  if (times.includes(name)) return must(timeOf(text) !== undefined, "is not a 'date-time'");
  return must(![...regexes, ...tags].includes(name) || regexOf(text) !== undefined, "is not a 'regex'");
}

/** What the schema of a microversion knows. */
interface Known {
  readonly tags: readonly string[];
  readonly times: readonly string[];
  readonly sorts: readonly string[];
}

/** Why the query cannot be read; undefined where it can. */
export function wrongQuery(call: ComputeCall): Fault | undefined {
  const { query } = call.request;
  const known: Known = {
    tags: isSince(call, 26) ? tagRegexes : [],
    times: isSince(call, 66) ? ['changes-since', 'changes-before'] : ['changes-since'],
    sorts: isSince(call, 75) ? sortKeys : [...sortKeys, ...ignoredSortKeys],
  };
  for (const [name, text] of query) {
    const why = wrong(name, text, known);
    if (why !== undefined) return badRequest(why);
  }
  const names = [...regexes, ...known.tags, ...texts, ...known.times, 'limit', 'sort_key'];
  const others = [...new Set(query.keys())].filter((name) => !names.includes(name) && !name.startsWith('_'));
  if (isSince(call, 75) && others.length > 0) {
    const do_ = others.length === 1 ? 'does' : 'do';
    return badRequest(`${others.sort().map(repr).join(', ')} ${do_} not match any of the regexes: '^_'`);
  }
  return undefined;
}

/** By what a list is sorted, and which way; the first that comes counts most. */
export interface Sorting {
  readonly keys: readonly string[];
  readonly directions: readonly string[];
}

export function sortingOf(call: ComputeCall): Sorting | Fault {
  const { query } = call.request;
  const asked = query.getAll('sort_key').map((key) => key.trim());
  const directions = query.getAll('sort_dir').map((direction) => direction.trim());
  const kept = asked.map((key, index) => ({ key, index })).filter(({ key }) => !ignoredSortKeys.includes(key));
  const forAdmins = kept.find(({ key }) => key === 'host' || key === 'node');
  if (forAdmins && !isAdmin(call)) return forbidden(`Only administrators can sort servers by ${forAdmins.key}`);
  if (directions.some((direction) => direction !== 'asc' && direction !== 'desc')) {
    return badRequest("Invalid input received: Unknown sort direction, must be 'desc' or 'asc'");
  }
  const [first = 'desc'] = directions;
  if (kept.length === 0) return { keys: ['created_at'], directions: [first] };
  return { keys: kept.map(({ key }) => key), directions: kept.map(({ index }) => directions[index] ?? first) };
}
