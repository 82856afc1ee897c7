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

/** The server until it has this status, and nothing to do any more. */
export const until = (name: string, server: string, status: string, rest: Rest = {}): ScriptedRequest => ({
  name,
  path: `/v2.1/servers/${server}`,
  until: { 'server.status': status, 'server.OS-EXT-STS:task_state': null },
  ...rest,
});

export const rescue = (name: string, server: string, value: unknown, rest: Rest = {}): ScriptedRequest =>
  action(name, server, { rescue: value }, rest);

export const unrescue = (name: string, server: string, rest: Rest = {}): ScriptedRequest =>
  action(name, server, { unrescue: null }, rest);

/** A rescue that is accepted, and back; with what becomes of each. */
export const thereAndBack = (
  name: string,
  server: string,
  value: unknown,
  rest: Rest = {},
): readonly ScriptedRequest[] => [
  rescue(name, server, value, rest),
  until(`${name}: rescued`, server, 'RESCUE'),
  unrescue(`${name}: and back`, server, rest),
  until(`${name}: as before`, server, 'ACTIVE'),
];

export const withImage = (image: string) => ({ rescue_image_ref: image });
