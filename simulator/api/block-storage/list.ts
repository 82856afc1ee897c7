import { isTrue } from '../is-true';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { refuse, since, unknown, urlOf, type VolumeCall, wrongInput } from './call';

/** Lists of volumes and of snapshots: whose, which, in which order and how many. As observed of Cinder 21. */

type Shown = Readonly<Record<string, unknown>>;

interface Listed {
  readonly id: string;
  readonly projectId: string;
}

export interface List<T extends Listed> {
  /** The plural that the list stands under. */
  readonly name: string;
  /** As in the message about a marker that is none. */
  readonly singular: string;
  readonly all: Iterable<T>;
  /** The values that can be asked for and sorted by. */
  readonly fields: (item: T) => Shown;
  /** What can be asked for by whoever is no admin. */
  readonly filters: readonly string[];
  readonly show: (item: T) => object;
  /** Whether it is the list below /detail. */
  readonly isDetailed: boolean;
}

const greatestLimit = 1000;

function numberOf(query: URLSearchParams, name: string, otherwise: number): number | string {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return `${name} param must be an integer`;
  return Number(text) < 0 ? `${name} param must be positive` : Number(text);
}

interface Order {
  readonly key: string;
  readonly isAscending: boolean;
}

const columns = [
  'id',
  'name',
  'status',
  'size',
  'availability_zone',
  'bootable',
  'created_at',
  'updated_at',
  'user_id',
  'project_id',
  'volume_id',
];

/** The order that is asked for, or why there is none. */
function orderOf(query: URLSearchParams): readonly Order[] | Reply {
  const together = query.get('sort');
  if (together !== null && (query.has('sort_key') || query.has('sort_dir'))) {
    const both =
      "The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter.";
    return refuse(both);
  }
  const apart = `${query.get('sort_key') ?? 'created_at'}:${query.get('sort_dir') ?? 'desc'}`;
  const pairs = (together ?? apart).split(',').map((part) => part.split(':').map((word) => word.trim()));
  if (pairs.some(([, direction = 'desc']) => direction !== 'asc' && direction !== 'desc')) {
    return wrongInput("Unknown sort direction, must be 'desc' or 'asc'.");
  }
  if (pairs.some(([key = '']) => !columns.includes(key))) return wrongInput('Invalid sort key');
  const order = pairs.map(([key = '', direction]) => ({ key, isAscending: direction === 'asc' }));
  const rest = ['created_at', 'id'].filter((key) => order.every((given) => given.key !== key));
  const isAscending = order.at(-1)?.isAscending === true;
  return [...order, ...rest.map((key) => ({ key, isAscending }))];
}

const rank = (a: unknown, b: unknown): number => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1);

const compared = (order: readonly Order[], a: Shown, b: Shown): number =>
  order.reduce((sign, { key, isAscending }) => sign || rank(a[key], b[key]) * (isAscending ? 1 : -1), 0);

const apartFromFilters = ['limit', 'marker', 'offset', 'sort', 'sort_key', 'sort_dir', 'with_count', 'all_tenants'];

const operators: Readonly<Record<string, (sign: number) => boolean>> = {
  lt: (sign) => sign < 0,
  lte: (sign) => sign <= 0,
  eq: (sign) => sign === 0,
  neq: (sign) => sign !== 0,
  gt: (sign) => sign > 0,
  gte: (sign) => sign >= 0,
};

type Keep = (shown: Shown) => boolean;

/** Times with their operators: `gt:2026-01-01T00:00:00,lt:…` */
function timeFilter(key: string, text: string): Keep | Reply {
  const bounds = text.split(',').map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]);
  for (const [operator = '', time = ''] of bounds) {
    if (!operators[operator]) return refuse(`Invalid ${key} operator`);
    if (Number.isNaN(Date.parse(time))) return refuse(`Invalid ${time} value`);
  }
  return (shown) =>
    bounds.every(([operator = '', time = '']) => {
      const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
      return operators[operator]?.(Date.parse(`${shown[key]}Z`) - Date.parse(zoned));
    });
}

