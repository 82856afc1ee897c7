import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../user-error';
import { wrongShape } from './wrong-shape';

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
  const wrong = wrongShape(content, schema);
  if (!wrong) return content as T;
  const start = startOf(document, wrong.at);
  throw new UserError(`${path}:${lineCounter.linePos(start).line}: ${wrong.sentence}`);
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
