import { jsonOf } from '../api/json-body';
import { isRecord, type Reply, type Request } from '../api/message';
import { type Routes, router } from '../api/route';
import type { Headers } from '../microversion';
import { consolePage } from './console-page';
import { type Control, ControlError } from './control';
import { bringsToken } from './control-token';

/** The control of a cloud over HTTP: what is sent and answered is what the methods of Control take and give. */
export interface ControlDoor {
  /** How many bytes a request with these headers may bring: a saved cloud holds the images of it. */
  longestBody(headers: Headers): number;
  /** Answers a request whose path is below controlPath. */
  reply(request: Request): Reply;
}

export const controlPath = '/_control';
export const isControlPath = (path: string): boolean => path === controlPath || path.startsWith(`${controlPath}/`);

interface ControlCall {
  readonly control: Control;
  /** The text of a clouds.yaml. */
  readonly cloudsYaml: () => string;
  readonly request: Request;
  /** The body as a JSON object; empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

const ok = (body: unknown): Reply => ({ status: 200, body });

const clock = ({ control }: ControlCall): Reply => ok({ now: control.now(), underWay: control.underWay() });

/** What the methods of Control check themselves is handed on as it came. */
type Given<Name extends keyof Control> = Parameters<Control[Name]>;

const routes: Routes<ControlCall> = {
  'GET /cloud': ({ control }) => ok(control.cloud()),
  'GET /clouds.yaml': ({ cloudsYaml }) => ({
    status: 200,
    headers: { 'content-type': 'application/yaml' },
    body: Buffer.from(cloudsYaml()),
  }),
  'POST /reset': ({ control, body }) => {
    only(body, 'seed');
    control.reset(body as Given<'reset'>[0]);
    return ok(control.cloud());
  },
  'GET /snapshot': ({ control }) => ok(control.save()),
  'PUT /snapshot': ({ control, body }) => {
    control.restore(body);
    return ok(control.cloud());
  },
  'GET /clock': clock,
  'POST /clock/advance': (call) => {
    only(call.body, 'milliseconds');
    call.control.advance(call.body.milliseconds as Given<'advance'>[0]);
    return clock(call);
  },
  'GET /servers': ({ control }) => ok({ servers: control.servers() }),
  'GET /hosts': ({ control }) => ok({ hosts: control.hosts() }),
  'PUT /hosts/{name}/traits': ({ control, body }, name = '') => {
    only(body, 'traits');
    control.setTraits(name, body.traits as Given<'setTraits'>[1]);
    return ok({ hosts: control.hosts() });
  },
  'GET /transitions': ({ control }) => ok({ transitions: control.transitions() }),
  'PUT /transitions/{kind}': ({ control, body }, kind = '') => {
    only(body, 'when');
    control.setTransition(kind as Given<'setTransition'>[0], body.when as Given<'setTransition'>[1]);
    return ok({ transitions: control.transitions() });
  },
  'PUT /departure': ({ control, body }) => {
    only(body, 'departure');
    control.setDeparture(body.departure as Given<'setDeparture'>[0]);
    return ok(control.cloud());
  },
  'PUT /fault': ({ control, body }) => {
    only(body, 'fault');
    control.setFault(body.fault as Given<'setFault'>[0]);
    return ok(control.cloud());
  },
  'GET /requests': ({ control, request }) =>
    ok({ requests: control.requests(Number(request.query.get('after') ?? 0)) }),
};
const find = router(routes);

const methods = ['GET', 'POST', 'PUT'] as const;

/** @param longest how many bytes a saved cloud may have */
export function controlDoor(
  control: Control,
  token: string,
  cloudsYaml: () => string,
  longest = 1024 ** 3,
): ControlDoor {
  const longestBody = ({ authorization }: Headers) => (bringsToken(authorization, token) ? longest : 1024);
  const answer = (request: Request): Reply => {
    const path = request.path.slice(controlPath.length);
    if (path === '') return { status: 308, headers: { location: `${controlPath}/` } };
    if (path === '/' && ['GET', 'HEAD'].includes(request.method)) return consolePage();
    if (!bringsToken(request.headers.authorization, token)) {
      return refuse(401, 'give the token that serve has printed: Authorization: Bearer TOKEN', {
        'www-authenticate': 'Bearer realm="nova-rescue control"',
      });
    }
    if (request.body.length > longestBody(request.headers))
      return refuse(413, `the body is longer than ${longest} bytes`);
    const found = find(request.method, path);
    if (found) return found.answer({ control, cloudsYaml, request, body: bodyOf(request) });
    const others = methods.filter((method) => find(method, path));
    return others.length === 0
      ? refuse(404, `there is no ${path}`)
      : refuse(405, `${path} takes ${others.join(', ')}`, { allow: others.join(', ') });
  };
  return { longestBody, reply: (request) => neverKept(orRefusal(() => answer(request))) };
}

const refuse = (status: number, error: string, headers: Headers = {}): Reply => ({ status, headers, body: { error } });

function orRefusal(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ControlError) return refuse(error.status, error.message);
    return refuse(500, `the simulator itself failed: ${error}`);
  }
}

const neverKept = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, 'cache-control': 'no-store' } });

/** @throws ControlError for what is no JSON object */
function bodyOf({ body }: Request): Readonly<Record<string, unknown>> {
  const json = body.length === 0 ? {} : jsonOf(body);
  if (isRecord(json)) return json;
  throw new ControlError('the body must be a JSON object');
}

/** @throws ControlError for any other key */
function only(body: Readonly<Record<string, unknown>>, key: string): void {
  const other = Object.keys(body).find((name) => name !== key);
  if (other !== undefined) throw new ControlError(`${other} is not known here; it can be ${key}`);
}
