import { readFileSync } from 'node:fs';
import Ajv, { type ErrorObject } from 'ajv';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
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
  const content = contentOf(path, document);
  const validate = ajv.compile<T>(schema);
  if (validate(content)) return content;
  const [wrong] = validate.errors ?? [];
  const keys = (wrong?.instancePath ?? '').split('/').slice(1);
  const at = wrong?.keyword === 'additionalProperties' ? [...keys, String(wrong.params.additionalProperty)] : keys;
  const start = startOf(document, at);
  throw new UserError(`${path}:${lineCounter.linePos(start).line}: ${describe(wrong, at)}`);
}

/** An alias without its anchor is noticed only here. */
function contentOf(path: string, document: Document.Parsed): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw new UserError(`${path}: this is no YAML (${error instanceof Error ? error.message : error}); put that right`);
  }
}

/** Where the key stands that these lead to: its value may begin a line later. An item of a list has none. */
function startOf(document: Document.Parsed, keys: readonly string[]): number {
  const parent = document.getIn(keys.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === keys.at(-1))
    : undefined;
  const node = pair?.key ?? document.getIn(keys, true);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
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
