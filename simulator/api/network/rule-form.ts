import { formatBlock, parseBlock } from '../../network/ip';
import type { SecurityGroupRule } from '../../network/tables';
import { repr } from '../compute/schema-message';
import type { Reader } from './attribute';
import { badRequest, conflict, type Refusal } from './refusal';

/** What a rule of a security group may be. Source: neutron/extensions/securitygroup.py, securitygroups_db.py @21. */

/** By their names; only some of them have ports. */
const protocols: Readonly<Record<string, number>> = {
  ah: 51,
  dccp: 33,
  egp: 8,
  esp: 50,
  gre: 47,
  hopopt: 0,
  icmp: 1,
  igmp: 2,
  ip: 0,
  ipip: 4,
  'ipv6-encap': 41,
  'ipv6-frag': 44,
  'ipv6-icmp': 58,
  icmpv6: 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  'ipv6-route': 43,
  ospf: 89,
  pgm: 113,
  rsvp: 46,
  sctp: 132,
  tcp: 6,
  udp: 17,
  udplite: 136,
  vrrp: 112,
};
const withPorts = [33, 132, 6, 17, 136];
const forIPv6 = [41, 44, 58, 59, 60, 43];

/** What the parts of a rule are, once they are read. */
export type RuleForm = Pick<
  SecurityGroupRule,
  'ethertype' | 'protocol' | 'port_range_min' | 'port_range_max' | 'remote_ip_prefix' | 'remote_group_id'
>;

export const protocol: Reader = (value) => {
  if (value === null) return { value };
  const text = String(value).toLowerCase();
  if (Object.hasOwn(protocols, text) || (/^\d+$/.test(text) && Number(text) < 256)) return { value: text };
  const known = `Only protocol values ${repr([null, ...Object.keys(protocols)])}`;
  const message = `Security group rule protocol ${value} not supported. ${known} and integer representations [0 to 255] are supported.`;
  return badRequest('SecurityGroupRuleInvalidProtocol', message);
};

export const ethertype: Reader = (value) => {
  const known = ['IPv4', 'IPv6'].find((type) => type.toLowerCase() === String(value).toLowerCase());
  if (known !== undefined) return { value: known };
  const message = `Security group rule for ethertype '${value}' not supported. Allowed values are ['IPv4', 'IPv6'].`;
  return badRequest('SecurityGroupRuleInvalidEtherType', message);
};

export const port: Reader = (value) => {
  if (value === null) return { value };
  const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  return Number.isInteger(number) && number >= 0 && number <= 65535
    ? { value: number }
    : badRequest('SecurityGroupInvalidPortValue', `Invalid value for port ${value}`);
};

export const prefix: Reader = (value) => {
  if (value === null || value === '') return { value: null };
  const block = parseBlock(String(value));
  return block ? { value: formatBlock(block) } : badRequest('InvalidCIDR', `Invalid CIDR ${value} given as IP prefix.`);
};

const numberOf = (name: string): number => protocols[name] ?? Number(name);

function wrongRange({ protocol, port_range_min: min, port_range_max: max }: RuleForm): Refusal | undefined {
  if (min === null && max === null) return undefined;
  if (protocol === null) {
    const message = 'Must also specify protocol if port range is given.';
    return badRequest('SecurityGroupProtocolRequiredWithPorts', message);
  }
  const number = numberOf(protocol);
  if (withPorts.includes(number)) {
    if (min === 0 || max === 0) return badRequest('SecurityGroupInvalidPortValue', 'Invalid value for port 0');
    if (min !== null && max !== null && min <= max) return undefined;
    const message = 'For TCP/UDP protocols, port_range_min must be <= port_range_max';
    return badRequest('SecurityGroupInvalidPortRange', message);
  }
  if (number === protocols.icmp || number === protocols.icmpv6) return wrongIcmp(min, max);
  const which = 'Ports are only supported for DCCP, SCTP, TCP, UDP, UDPLITE.';
  const message = `Ports cannot be specified for protocol ${number}. ${which}`;
  return badRequest('SecurityGroupInvalidProtocolForPort', message);
}

function wrongIcmp(type: number | null, code: number | null): Refusal | undefined {
  const parts = [
    ['type', 'port_range_min', type],
    ['code', 'port_range_max', code],
  ] as const;
  const wrong = parts.find(([, , value]) => value !== null && value > 255);
  if (wrong) {
    const [field, name, value] = wrong;
    const message = `Invalid value for ICMP ${field} (${name}) ${value}. It must be 0 to 255.`;
    return badRequest('SecurityGroupInvalidIcmpValue', message);
  }
  if (type !== null) return undefined;
  const message = `ICMP code (port-range-max) ${code} is provided but ICMP type (port-range-min) is missing.`;
  return badRequest('SecurityGroupMissingIcmpType', message);
}

/** Why this can be no rule; undefined where it can. */
export function wrongRule(form: RuleForm): Refusal | undefined {
  const range = wrongRange(form);
  if (range) return range;
  const { ethertype, protocol, remote_ip_prefix, remote_group_id } = form;
  const version = remote_ip_prefix === null ? undefined : parseBlock(remote_ip_prefix)?.version;
  if (version !== undefined && ethertype !== `IPv${version}`) {
    const message = `Conflicting value ethertype ${ethertype} for CIDR ${remote_ip_prefix}`;
    return badRequest('SecurityGroupRuleParameterConflict', message);
  }
  if (protocol !== null && ethertype === 'IPv4' && forIPv6.includes(numberOf(protocol))) {
    const message = `Invalid ethertype ${ethertype} for protocol ${protocol}.`;
    return badRequest('SecurityGroupEthertypeConflictWithProtocol', message);
  }
  if (remote_ip_prefix === null || remote_group_id === null) return undefined;
  const one = 'Only one of remote_ip_prefix or remote_group_id or remote_address_group_id may be provided.';
  return badRequest('SecurityGroupMultipleRemoteEntites', one);
}

/** Addresses that are all addresses are as good as none. */
const anyAddress = ['0.0.0.0/0', '::/0', null];

/** Whether two rules of one group say the same. */
export const isSame = (a: RuleForm & { readonly direction: string }, b: typeof a): boolean =>
  a.direction === b.direction &&
  a.ethertype === b.ethertype &&
  a.protocol === b.protocol &&
  a.port_range_min === b.port_range_min &&
  a.port_range_max === b.port_range_max &&
  a.remote_group_id === b.remote_group_id &&
  (a.remote_ip_prefix === b.remote_ip_prefix ||
    (anyAddress.includes(a.remote_ip_prefix) && anyAddress.includes(b.remote_ip_prefix)));

export const alreadyThere = (id: string): Refusal =>
  conflict('SecurityGroupRuleExists', `Security group rule already exists. Rule id is ${id}.`);
