import { MockAgent } from 'undici';
import type { Auth, CloudCredentials } from '../credentials/cloud-credentials';

/** A request as the fake received it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** Sent as it is where it is text, else as JSON. */
  readonly body?: unknown;
}

/** A Dispatcher that answers whatever is sent to `http://keystone:5000` as `answer` says; `asked` keeps the requests. */
export function fakeKeystone(answer: (asked: Asked) => Answer) {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  const asked: Asked[] = [];
  for (const method of ['GET', 'POST']) {
    dispatcher
      .get('http://keystone:5000')
      .intercept({ path: () => true, method })
      .reply(({ path, body, headers }) => {
        const request = {
          method,
          path,
          body: typeof body === 'string' ? JSON.parse(body) : undefined,
          headers: headers as Record<string, string>,
        };
        asked.push(request);
        const { status, headers: answered = {}, body: data = '' } = answer(request);
        return {
          statusCode: status,
          data: typeof data === 'string' ? data : JSON.stringify(data),
          responseOptions: { headers: answered },
        };
      })
      .persist();
  }
  return { dispatcher, asked };
}

export const password: Auth = {
  method: 'password',
  username: 'demo',
  userDomainName: 'Default',
  password: 'S3cret',
  scope: { projectName: 'demo', projectDomainId: 'default' },
};

export function credentials(changes: Partial<CloudCredentials> = {}): CloudCredentials {
  const authUrl = 'http://keystone:5000/v3';
  return {
    name: 'c',
    authUrl,
    auth: password,
    interface: 'public',
    endpointOverrides: {},
    insecure: false,
    ...changes,
  };
}

/** One catalogue entry: `[interface, region, url]` for each endpoint. */
export function entry(type: string, ...endpoints: readonly (readonly [string, string, string])[]) {
  return {
    type,
    endpoints: endpoints.map(([name, region, url]) => ({ interface: name, region_id: region, region, url })),
  };
}

export const catalog = [entry('compute', ['public', 'R1', 'http://nova/v2.1/'])];

/** The answer to a sign-in, with the token `id`; `changes` are keys of Keystone's `token`. */
export function signedIn(id: string, changes: object = {}, status = 201): Answer {
  const token = {
    user: { id: 'user-1' },
    project: { id: 'project-1' },
    roles: [{ name: 'member' }, { name: 'reader' }],
    expires_at: '2026-01-01T01:00:00.000000Z',
    catalog,
    ...changes,
  };
  return { status, headers: { 'x-subject-token': id }, body: { token } };
}

/** An error as Keystone words it. */
export function keystoneError(status: number): Answer {
  return { status, body: { error: { code: status, message: 'S3cret is not of type string', title: '' } } };
}
