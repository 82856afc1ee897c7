import type { Provider, Resources } from '../../placement/tables';
import type { Reply } from '../message';
import { hasRoom, inventoriesOf, usedOf } from './allocated';
import { type PlacementCall, refuse, since } from './call';
import { knownClasses, knownTraits, traitsOf } from './known';

/** What providers can be asked for. Source: placement/util.py@8.0, as observed. */

export type Keep = (provider: Provider) => boolean;

/** A refusal has headers; no class of resources is called so. */
export const isResources = (value: Resources | Reply): value is Resources => !('headers' in value);

/** Amounts as a query writes them: `VCPU:2,MEMORY_MB:1024`. */
export function resourcesIn(call: PlacementCall, text: string, unknown: (why: string) => string): Resources | Reply {
  const badly = (got: string) =>
    refuse(
      call,
      400,
      `Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024. Got: ${got}.`,
    );
  if (text.trim() === '') return badly('empty string');
  const resources: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [name = '', amount, ...more] = part.split(':');
    if (amount === undefined || more.length > 0) return badly(part);
    if (!/^[+-]?\d+$/.test(amount)) {
      return refuse(call, 400, `Requested resource ${name} expected positive integer amount. Got: ${amount}.`);
    }
    if (Number(amount) < 1) {
      return refuse(call, 400, `Requested resource ${name} requires amount >= 1. Got: ${Number(amount)}.`);
    }
    if (!knownClasses(call).includes(name)) return refuse(call, 400, unknown(`No such resource class ${name}.`));
    resources[name] = Number(amount);
  }
  return resources;
}

/** Those that have as much left of everything. */
export const withRoom =
  ({ world }: PlacementCall, resources: Resources): Keep =>
  ({ providerId }) => {
    const used = usedOf(world, providerId);
    const inventories = inventoriesOf(world, providerId);
    return Object.entries(resources).every(([name, amount]) => hasRoom(inventories[name], used[name] ?? 0, amount));
  };

const expected = (form: string, got: string) =>
  `Invalid query string parameters: Expected 'required' parameter value of the form: ${form}. Got${got}`;

/** What is wrong with how traits are asked for. */
function wrongTraits(call: PlacementCall, text: string): string | undefined {
  const isAny = text.startsWith('in:');
  const names = (isAny ? text.slice(3) : text).split(',').map((name) => name.trim());
  if (isAny && !since(call, 39)) {
    return `Invalid query string parameters: The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' only supported since microversion 1.39. Got: ${text}`;
  }
  const form = since(call, 22) && !isAny ? 'HW_CPU_X86_VMX,!CUSTOM_MAGIC' : 'HW_CPU_X86_VMX,CUSTOM_MAGIC';
  if (names.some((name) => name.replace(/^!+/, '') === '')) {
    return expected(isAny ? 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' : form, ` an empty trait in: ${text}`);
  }
  const forbids = names.some((name) => name.startsWith('!'));
  if (forbids && isAny) {
    return `Invalid query string parameters: The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' does not support forbidden traits. Got: ${text}`;
  }
  return forbids && !since(call, 22) ? expected(form, `: ${text}`) : undefined;
}

/** Those that have these traits and not those: `A,!B`, or from 1.39 on one of several: `in:A,B`. */
export function traitsFilter(call: PlacementCall, unknown: (why: string) => string): Keep | Reply {
  const { query } = call.request;
  // Below 1.39 the last one counts.
  const texts = since(call, 39) ? query.getAll('required') : query.getAll('required').slice(-1);
  const keeps: Keep[] = [];
  for (const text of texts) {
    const wrong = wrongTraits(call, text);
    if (wrong !== undefined) return refuse(call, 400, wrong);
    const isAny = text.startsWith('in:');
    const names = (isAny ? text.slice(3) : text).split(',').map((name) => name.trim());
    const missing = names.map((name) => name.replace(/^!+/, '')).filter((name) => !knownTraits(call).includes(name));
    if (missing.length > 0) return refuse(call, 400, unknown(`No such trait(s): ${missing.join(', ')}.`));
    keeps.push((provider) => {
      const own = traitsOf(call, provider);
      const holds = (name: string) =>
        name.startsWith('!') ? !own.includes(name.replace(/^!+/, '')) : own.includes(name);
      return isAny ? names.some(holds) : names.every(holds);
    });
  }
  return (provider) => keeps.every((keep) => keep(provider));
}

/** Those of one of these aggregates, or from 1.32 on of none of them: `in:A,B`, `!A`. */
export function membersFilter({ request, world }: PlacementCall): Keep {
  const texts = request.query.getAll('member_of');
  return ({ providerId }) => {
    const own = world.placement.aggregates.get(providerId) ?? [];
    return texts.every((text) => {
      const isOf = text
        .replace(/^!?(in:)?/, '')
        .split(',')
        .some((id) => own.includes(id));
      return text.startsWith('!') ? !isOf : isOf;
    });
  };
}

/** Several filters as one; or the refusal that one of them is. */
export function allOf(filters: readonly (Keep | Reply)[]): Keep | Reply {
  const keeps = filters.filter((filter) => typeof filter === 'function');
  return (
    filters.find((filter) => typeof filter !== 'function') ?? ((provider) => keeps.every((keep) => keep(provider)))
  );
}
