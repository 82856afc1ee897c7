import Ajv, { type ErrorObject } from 'ajv';

const ajv = new Ajv({ allErrors: false, verbose: true });

/** What is wrong with a value, and the keys that lead there. */
export interface Wrong {
  readonly at: readonly string[];
  readonly sentence: string;
}

/** Holds a value of the user's, called so as a whole, against its schema. @returns undefined where it fits */
export function wrongShape(content: unknown, schema: object, whole = 'the file'): Wrong | undefined {
  const validate = ajv.compile(schema);
  if (validate(content)) return undefined;
  const [wrong] = validate.errors ?? [];
  const keys = (wrong?.instancePath ?? '').split('/').slice(1);
  const at = wrong?.keyword === 'additionalProperties' ? [...keys, String(wrong.params.additionalProperty)] : keys;
  return { at, sentence: describe(wrong, at.join('.') || whole) };
}

function describe(wrong: ErrorObject | undefined, where: string): string {
  if (wrong?.keyword === 'additionalProperties') {
    const allowed = Object.keys((wrong.parentSchema?.properties as object | undefined) ?? {});
    return `${where} is not known here; it can be ${allowed.join(', ')}`;
  }
  if (wrong?.keyword === 'enum')
    return `${where} must be one of ${(wrong.params.allowedValues as unknown[]).join(', ')}`;
  return `${where} ${wrong?.message ?? 'is wrong'}`;
}
