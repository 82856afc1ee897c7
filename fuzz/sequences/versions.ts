import fc from 'fast-check';
import type { Asking } from '../../simulator';
import { often, one } from './weights';

const { constant, constantFrom } = fc;

/** Where something changes, their neighbours, and those that come elsewhere when they are compared as text. */
const telling = constantFrom('2.86', '2.88', '2.1', '2.9', '2.90', '2.10', '2.79', '2.93', 'latest');

const supported = often(
  one(4, constant('2.87')),
  one(3, telling),
  one(
    1,
    fc.integer({ min: 1, max: 90 }).map((minor) => `2.${minor}`),
  ),
);

/** Too new, too old, and no versions at all. */
const wrong = constantFrom('2.999', '3.0', '1.1', '2', '2.', 'two', '2.87.1', '-2.87', '02.87', '');

const microversion = often(one(12, supported), one(1, wrong));

const old = (at: string) => ({ 'X-OpenStack-Nova-API-Version': at });

/** How a microversion is asked for: in the one header, in the older one, in both, for another service, or not at all. */
export const versions: fc.Arbitrary<Asking> = often(
  one(
    8,
    microversion.map((at) => ({ at })),
  ),
  one(2, constant({})),
  one(
    1,
    microversion.map((at) => ({ headers: old(at) })),
  ),
  one(
    1,
    fc.tuple(supported, supported).map(([at, older]) => ({ at, headers: old(older) })),
  ),
  one(
    1,
    supported.map((at) => ({ headers: { 'OpenStack-API-Version': `volume ${at}` } })),
  ),
  one(
    1,
    supported.map((at) => ({ at, legacy: true as const })),
  ),
);
