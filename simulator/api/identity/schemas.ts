import type { Schema } from '../json-schema';

/** What Keystone demands of what is made and changed. Source: keystone/identity, resource and assignment, schema.py, 22. */

const nullable = (type: string): Schema => ({ type: [type, 'null'] });
const boolean: Schema = { type: 'boolean', enum: [true, false, null] };
const id: Schema = { type: 'string', minLength: 1, maxLength: 64, pattern: '^[a-zA-Z0-9-]+$' };
const nullableId: Schema = { ...id, type: ['string', 'null'] };
const name = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength, pattern: '[\\S]+' });
const tag: Schema = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[^,/]*$' };
const tags: Schema = { type: 'array', items: tag, required: [], maxItems: 80, uniqueItems: true };
const options: Schema = {
  type: 'object',
  properties: { immutable: { type: ['boolean', 'null'], enum: [true, false, null] } },
  additionalProperties: false,
};

const properties = {
  user: {
    default_project_id: nullableId,
    description: nullable('string'),
    domain_id: id,
    enabled: boolean,
    name: name(255),
    password: nullable('string'),
    options: { type: 'object' },
  },
  project: {
    description: nullable('string'),
    domain_id: nullableId,
    enabled: boolean,
    is_domain: boolean,
    parent_id: nullableId,
    name: name(64),
    tags,
    options,
  },
  role: { name: name(255), description: { type: 'string' }, options },
  domain: { description: nullable('string'), enabled: boolean, name: name(64), tags },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Schema>>>>;

/** The word of a kind that an admin makes. */
export type Word = keyof typeof properties;

export const creation = (word: Word): Schema => ({
  type: 'object',
  properties: properties[word],
  required: ['name'],
  additionalProperties: true,
});

export const change = (word: Word): Schema => ({
  type: 'object',
  properties: properties[word],
  minProperties: 1,
  additionalProperties: true,
});

export const passwordChange: Schema = {
  type: 'object',
  properties: { original_password: { type: 'string' }, password: { type: 'string' } },
  required: ['original_password', 'password'],
  additionalProperties: false,
};
