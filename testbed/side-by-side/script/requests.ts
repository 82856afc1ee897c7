import type { ScriptedRequest } from '../request';

/** Nothing is called this, at either end. */
export const none = '00000000-0000-0000-0000-000000000001';

type Rest = Omit<ScriptedRequest, 'name' | 'path' | 'body' | 'method'>;

/** An action on a server. */
export const action = (name: string, server: string, body: unknown, rest: Rest = {}): ScriptedRequest => ({
  name,
  path: `/v2.1/servers/${server}/action`,
  body,
  ...rest,
});

export const get = (name: string, path: string, rest: Rest = {}): ScriptedRequest => ({ name, path, ...rest });

export const post = (name: string, path: string, body: unknown, rest: Rest = {}): ScriptedRequest => ({
  name,
  path,
  body,
  ...rest,
});

/** The same requests of another service than compute. */
export const of = (
  service: NonNullable<ScriptedRequest['service']>,
  requests: readonly ScriptedRequest[],
): readonly ScriptedRequest[] => requests.map((request) => ({ ...request, service }));
