import { isRecord } from '../clients/reading';

/** What a configuration file holds between braces: string keys, anything behind them. */
export type Mapping = Readonly<Record<string, unknown>>;

/** The value as text. Nothing, an empty text, a list and a mapping count as not given. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The mapping with `_` for every `-` in its keys, at every depth (openstack.config._util.normalize_keys). */
export function withUnderscores(mapping: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]) => [
      key.replaceAll('-', '_'),
      isRecord(value) ? withUnderscores(value) : value,
    ]),
  );
}
