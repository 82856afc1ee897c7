import fc from 'fast-check';
import { type RacePlan, raceCalls } from './race';

/** Up to four clients; rescue comes up most, delete least: what is gone has little left to race for. */
export const racePlans: fc.Arbitrary<RacePlan> = fc.array(
  fc.array(
    fc.oneof(
      { arbitrary: fc.constant('rescue' as const), weight: 5 },
      { arbitrary: fc.constantFrom(...raceCalls.filter((call) => call !== 'delete')), weight: 5 },
      { arbitrary: fc.constant('delete' as const), weight: 1 },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  { minLength: 1, maxLength: 4 },
);
