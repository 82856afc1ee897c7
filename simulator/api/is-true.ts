/** Whether oslo.utils reads a word as yes, where a schema has let it through. Source: bool_from_string of oslo.utils 6.0. */
export const isTrue = (value: unknown): boolean =>
  ['true', '1', 'on', 'yes', 'y', 't'].includes(String(value).trim().toLowerCase());