/** Of metadata those pairs that are asked for, written as Python writes them. */
function metadataFilter(text: string): Keep {
  const wanted = [...text.matchAll(/["']([^"']*)["']\s*:\s*u?["']([^"']*)["']/g)];
  return ({ metadata }) => wanted.every(([, key = '', value]) => (metadata as Shown)[key] === value);
}

function filterOf(call: VolumeCall, key: string, text: string): Keep | Reply {
  if (key === 'metadata') return metadataFilter(text);
  if ((key === 'created_at' || key === 'updated_at') && since(call, 60)) return timeFilter(key, text);
  if (key === 'bootable') {
    const isWord = /^(true|false|1|0|on|off|yes|no|y|n|t|f)$/i.test(text);
    if (!isWord && since(call, 2)) return wrongInput(`'bootable = ${text}'`);
    return ({ bootable }) => bootable === isTrue(text);
  }
  if (key.endsWith('~')) return (shown) => String(shown[key.slice(0, -1)]).includes(text);
  return (shown) => String(shown[key]) === text;
}

const isKeep = (value: Keep | Reply): value is Keep => typeof value === 'function';
const isReply = (value: Keep | Reply): value is Reply => !isKeep(value);

/** What is asked for; of what cannot be asked for nothing is said below 3.31. */
function keepsOf(call: VolumeCall, allowed: readonly string[]): readonly Keep[] | Reply {
  const asked = [...new Map(call.request.query)].filter(([name]) => !apartFromFilters.includes(name));
  const plain = ([name]: readonly [string, string]) => (since(call, 34) ? name.replace(/~$/, '') : name);
  const isAllowed = (entry: readonly [string, string]) => isAdmin(call) || allowed.includes(plain(entry));
  const others = asked.filter((entry) => !isAllowed(entry)).map(([name]) => name);
  if (others.length > 0 && since(call, 31)) {
    return refuse(`Invalid filters ${others.join(', ')} are found in query options.`);
  }
  const made = asked.filter(isAllowed).map(([name, text]) => filterOf(call, name, text));
  return made.find(isReply) ?? made.filter(isKeep);
}

/** The query of the next page: what was asked for, each once, and its marker. */
function nextQuery(query: URLSearchParams, marker: string): string {
  const named = new Map([...query].filter(([name]) => name !== 'marker'));
  return new URLSearchParams([...named, ['marker', marker]]).toString();
}

export function listReply<T extends Listed>(call: VolumeCall, list: List<T>): Reply {
  const { query } = call.request;
  const limit = numberOf(query, 'limit', greatestLimit);
  const offset = numberOf(query, 'offset', 0);
  if (typeof limit === 'string') return refuse(limit);
  if (typeof offset === 'string') return refuse(offset);
  const order = orderOf(query);
  if ('status' in order) return order;
  const keeps = keepsOf(call, list.filters);
  if ('status' in keeps) return keeps;

  const ofAll = isAdmin(call) && isTrue(query.get('all_tenants'));
  const found = [...list.all]
    .filter(({ projectId }) => ofAll || projectId === call.caller.projectId)
    .map((item) => ({ item, fields: { id: item.id, ...list.fields(item) } }))
    .filter(({ fields }) => keeps.every((keep) => keep(fields)))
    .sort((a, b) => compared(order, a.fields, b.fields));
  const marker = query.get('marker');
  const after = marker === null ? -1 : found.findIndex(({ item }) => item.id === marker);
  if (marker !== null && after < 0) return unknown(`${list.singular} ${marker} could not be found.`);
  const start = after + 1 + offset;
  const page = found.slice(start, start + Math.min(limit, greatestLimit)).map(({ item }) => item);
  const last = limit > 0 && page.length === limit ? page.at(-1) : undefined;
  const path = `/${list.name}${list.isDetailed ? '/detail' : ''}`;
  const links = last && [{ rel: 'next', href: `${urlOf(call, path)}?${nextQuery(query, last.id)}` }];
  return {
    status: 200,
    body: {
      [list.name]: page.map(list.show),
      ...(links && { [`${list.name}_links`]: links }),
      ...(since(call, 45) && isTrue(query.get('with_count')) && { count: found.length }),
    },
  };
}
