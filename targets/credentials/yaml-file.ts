import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { isRecord } from '../clients/reading';
import { UserError } from '../user-error';
import type { Mapping } from './mapping';

/** A configuration file that was found and read. */
export interface YamlFile {
  readonly path: string;
  readonly content: Mapping;
  /** `path:line` of the value that these keys lead to, or of the deepest of them that exists. */
  at(...keys: readonly string[]): string;
}

/**
 * The first of `paths` that exists and may be read, as openstacksdk takes it; undefined where there is none.
 * JSON is read as the YAML it also is. Numbers, dates and yes/no stay the text they were written as: openstacksdk makes
 * text of them again, and a password such as 012345 must not lose its zero.
 * @throws UserError naming file and line where the file is not YAML or holds no mapping; it quotes nothing of the file,
 * because what is malformed may well be a password
 */
export function firstYamlFile(paths: readonly string[]): YamlFile | undefined {
  for (const path of paths) {
    const text = textOfFile(path);
    if (text !== undefined) return yamlFile(path, text);
  }
  return undefined;
}

function textOfFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function yamlFile(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    // PyYAML's edition, in which `<<` merges
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || !/:(bool|int|float|timestamp)$/.test(tag.tag)),
  });
  const lineOf = (offset: number): string => `${path}:${lines.linePos(offset).line}`;

  const problem = [...document.errors, ...document.warnings, ...unknownAliases(document)][0];
  if (problem !== undefined) {
    const what = problem.code.toLowerCase().replaceAll('_', ' ');
    throw new UserError(
      `${lineOf(problem.pos[0])}: not valid YAML (${what}): check the indentation, and quote values that hold special characters`,
    );
  }
  const content: unknown = document.toJS() ?? {};
  if (!isRecord(content)) throw new UserError(`${path}:1: must hold a mapping with the key "clouds"`);

  return {
    path,
    content,
    at(...keys) {
      for (let depth = keys.length; depth > 0; depth--) {
        const node = document.getIn(keys.slice(0, depth), true);
        const key = keyOf(document, keys.slice(0, depth)) ?? node;
        if (isNode(key) && key.range) return lineOf(key.range[0]);
      }
      return path;
    },
  };
}

/** The node of the last key itself: where its value is a mapping, that starts a line later. */
function keyOf(document: Document.Parsed, keys: readonly string[]): unknown {
  const parent = document.getIn(keys.slice(0, -1), true);
  let found: unknown;
  visit(document, {
    Pair(_, pair, ancestors) {
      if (ancestors.at(-1) === parent && isNode(pair.key) && String(pair.key) === keys.at(-1)) found = pair.key;
    },
  });
  return found;
}

/** An alias (`*name`) without its anchor; the parser reports it only when it is used, and then by name. */
function unknownAliases(document: Document.Parsed): readonly { code: string; pos: readonly [number, number] }[] {
  const found: { code: string; pos: readonly [number, number] }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const start = alias.range?.[0] ?? 0;
      found.push({ code: 'UNKNOWN_ALIAS', pos: [start, start] });
    },
  });
  return found;
}
