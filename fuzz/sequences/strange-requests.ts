import fc from 'fast-check';
import { often, one } from './weights';

/** What stands under an action's name, where it is none of what the schema has. */
const values = often<unknown>(
  one(2, fc.constantFrom(null, {}, [], '', 0, true, 'now')),
  one(1, fc.record({ adminPass: fc.constantFrom('', 'a', 'ä', 7, null, 'x'.repeat(300)) })),
  one(
    2,
    fc.record({
      rescue_image_ref: fc.constantFrom('', 'image', 7, null, 'not-a-uuid', '00000000000040008000000000000001', []),
    }),
  ),
  one(
    1,
    fc.dictionary(fc.constantFrom('adminPass', 'rescue_image_ref', 'image', '__proto__'), fc.jsonValue(), {
      maxKeys: 3,
    }),
  ),
);

const body = (name: string) => values.map((value) => ({ do: 'act' as const, body: { [name]: value } }));

/** Requests to where actions are sent, of which most are wrong. */
export const strangeRequests: fc.Arbitrary<object> = often<object>(
  one(4, body('rescue')),
  one(
    1,
    values.map((value) => ({ do: 'unrescue' as const, value })),
  ),
  one(1, fc.constantFrom('rescuee', 'Rescue', '', 'constructor', 'os-rescue').chain(body)),
  one(
    1,
    fc
      .constantFrom({}, [], null, 7, 'rescue', { rescue: null, unrescue: null })
      .map((whole) => ({ do: 'act', body: whole })),
  ),
  one(
    1,
    fc
      .constantFrom('', '{', '{"rescue": ', 'rescue', '[[', '\u0000', '{"rescue": null}}')
      .map((text) => ({ do: 'act', text })),
  ),
  one(
    1,
    fc
      .constantFrom('text/csv', 'application/xml', 'text/plain', 'application/x-www-form-urlencoded')
      .map((type) => ({ do: 'act', body: { rescue: null }, headers: { 'Content-Type': type } })),
  ),
);
