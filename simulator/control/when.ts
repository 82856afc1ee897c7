import type { Pace } from '../clock';
import { type Kind, usualDelays } from '../transition';
import { ControlError, type When } from './control';

/** @throws ControlError for what is no kind of change */
export function demandKind(kind: string): asserts kind is Kind {
  if (Object.hasOwn(usualDelays, kind)) return;
  throw new ControlError(`there is no transition ${kind}; there are ${Object.keys(usualDelays).join(', ')}`, 404);
}

/** As the user says it; `usual`: as in a new cloud. @throws ControlError for anything else */
export function paceOf(kind: Kind, when: unknown): Pace {
  if (when === 'usual') return { kind: 'delay', milliseconds: usualDelays[kind] };
  if (when === 'immediately') return { kind: 'delay', milliseconds: 0 };
  if (when === 'never') return { kind: 'never' };
  const [[key, value] = [], ...more] = typeof when === 'object' && when !== null ? Object.entries(when) : [];
  const isCount = Number.isSafeInteger(value) && value >= 0;
  if (isCount && more.length === 0 && key === 'milliseconds') return { kind: 'delay', milliseconds: value };
  if (isCount && more.length === 0 && key === 'polls') return { kind: 'polls', count: value };
  throw new ControlError('when: give usual, immediately, never, {"milliseconds": N} or {"polls": N}');
}

export function whenOf(pace: Pace): When {
  if (pace.kind === 'never') return 'never';
  if (pace.kind === 'polls') return { polls: pace.count };
  return pace.milliseconds === 0 ? 'immediately' : { milliseconds: pace.milliseconds };
}
