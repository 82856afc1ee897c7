/**
 * Plain data as JSON: records, lists, maps, sets and bytes, with everything that is held in two places held in two places
 * again. Each of them is a node of one flat list, so that depth and cycles are no matter.
 */
export interface Graph {
  readonly root: Cell;
  readonly nodes: readonly Node[];
}

/** What stands for itself in JSON; `[n]` for the node of that number, `[]` for undefined, `['NaN']` and such for numbers. */
type Cell = string | number | boolean | null | readonly [] | readonly [node: number] | readonly [number: string];

type Node =
  | { readonly record: Readonly<Record<string, Cell>> }
  | { readonly list: readonly Cell[] }
  | { readonly map: readonly (readonly [Cell, Cell])[] }
  | { readonly set: readonly Cell[] }
  | { readonly bytes: string };

/** @throws Error for what is no plain data: a mistake of ours */
export function toGraph(value: unknown): Graph {
  const numbers = new Map<object, number>();
  const found: object[] = [];
  const cell = (inner: unknown): Cell => {
    if (inner === undefined) return [];
    if (typeof inner === 'number' && !Number.isFinite(inner)) return [String(inner)];
    if (inner === null || typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean')
      return inner;
    if (typeof inner !== 'object') throw new Error(`a ${typeof inner} cannot be saved`);
    const number = numbers.get(inner) ?? found.push(inner) - 1;
    numbers.set(inner, number);
    return [number];
  };
  const root = cell(value);
  const nodes: Node[] = [];
  // Grows as it is walked.
  for (const one of found) nodes.push(nodeOf(one, cell));
  return { root, nodes };
}

function nodeOf(one: object, cell: (inner: unknown) => Cell): Node {
  if (Array.isArray(one)) return { list: one.map(cell) };
  if (one instanceof Map) return { map: [...one].map(([key, value]) => [cell(key), cell(value)]) };
  if (one instanceof Set) return { set: [...one].map(cell) };
  if (one instanceof Uint8Array) return { bytes: Buffer.from(one).toString('base64') };
  const prototype: unknown = Object.getPrototypeOf(one);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Error(`a ${one.constructor.name} cannot be saved`);
  return { record: Object.fromEntries(Object.entries(one).map(([key, value]) => [key, cell(value)])) };
}

/** What was saved, in objects of its own. It must be a graph as toGraph makes them: nothing of it is checked. */
export function fromGraph({ root, nodes }: Graph): unknown {
  // Empty at first: each may lead to any other.
  const made = nodes.map(emptyOf);
  const value = (cell: Cell): unknown => {
    if (!Array.isArray(cell)) return cell;
    const [inner] = cell as readonly (number | string)[];
    return typeof inner === 'number' ? made[inner] : inner === undefined ? undefined : Number(inner);
  };
  for (const [index, node] of nodes.entries()) fill(made[index], node, value);
  return value(root);
}

function emptyOf(node: Node): object {
  if ('list' in node) return [];
  if ('map' in node) return new Map();
  if ('set' in node) return new Set();
  return 'bytes' in node ? Buffer.from(node.bytes, 'base64') : {};
}

function fill(one: unknown, node: Node, value: (cell: Cell) => unknown): void {
  if ('list' in node) for (const cell of node.list) (one as unknown[]).push(value(cell));
  else if ('map' in node)
    for (const [key, cell] of node.map) (one as Map<unknown, unknown>).set(value(key), value(cell));
  else if ('set' in node) for (const cell of node.set) (one as Set<unknown>).add(value(cell));
  else if ('record' in node) {
    for (const [key, cell] of Object.entries(node.record)) {
      // Defined, not assigned: a key may be called __proto__.
      Object.defineProperty(one, key, { value: value(cell), writable: true, enumerable: true, configurable: true });
    }
  }
}
