import { formatAddress, isWithin, parseAddress, parseBlock, usable } from './ip';
import type { FixedIp, Network, NetworkTables, Subnet } from './tables';

/** Which port has which address. They are given in order, and not again before all the others have been. */

const key = ({ subnet_id, ip_address }: FixedIp): string => `${subnet_id}/${ip_address}`;

/** An address as a number; 0 for none. */
export const numberOf = (text: string): bigint => parseAddress(text)?.value ?? 0n;

export const portWith = ({ given }: NetworkTables, fixed: FixedIp): string | undefined => given.get(key(fixed));

export const subnetsOf = ({ subnets }: NetworkTables, { id }: Pick<Network, 'id'>): readonly Subnet[] =>
  [...subnets.values()].filter(({ network_id }) => network_id === id);

/** Whether a port of the subnet can have the address. */
export function isOn({ cidr }: Subnet, address: string): boolean {
  const [block, parsed] = [parseBlock(cidr), parseAddress(address)];
  return block?.version === parsed?.version && block !== undefined && isWithin(numberOf(address), usable(block));
}

/** A free address of the subnet, which is then the port's; undefined where there is none. */
export function giveAddress(tables: NetworkTables, subnet: Subnet, port: string): FixedIp | undefined {
  const pools = subnet.allocation_pools.map(({ start, end }) => ({ first: numberOf(start), last: numberOf(end) }));
  const last = numberOf(subnet.last_given);
  // What comes after the last that was given, and then all over from the beginning.
  const ahead = pools.map((pool) => ({ ...pool, first: pool.first > last ? pool.first : last + 1n }));
  for (const pool of [...ahead, ...pools]) {
    for (let value = pool.first; value <= pool.last; value += 1n) {
      const fixed = { subnet_id: subnet.id, ip_address: formatAddress({ version: subnet.ip_version, value }) };
      if (portWith(tables, fixed) !== undefined) continue;
      subnet.last_given = fixed.ip_address;
      tables.given.set(key(fixed), port);
      return fixed;
    }
  }
  return undefined;
}

export const freeAddresses = (tables: NetworkTables, fixed: readonly FixedIp[]): void => {
  for (const one of fixed) tables.given.delete(key(one));
};

/** Why a port cannot have the addresses it should. */
export type NoAddress =
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'taken'; readonly address: string; readonly subnet: string }
  | { readonly kind: 'elsewhere'; readonly address: string };

/** What a port asks for: an address, any of a subnet, or that address of that subnet. */
export type AddressWish = Partial<FixedIp>;

function giveOne(
  tables: NetworkTables,
  subnets: readonly Subnet[],
  port: string,
  { subnet_id, ip_address }: AddressWish,
): FixedIp | NoAddress {
  const subnet = subnets.find(
    (candidate) =>
      (subnet_id === undefined || candidate.id === subnet_id) &&
      (ip_address === undefined || isOn(candidate, ip_address)),
  );
  if (!subnet) return { kind: 'elsewhere', address: String(ip_address) };
  if (ip_address === undefined) return giveAddress(tables, subnet, port) ?? { kind: 'exhausted' };
  const fixed = { subnet_id: subnet.id, ip_address };
  if (portWith(tables, fixed) !== undefined) return { kind: 'taken', address: ip_address, subnet: subnet.id };
  tables.given.set(key(fixed), port);
  return fixed;
}

/** An address of each version that the network has, from the first subnet that has one left. */
function giveAny(tables: NetworkTables, subnets: readonly Subnet[], port: string): readonly (FixedIp | NoAddress)[] {
  return [4, 6].flatMap((version) => {
    const candidates = subnets.filter(({ ip_version }) => ip_version === version);
    if (candidates.length === 0) return [];
    let found: FixedIp | undefined;
    for (const subnet of candidates) found ??= giveAddress(tables, subnet, port);
    return [found ?? ({ kind: 'exhausted' } as const)];
  });
}

/** Gives a port what it asks for, or where it asks for nothing in particular, any. All of it, or nothing. */
export function giveAddresses(
  tables: NetworkTables,
  network: Pick<Network, 'id'>,
  port: string,
  wishes: readonly AddressWish[] | undefined,
): readonly FixedIp[] | NoAddress {
  const subnets = subnetsOf(tables, network);
  const given = wishes ? wishes.map((wish) => giveOne(tables, subnets, port, wish)) : giveAny(tables, subnets, port);
  const fixed = given.flatMap((one) => ('kind' in one ? [] : [one]));
  const refused = given.find((one) => 'kind' in one);
  if (!refused || !('kind' in refused)) return fixed;
  freeAddresses(tables, fixed);
  return refused;
}
