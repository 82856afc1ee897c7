import { type Schema, textOf, violations } from '../json-schema';
import type { Reply } from '../message';
import { badRequest } from './call';

/** What Keystone says of a value that does not fit; undefined where it fits. */
export function misfit(schema: Schema, value: unknown): Reply | undefined {
  const [first] = violations(schema, value);
  if (!first) return undefined;
  const where = first.path.length > 0 ? `Invalid input for field '${first.path.join('/')}': ` : '';
  return badRequest(`${where}${textOf(first)}`);
}
