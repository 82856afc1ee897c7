import type { End } from './end';
import type { Answer } from './request';

/** Values that mean the same at both ends, and what they are called. */
export type Names = ReadonlyMap<string, string>;

/** Headers that a client goes by. */
const compared = [
  'allow',
  'content-type',
  'location',
  'openstack-api-version',
  'retry-after',
  'vary',
  'www-authenticate',
  'x-compute-request-id',
  'x-not-simulated',
  'x-openstack-nova-api-version',
  'x-openstack-request-id',
  'x-subject-token',
];

/** What is drawn by lot or read from a clock: its form is compared, and nothing more. */
const forms: readonly (readonly [pattern: RegExp, form: string])[] = [
  [/(?<=['" ])\/[^'" ]*(?=\/instances\/)/g, '<folder>'],
  [/\b[0-9a-f]{56}\b/g, '<host id>'],
  [/\breq-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<request id>'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [/\b[0-9a-f]{32}\b/g, '<hex id>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000\b/g, '<time>.000000'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\b/g, '<time>.<microseconds>'],
  [/\b\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(?=Z|\+00:00|\b)/g, '<time>'],
];

/** The same for what is told by its key. */
const byKey: Readonly<Record<string, readonly [pattern: RegExp, form: string]>> = {
  adminPass: [/^[A-Za-z0-9]{12}$/, '<password>'],
  // Where each keeps its code is no part of an answer.
  traceback: [/^.+$/s, '<traceback>'],
  audit_ids: [/^[\w-]{22}$/, '<audit id>'],
  'x-subject-token': [/^.+$/, '<token>'],
  'OS-EXT-SRV-ATTR:reservation_id': [/^r-[a-z0-9]{8}$/, '<reservation>'],
  'OS-EXT-SRV-ATTR:instance_name': [/^instance-[0-9a-f]{8}$/, '<instance name>'],
};

/** Numbers of what has happened since an end began, and of what else there is in it: two clouds never have the same. */
const counters =
  /^((resource_provider_|consumer_)?generation|total\w+Used|in_use|running_vms|current_workload|standard_attr_id|(vcpus|memory_mb|local_gb)_used|free_(ram_mb|disk_gb)|disk_available_least)$/;

/** What Placement says is used, since there are other servers too; and key pairs, of which there were others before. */
const isCounted = (key: string, inner: string): boolean => key === 'usages' || (key === 'keypair' && inner === 'id');

/** Lists in the order of ids that are drawn by lot. */
const unordered: ReadonlySet<string> = new Set(['roles']);

/** What is captured and shorter than this is a number or a word, and may stand for other things too. */
const shortest = 8;

/** The texts that are replaced in what an end answers, long ones first: a name may be part of another. */
export function namesAt({ roots, given }: End, captured: ReadonlyMap<string, string>): Names {
  const all = [
    ...Object.entries(roots),
    // Who signs in is called the same at both ends.
    ...[...given].filter(([name]) => !name.startsWith('name of ')),
    ...[...captured].filter(([, value]) => value.length >= shortest),
  ].sort(([, a], [, b]) => b.length - a.length);
  const names = new Map<string, string>();
  // Of two names for one thing, the first counts.
  for (const [name, value] of all) if (value !== '' && !names.has(value)) names.set(value, `{${name}}`);
  return names;
}

/** The answer with the names of things in the place of what each end calls them. */
export function normalised({ status, headers, body }: Answer, names: Names): Answer {
  const kept = compared.filter((name) => headers[name] !== undefined);
  return {
    status,
    headers: Object.fromEntries(kept.map((name) => [name, namedText(headers[name] ?? '', name, names)])),
    body: named(body, '', names),
  };
}

function named(value: unknown, key: string, names: Names): unknown {
  if (typeof value === 'string') return namedText(value, key, names);
  if (typeof value === 'number' && counters.test(key)) return '<number>';
  if (Array.isArray(value)) {
    const items = value.map((item) => named(item, key, names));
    return unordered.has(key) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([inner, content]) => [
    namedText(inner, '', names),
    typeof content === 'number' && isCounted(key, inner) ? '<number>' : named(content, inner, names),
  ]);
  return Object.fromEntries(entries);
}

function namedText(text: string, key: string, names: Names): string {
  const own = byKey[key];
  if (own?.[0].test(text)) return own[1];
  const whole = names.get(text);
  if (whole !== undefined) return whole;
  let result = text;
  // A short one is a word that may stand within others: it counts where it is all there is.
  for (const [value, name] of names) if (value.length >= shortest) result = result.replaceAll(value, name);
  for (const [pattern, form] of forms) result = result.replaceAll(pattern, form);
  return result;
}
