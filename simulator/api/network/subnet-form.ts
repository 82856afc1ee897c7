import { numberOf } from '../../network/addresses';
import { blockOf, formatAddress, isWithin, parseAddress, usable } from '../../network/ip';
import type { AddressPool } from '../../network/tables';
import { badRequest, conflict, invalidInput, type Refusal } from './refusal';

/** What a subnet may be. Source: _validate_subnet in neutron/db/db_base_plugin_v2.py, ipam_backend_mixin.py @21. */

/** The parts of a subnet that depend on each other; its CIDR is known to be one. */
export interface SubnetForm {
  readonly ip_version: number;
  readonly cidr: string;
  readonly gateway_ip: string | null;
  readonly allocation_pools: readonly AddressPool[];
  readonly enable_dhcp: boolean;
  readonly dns_nameservers: readonly string[];
}

export const firstAddress = (cidr: string): string => {
  const block = blockOf(cidr);
  return formatAddress({ version: block.version, value: usable(block).first });
};

/** All addresses but the gateway's: what is given out where nothing else is said. */
export function allPools(cidr: string, gateway: string | null): readonly AddressPool[] {
  const block = blockOf(cidr);
  const { first, last } = usable(block);
  const door = gateway === null ? -1n : numberOf(gateway);
  const ranges = isWithin(door, { first, last })
    ? [
        { first, last: door - 1n },
        { first: door + 1n, last },
      ]
    : [{ first, last }];
  const text = (value: bigint) => formatAddress({ version: block.version, value });
  return ranges
    .filter((range) => range.first <= range.last)
    .map((range) => ({ start: text(range.first), end: text(range.last) }));
}

function wrongPool(form: SubnetForm, { start, end }: AddressPool, before: readonly AddressPool[]): Refusal | undefined {
  const block = blockOf(form.cidr);
  const range = { first: numberOf(start), last: numberOf(end) };
  const text = `${start}-${end}`;
  if (range.first > range.last || parseAddress(start)?.version !== block.version) {
    return badRequest('InvalidAllocationPool', `The allocation pool ${text} is not valid.`);
  }
  if (!isWithin(range.first, usable(block)) || !isWithin(range.last, usable(block))) {
    const message = `The allocation pool ${text} spans beyond the subnet cidr ${form.cidr}.`;
    return badRequest('OutOfBoundsAllocationPool', message);
  }
  const other = before.find((pool) => numberOf(pool.start) <= range.last && range.first <= numberOf(pool.end));
  if (other) {
    const both = `${other.start}-${other.end} ${text}`;
    const message = `Found overlapping allocation pools: ${both} for subnet ${form.cidr}.`;
    return conflict('OverlappingAllocationPools', message);
  }
  if (form.gateway_ip === null || !isWithin(numberOf(form.gateway_ip), range)) return undefined;
  const message = `Gateway ip ${form.gateway_ip} conflicts with allocation pool ${text}.`;
  return conflict('GatewayConflictWithAllocationPools', message);
}

function wrongVersion({ ip_version }: SubnetForm, name: string, text: string): Refusal | undefined {
  const version = text.includes(':') ? 6 : 4;
  return version === ip_version
    ? undefined
    : invalidInput(`${name} '${text}' does not match the ip_version '${ip_version}'`);
}

function wrongBlock({ ip_version, cidr, enable_dhcp }: SubnetForm): Refusal | undefined {
  const { prefix } = blockOf(cidr);
  if (prefix === 0) return invalidInput('0 is not allowed as CIDR prefix length');
  if (enable_dhcp && prefix > (ip_version === 4 ? 30 : 126)) {
    return invalidInput('Subnet has a prefix length that is incompatible with DHCP service enabled');
  }
  return undefined;
}

function wrongGateway(form: SubnetForm): Refusal | undefined {
  const { ip_version, cidr, gateway_ip } = form;
  if (gateway_ip === null) return undefined;
  const { first, last } = blockOf(cidr);
  const isEdge = ip_version === 4 && [first, last].includes(numberOf(gateway_ip));
  return (
    wrongVersion(form, 'gateway_ip', gateway_ip) ??
    (isEdge ? invalidInput('Gateway is not valid on subnet') : undefined)
  );
}

/** Why this can be no subnet; undefined where it can. */
export function wrongSubnet(form: SubnetForm): Refusal | undefined {
  const { cidr, dns_nameservers, allocation_pools } = form;
  let wrong = wrongVersion(form, 'cidr', cidr) ?? wrongBlock(form) ?? wrongGateway(form);
  for (const server of dns_nameservers) wrong ??= wrongVersion(form, 'dns_nameserver', server);
  for (const [index, pool] of allocation_pools.entries())
    wrong ??= wrongPool(form, pool, allocation_pools.slice(0, index));
  return wrong;
}
