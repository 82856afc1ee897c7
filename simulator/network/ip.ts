/** Addresses as numbers, and back: enough of IPv4 and IPv6 to give them out. */

export interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

export interface Block {
  readonly version: 4 | 6;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { 4: 32, 6: 128 } as const;

function parse4(text: string): bigint | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part < 256) ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function parse6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** Undefined for what is no address. */
export function parseAddress(text: string): Address | undefined {
  const version = text.includes(':') ? 6 : 4;
  const value = version === 6 ? parse6(text) : parse4(text);
  return value === undefined ? undefined : { version, value };
}

/** The longest run of empty groups is left out. Source: RFC 5952. */
function format6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  const text = groups.join(':');
  const [longest] = [...text.matchAll(/\b0(:0)+\b/g)].sort(([a], [b]) => b.length - a.length);
  if (!longest) return text;
  const after = text.slice(longest.index + longest[0].length);
  return `${text.slice(0, longest.index)}::${after}`.replace(/:{3,}/g, '::');
}

export const formatAddress = ({ version, value }: Address): string =>
  version === 6 ? format6(value) : [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

/** Reads `10.0.0.0/24`; an address alone is a block of one. Undefined for anything else. */
export function parseBlock(text: string): Block | undefined {
  const [, base = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(base);
  if (!address) return undefined;
  const width = bits[address.version];
  const prefix = length === undefined ? width : Number(length);
  if (prefix > width) return undefined;
  const size = 1n << BigInt(width - prefix);
  const first = (address.value / size) * size;
  return { version: address.version, prefix, first, last: first + size - 1n };
}

/** The block of a text that is known to be one. @throws where it is not, which is a mistake of the simulator's own */
export function blockOf(text: string): Block {
  const block = parseBlock(text);
  if (!block) throw new Error(`${text} is no block of addresses`);
  return block;
}

export const formatBlock = ({ version, prefix, first }: Block): string =>
  `${formatAddress({ version, value: first })}/${prefix}`;

/** What of a block can be given to a port: not the address of the network itself, nor, in IPv4, the broadcast address. */
export function usable({ version, prefix, first, last }: Block): { readonly first: bigint; readonly last: bigint } {
  if (version === 6) return { first: first + 1n, last };
  return prefix > 30 ? { first, last } : { first: first + 1n, last: last - 1n };
}

export const isWithin = (value: bigint, { first, last }: { readonly first: bigint; readonly last: bigint }): boolean =>
  value >= first && value <= last;
