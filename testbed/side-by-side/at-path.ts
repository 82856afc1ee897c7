import { isRecord } from '../../targets/clients/reading';

/** What stands at `servers.0.id` of a value; undefined where there is nothing. Keys may hold colons, but no dots. */
export const atPath = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isRecord(inner) ? inner[key] : undefined;
  }, value);
