import { isOpen } from '../../compute/zones';
import { badRequest, type Fault, policyRefuses } from '../../fault';
import { COMPUTE_SECURITY_TPM_2_0, type Flavor, type Host, type Image, nowhere } from '../../world';
import { textOr } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, isSince } from './call';

/** Where a new server is to run. */

export interface Place {
  /** Empty for any. */
  readonly zone: string;
  /** Empty for any; for admins only. */
  readonly host: string;
}

/** `zone`, or `zone:host:node` with one of the last two. */
function zoneIn(wanted: Readonly<Record<string, unknown>>) {
  const [zone = '', ...rest] = textOr(wanted.availability_zone, '').split(':');
  return { zone, rest, forced: rest.find((part) => part !== '') ?? '' };
}

/** What the request says of it: a zone, for admins `zone:host` too, and from 2.74 on a host beside it. */
export function placeOf(call: ComputeCall, wanted: Readonly<Record<string, unknown>>): Place | Fault {
  const { hosts } = call.world;
  const { zone, rest, forced } = zoneIn(wanted);
  if (rest.length > 2) return badRequest('Invalid input received: Unable to parse availability_zone');
  if (forced !== '' && !isAdmin(call)) return policyRefuses('os_compute_api:servers:create:forced_host');
  const isNamed = isSince(call, 74);
  const named = isNamed ? textOr(wanted.host ?? wanted.hypervisor_hostname, '') : '';
  if (named !== '') {
    if (!isAdmin(call)) return policyRefuses('compute:servers:create:requested_destination');
    if (forced !== '') {
      const one = 'One mechanism with host and/or hypervisor_hostname';
      return badRequest(`${one} and another mechanism with zone:host:node are mutually exclusive.`);
    }
    if (!hosts.some(({ name }) => name === named)) return badRequest(`Compute host ${named} could not be found.`);
  }
  return { zone, host: forced || named };
}

/** Whether there is the zone that is asked for; with `zone:host` that is not asked. */
export function hasZone({ hosts }: ComputeCall['world'], wanted: Readonly<Record<string, unknown>>): boolean {
  const { zone, forced } = zoneIn(wanted);
  return forced !== '' || zone === '' || hosts.some((host) => host.zone === zone);
}

/** The traits that an image asks of a host. Source: Nova's user guide, Placement request filters; Emulated TPM. */
function traitsAsked(properties: Image['properties']): readonly string[] {
  const required = Object.entries(properties).filter(([key, value]) => /^trait:/.test(key) && value === 'required');
  const tpm = properties.hw_tpm_version === '2.0' ? [COMPUTE_SECURITY_TPM_2_0] : [];
  return [...required.map(([key]) => key.slice('trait:'.length)), ...tpm];
}

/** The host that the scheduler picks: the first that is asked for and has room and the traits that are asked for. */
export function schedule(call: ComputeCall, { ram }: Flavor, place: Place, properties: Image['properties']): Host {
  const asked = traitsAsked(properties);
  const fits = ({ name, zone, traits, memory }: Host) =>
    (place.host === '' ? place.zone === '' || place.zone === zone : place.host === name) &&
    ram <= memory &&
    asked.every((trait) => traits.includes(trait));
  return call.world.hosts.find((host) => isOpen(call.world, host) && fits(host)) ?? nowhere;
}
