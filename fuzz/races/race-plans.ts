import fc from 'fast-check';
import { type RacePlan, raceCalls } from './race';

const { array, constant, constantFrom, oneof } = fc;

/** Rescue comes up most, delete least: what is gone has little left to race for. */
const calls = oneof(
  { arbitrary: constant('rescue' as const), weight: 5 },
  { arbitrary: constantFrom(...raceCalls.filter((call) => call !== 'delete')), weight: 5 },
  { arbitrary: constant('delete' as const), weight: 1 },
);

/** @param clients how many there may be; a smaller race is one with fewer of them, or fewer calls */
export const racePlans = (clients: number): fc.Arbitrary<RacePlan> =>
  array(array(calls, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: clients, size: 'max' });
