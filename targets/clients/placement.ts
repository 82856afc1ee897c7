import { Inconclusive, NotApplicable } from '../inconclusive';
import type { Exchange, Method, Target } from '../target';
import { at, expectSuccess, isForbidden, listAt, summary, textAt } from './reading';

/** The trait of the specification. Source: os-traits. */
export const COMPUTE_RESCUE_BFV = 'COMPUTE_RESCUE_BFV';

/** Traits came with 1.6. Source: Placement API reference, REST API version history. */
const headers = { 'OpenStack-API-Version': 'placement 1.6' };

/** @throws NotApplicable where the caller is no admin to Placement */
async function placement(target: Target, method: Method, path: string, body?: unknown): Promise<Exchange> {
  const rest = { method, path, headers, ...(body !== undefined && { body }) };
  const exchange = await target.send({ caller: 'admin', service: 'placement', ...rest });
  if (isForbidden(exchange)) throw new NotApplicable(`--admin-cloud may not ask Placement: ${summary(exchange)}`);
  return exchange;
}

/** Whether this run may ask Placement. */
export const hasPlacement = (target: Target): boolean =>
  target.has('admin') && target.endpoint('placement', 'admin') !== undefined;

export interface ProviderTraits {
  readonly providerId: string;
  readonly traits: readonly string[];
  readonly generation: unknown;
}

/** The traits of the provider that has the hypervisor's host name. */
export async function traitsOfHost(target: Target, host: string): Promise<ProviderTraits> {
  const known = providers.get(target) ?? new Map<string, string>();
  providers.set(target, known);
  const providerId = known.get(host) ?? (await providerOf(target, host));
  known.set(host, providerId);
  return traitsOfProvider(target, providerId);
}

/** The providers that were found, by the name of their host: they are asked about before and after every request. */
const providers = new WeakMap<Target, Map<string, string>>();

async function providerOf(target: Target, host: string): Promise<string> {
  const found = await placement(target, 'GET', `/resource_providers?name=${encodeURIComponent(host)}`);
  const [provider] = listAt(expectSuccess(found, 'find the resource provider').reply.json, 'resource_providers');
  const providerId = textAt(provider, 'uuid');
  if (providerId === undefined) throw new NotApplicable(`Placement has no resource provider named ${host}`);
  return providerId;
}

export async function traitsOfProvider(target: Target, providerId: string): Promise<ProviderTraits> {
  const answer = await placement(target, 'GET', `/resource_providers/${providerId}/traits`);
  const { json } = expectSuccess(answer, 'read the traits of a host').reply;
  const traits = listAt(json, 'traits').map(String);
  return { providerId, traits, generation: at(json, 'resource_provider_generation') };
}

/** Who writes in between makes a write conflict; the compute host itself does so every minute. */
const attempts = 3;

/** Gives the provider the trait, or takes it away; what others it has stays. */
export async function setTrait(target: Target, providerId: string, present: boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { traits, generation } = await traitsOfProvider(target, providerId);
    const others = traits.filter((trait) => trait !== COMPUTE_RESCUE_BFV);
    const body = {
      resource_provider_generation: generation,
      traits: present ? [...others, COMPUTE_RESCUE_BFV] : others,
    };
    const answer = await placement(target, 'PUT', `/resource_providers/${providerId}/traits`, body);
    if (answer.reply.status === 409 && attempt < attempts) continue;
    expectSuccess(answer, 'change the traits of a host');
    return;
  }
}

/** Every trait that Placement knows. */
export async function knownTraits(target: Target): Promise<Exchange> {
  const answer = expectSuccess(await placement(target, 'GET', '/traits'), 'list the traits');
  if (!Array.isArray(at(answer.reply.json, 'traits')))
    throw new Inconclusive(`no traits in the answer: ${summary(answer)}`);
  return answer;
}
