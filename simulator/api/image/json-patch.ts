import { isRecord } from '../message';
import { isReserved, unfit } from './image-fields';

/** Reading a JSON patch. Source: RequestDeserializer.update in glance/api/v2/images.py@25.1, as observed. */

const operations = ['add', 'remove', 'replace'] as const;
export type Operation = (typeof operations)[number];

export interface Change {
  readonly operation: Operation;
  /** What is changed; `locations` alone has a place in it. */
  readonly root: string;
  readonly value: unknown;
}

/** Of JSON Patch, Glance takes an early draft and a late one. */
export type JsonPatchDraft = 4 | 10;

/** Why there is no change; 500 where Glance fails over it. */
export interface NoChange {
  readonly status: 400 | 403 | 500;
  readonly why: string;
}

const no = (why: string, status: NoChange['status'] = 400): NoChange => ({ status, why });

const readOnly = [
  'created_at',
  'updated_at',
  'status',
  'checksum',
  'size',
  'virtual_size',
  'direct_url',
  'self',
  'file',
  'schema',
  'id',
  'os_hash_algo',
  'os_hash_value',
];

type Raw = Readonly<Record<string, unknown>>;
interface Aim {
  readonly operation: Operation;
  readonly pointer: unknown;
}

function aimOf(raw: Raw, draft: JsonPatchDraft): Aim | NoChange {
  if (draft === 4) {
    const [operation, ...more] = operations.filter((name) => Object.hasOwn(raw, name));
    const named = 'member named "add", "remove", or "replace".';
    if (more.length > 0) return no(`Operation objects must contain only one ${named}`);
    return operation
      ? { operation, pointer: raw[operation] }
      : no(`Operation objects must contain exactly one ${named}`);
  }
  const known = `It must be one of the following: ${operations.join(', ')}.`;
  const operation = operations.find((name) => name === raw.op);
  if (raw.op === undefined || raw.op === null) return no(`Unable to find \`op\` in JSON Schema change. ${known}`);
  if (!operation) return no(`Invalid operation: \`${raw.op}\`. ${known}`);
  return Object.hasOwn(raw, 'path')
    ? { operation, pointer: raw.path }
    : no("Unable to find 'path' in JSON Schema change");
}

/** What is wrong with a pointer; only a limited form of them is taken. */
function wrongPointer(pointer: string): string | undefined {
  const why = (what: string) => `Pointer \`${pointer}\` ${what}`;
  if (!pointer.startsWith('/')) return why('does not start with "/".');
  if (/\/\s*?\//.test(pointer.slice(1))) return why('contains adjacent "/".');
  if (pointer.length > 1 && pointer.endsWith('/')) return why('end with "/".');
  if (/~([^01]|$)/.test(pointer)) return why('contains "~" not part of a recognized escape sequence.');
  return undefined;
}

const decoded = (pointer: string): readonly string[] =>
  pointer
    .replace(/^\/+/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~').trim());

function changeOf(raw: unknown, draft: JsonPatchDraft): Change | NoChange {
  if (!isRecord(raw)) return no('Operations must be JSON objects.');
  const aim = aimOf(raw, draft);
  if ('why' in aim) return aim;
  const { operation, pointer } = aim;
  if (typeof pointer !== 'string') return no('', 500);
  const wrong = wrongPointer(pointer);
  if (wrong !== undefined) return no(wrong);
  const path = decoded(pointer);
  const root = String(path[0]);
  const depth = root === 'locations' && operation !== 'replace' ? 2 : 1;
  if (path.length !== depth) return no(`Invalid JSON pointer for this resource: '/${path.join('/')}'`);
  if (operation !== 'remove' && !Object.hasOwn(raw, 'value')) {
    return no(`Operation "${operation}" requires a member named "value".`);
  }
  if (readOnly.includes(root)) return no(`Attribute '${root}' is read-only.`, 403);
  if (isReserved(root)) return no(`Attribute '${root}' is reserved.`, 403);
  const value = depth === 1 ? raw.value : [raw.value];
  const unfitting = operation === 'remove' ? undefined : unfit({ [root]: value });
  return unfitting === undefined ? { operation, root, value: raw.value } : no(unfitting);
}

/** All changes, or why the first that is none is none. */
export function changesOf(body: unknown, draft: JsonPatchDraft): readonly Change[] | NoChange {
  if (!Array.isArray(body)) return no('Request body must be a JSON array of operation objects.');
  const read = body.map((raw) => changeOf(raw, draft));
  return read.find((change) => 'why' in change) ?? read.filter((change) => 'operation' in change);
}
