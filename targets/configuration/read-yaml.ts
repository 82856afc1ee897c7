import { readFileSync } from 'node:fs';
import Ajv, { type ErrorObject } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../user-error';

const ajv = new Ajv({ allErrors: false, verbose: true });

/**
 * Reads a YAML file of the user's and holds it against its schema.
 * @throws UserError naming file and line
 */
export function readYaml<T>(path: string, schema: object): T {
  const lineCounter = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter });
  const [error] = document.errors;
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw new UserError(
      `${path}:${line}: this is no YAML (${error.message.split('\n')[0]?.replace(/ at line.*/, '')}); put that line right`,
    );
  }
  const content: unknown = document.toJS() ?? {};
  const validate = ajv.compile<T>(schema);
  if (validate(content)) return content;
  const [wrong] = validate.errors ?? [];
  const keys = (wrong?.instancePath ?? '').split('/').slice(1);
  const at = wrong?.keyword === 'additionalProperties' ? [...keys, String(wrong.params.additionalProperty)] : keys;
  const node: unknown = document.getIn(at, true);
  const start =
    typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
      ? Number(node.range[0])
      : 0;
  throw new UserError(`${path}:${lineCounter.linePos(start).line}: ${describe(wrong, at)}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError(`cannot read ${path} (${why}); give the path of a file that can be read`);
  }
}

function describe(wrong: ErrorObject | undefined, at: readonly string[]): string {
  const where = at.join('.') || 'the file';
  if (wrong?.keyword === 'additionalProperties') {
    const allowed = Object.keys((wrong.parentSchema?.properties as object | undefined) ?? {});
    return `${where} is not known here; it can be ${allowed.join(', ')}`;
  }
  if (wrong?.keyword === 'enum')
    return `${where} must be one of ${(wrong.params.allowedValues as unknown[]).join(', ')}`;
  return `${where} ${wrong?.message ?? 'is wrong'}`;
}
