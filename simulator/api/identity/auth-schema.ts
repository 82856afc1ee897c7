import type { Schema } from '../json-schema';
import { isRecord, type Reply, recordOf, within } from '../message';
import { badRequest } from './call';
import { misfit } from './valid';

/** What Keystone demands of an authentication before it looks whose it is. Source: keystone/auth/schema.py, 22. */

const text: Schema = { type: 'string' };
const idOrName: Schema = { type: 'object', properties: { id: text, name: text } };
const owned = (more: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties: { ...more, domain: idOrName },
});

const schema: Schema = {
  type: 'object',
  properties: {
    identity: {
      type: 'object',
      properties: {
        methods: { type: 'array', items: text },
        password: {
          type: 'object',
          properties: { user: owned({ id: text, name: text, password: text }) },
        },
        token: { type: 'object', properties: { id: text }, required: ['id'] },
      },
      required: ['methods'],
    },
    scope: {
      type: ['object', 'string'],
      properties: {
        project: owned({ name: text, id: text }),
        domain: idOrName,
        'OS-TRUST:trust': { type: 'object', properties: { id: text } },
        system: { type: 'object', properties: { all: { type: 'boolean', enum: [true, false, null] } } },
      },
    },
  },
  required: ['identity'],
};

/** What is wrong with what stands under `auth`; undefined where nothing is. */
export function wrongAuth(auth: unknown): Reply | undefined {
  const { password } = within(auth, 'identity');
  const { user } = recordOf(password);
  const { project, domain } = within(auth, 'scope');
  const named: Readonly<Record<string, unknown>> = {
    'identity/password/user': user,
    'identity/password/user/domain': recordOf(user).domain,
    'scope/project': project,
    'scope/project/domain': recordOf(project).domain,
    'scope/domain': domain,
  };
  const nameless = Object.entries(named).find(
    ([, value]) => isRecord(value) && value.id === undefined && value.name === undefined,
  );
  return (
    misfit(schema, auth) ??
    (nameless && badRequest(`Invalid input for field ${nameless[0]}: id or name must be present.`))
  );
}
