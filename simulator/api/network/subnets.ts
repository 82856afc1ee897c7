import { isOn, subnetsOf } from '../../network/addresses';
import { formatAddress, isWithin, parseAddress, parseBlock, usable } from '../../network/ip';
import { touch } from '../../network/ports';
import { standard } from '../../network/security-groups';
import type { AddressPool, Network, Subnet } from '../../network/tables';
import {
  address,
  addressOrNone,
  boolean,
  cidr,
  fixed,
  listOf,
  natural,
  oneOf,
  recordOf,
  required,
  standardAttributes,
  string,
  tagAttributes,
  uuid,
  writable,
} from './attribute';
import { seen } from './collection';
import { networks } from './networks';
import { badRequest, conflict, disallowed, invalidInput, isRefusal, notFound, type Refusal } from './refusal';
import type { Fields, NetworkCall, Resource } from './resource';
import { fieldOf, shownStandard } from './shown';
import { isAdmin } from '../service';

export const unknownSubnet = (id: string): Refusal => notFound('SubnetNotFound', `Subnet ${id} could not be found.`);

/** What ports are given addresses from, where nothing else is said: all but the gateway. */
function allPools(subnet: string, gateway: string | null): readonly AddressPool[] {
  const block = parseBlock(subnet);
  if (!block) return [];
  const { first, last } = usable(block);
  const taken = gateway === null ? undefined : parseAddress(gateway)?.value;
  const ranges =
    taken !== undefined && isWithin(taken, { first, last })
      ? [{ first, last: taken - 1n }, { first: taken + 1n, last }]
      : [{ first, last }];
  const text = (value: bigint) => formatAddress({ version: block.version, value });
  return ranges.filter(({ first: from, last: to }) => from <= to).map((range) => ({ start: text(range.first), end: text(range.last) }));
}

const firstOf = (subnet: string): string | null => {
  const block = parseBlock(subnet);
  return block ? formatAddress({ version: block.version, value: usable(block).first }) : null;
};

/** Why the pools are none of this subnet. Source: validate_allocation_pools in neutron/db/ipam_backend_mixin.py@21. */
function wrongPools(subnet: string, pools: readonly AddressPool[], gateway: string | null): Refusal | undefined {
  const block = parseBlock(subnet);
  const ranges = pools.map(({ start, end }) => ({
    text: `${start}-${end}`,
    version: parseAddress(start)?.version,
    first: parseAddress(start)?.value ?? 0n,
    last: parseAddress(end)?.value ?? 0n,
  }));
  for (const [index, range] of ranges.entries()) {
    const { text, first, last } = range;
    if (first > last || range.version !== block?.version) {
      return badRequest('InvalidAllocationPool', `The allocation pool ${text} is not valid.`);
    }
    if (!block || !isWithin(first, usable(block)) || !isWithin(last, usable(block))) {
      return badRequest('OutOfBoundsAllocationPool', `The allocation pool ${text} spans beyond the subnet cidr ${subnet}.`);
    }
    const other = ranges.slice(0, index).find((before) => before.first <= last && first <= before.last);
    if (other) {
      const found = `Found overlapping allocation pools: ${other.text} ${text} for subnet ${subnet}.`;
      return conflict('OverlappingAllocationPools', found);
    }
    const door = gateway === null ? undefined : parseAddress(gateway)?.value;
    if (door !== undefined && isWithin(door, range)) {
      const message = `Gateway ip ${gateway} conflicts with allocation pool ${text}.`;
      return conflict('GatewayConflictWithAllocationPools', message);
    }
  }
  return undefined;
}
