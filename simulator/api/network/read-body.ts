import { isRecord, within } from '../message';
import type { Attribute } from './attribute';
import { isRefusal, malformed, type Refusal } from './refusal';
import type { Fields } from './resource';

export type Attributes = Readonly<Record<string, Attribute>>;

interface Asked {
  readonly json: unknown;
  readonly hasBody: boolean;
  /** The one key of the body, such as `network`. */
  readonly word: string;
  readonly attributes: Attributes;
  readonly project: string;
  readonly isAdmin: boolean;
}

/** What stands in the body, before any of it is looked at. Source: prepare_request_body in neutron/api/v2/base.py@21. */
function fieldsOf({ json, hasBody, word, attributes, project, isAdmin }: Asked): Fields | Refusal {
  if (hasBody && json === undefined) return malformed('Body contains invalid data');
  if (!isRecord(json)) return malformed('Resource body required');
  if (!(word in json)) return malformed(`Unable to find '${word}' in request body`);
  const given = json[word];
  if (!isRecord(given)) return malformed(`Object '${word}' contains invalid data`);
  const owner = given.project_id ?? given.tenant_id ?? project;
  if (owner !== project && !isAdmin) {
    const other = "Specifying 'project_id' or 'tenant_id' other than the authenticated project";
    return malformed(`${other} in request requires admin or advsvc privileges`);
  }
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(attributes, name));
  return unknown.length > 0 ? malformed(`Unrecognized attribute(s) '${unknown.join(', ')}'`) : given;
}

/** The values as Neutron keeps them, in the order of its attributes. */
function converted(fields: Fields, attributes: Attributes): { readonly fields: Fields } | Refusal {
  const read: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (fields[name] === undefined) continue;
    const result = attribute.read(fields[name], name);
    if (!('value' in result)) return result;
    read[name] = result.value;
  }
  return { fields: read };
}

/** What a POST asks for, with what it leaves out filled in. */
export function readNew(asked: Asked): { readonly fields: Fields } | Refusal {
  const given = fieldsOf(asked);
  if (isRefusal(given)) return given;
  const filled: Record<string, unknown> = { ...given };
  for (const [name, attribute] of Object.entries(asked.attributes)) {
    if (!attribute.post && name in given) return malformed(`Attribute '${name}' not allowed in POST`);
    if (!attribute.post || name in given) continue;
    if (!('otherwise' in attribute)) {
      return malformed(`Failed to parse request. Required attribute '${name}' not specified`);
    }
    filled[name] = attribute.otherwise;
  }
  return converted(filled, asked.attributes);
}

/** What a PUT asks to be changed. */
export function readChange(asked: Asked): { readonly fields: Fields } | Refusal {
  const given = fieldsOf(asked);
  if (isRefusal(given)) return given;
  const fixed = Object.keys(given).find((name) => !asked.attributes[name]?.put);
  if (fixed !== undefined) return malformed(`Cannot update read-only attribute ${fixed}`);
  return converted(given, asked.attributes);
}

/** The names of what was asked that only admins may set. */
export const adminOnly = (json: unknown, word: string, attributes: Attributes): readonly string[] =>
  Object.keys(within(json, word)).filter((name) => attributes[name]?.adminSets);

/** The first of what was asked that is not simulated. */
export const elsewhereOf = (fields: Fields, attributes: Attributes): string | undefined =>
  Object.keys(fields).find((name) => attributes[name]?.notSimulated && (fields[name] ?? null) !== null);
