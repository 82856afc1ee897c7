import { compare, format, type Headers, type Microversion } from '../../microversion';
import type { Provider } from '../../placement/tables';
import { bestOf, type Schema, textOf, violations } from '../json-schema';
import { type Reply, type Request, recordOf } from '../message';
import { whyNoJson } from '../python-json';
import { type Call, isAdmin } from '../service';
import { type ErrorStatus, explanations, titleOf, webobError, withoutTags } from '../webob';

/** A call of Placement, its microversion settled. */
export interface PlacementCall extends Call {
  readonly microversion: Microversion;
}

export const since = ({ microversion }: PlacementCall, minor: number): boolean =>
  compare(microversion, [1, minor]) >= 0;

/** What a status means in general: nothing where the refusal says all of it. */
const general = { ...explanations, 405: '', 406: '', 415: '' } as const satisfies Partial<Record<ErrorStatus, string>>;

export type Status = keyof typeof general;

export interface Refusal {
  /** From 1.23 on an error has a code; this one where nothing else is said. */
  readonly code?: string;
  /** In place of how the general and the particular are usually put together. */
  readonly body?: (detail: string) => string;
  readonly headers?: Reply['headers'];
  /** What the error tells besides. */
  readonly more?: object;
  /** Whether it is told by what stands around the handlers: without the header that says what the answer depends on. */
  readonly isRaised?: true;
}

const usual = 'placement.undefined_code';
export const concurrent = 'placement.concurrent_update';

type Refused = Pick<Call, 'request' | 'requestId'> & { readonly microversion?: Microversion };

export const versionHeader = 'openstack-api-version';

export const versionHeaders = (version: Microversion, isRaised?: true): Headers => ({
  [versionHeader]: `placement ${format(version)}`,
  ...(!isRaised && { vary: versionHeader }),
});

/** Whether an error is told as JSON: to whoever does not ask for something else alone. */
const takesJson = ({ headers }: Request) => /\*\/\*|application\/(\*|json)/.test(headers.accept ?? '*/*');

/** A refusal as Placement writes it, in JSON or in what else the client asks for. */
export function refuse(call: Refused, status: Status, detail = '', refusal: Refusal = {}): Reply {
  const { code = usual, more = {} } = refusal;
  const headers = {
    ...(call.microversion && versionHeaders(call.microversion, refusal.isRaised)),
    ...refusal.headers,
  };
  const explanation = general[status];
  const body = refusal.body ?? ((why: string) => `${explanation}<br /><br />\n${why}\n\n`);
  if (!takesJson(call.request)) {
    return webobError(call.request, { status, explanation, detail, body: (_, why) => body(why), headers });
  }
  const error = {
    status,
    title: titleOf(status),
    detail: withoutTags(body(detail)),
    ...(call.microversion && compare(call.microversion, [1, 23]) >= 0 && { code }),
    request_id: call.requestId,
    ...more,
  };
  return { status, headers, body: { errors: [error] } };
}

/** A refusal that no handler has an answer of its own for. Source: PlacementHandler in placement/handler.py@8.0. */
export const raise = (call: Refused, status: 400 | 403 | 404, detail = ''): Reply =>
  refuse(call, status, detail, { isRaised: true });

export const wrongMethod = (call: PlacementCall, allow: string): Reply =>
  refuse(call, 405, 'The method specified is not allowed for this resource.', {
    headers: { allow },
    body: (why) => `The method ${call.request.method} is not allowed for this resource. <br /><br />\n${why}`,
  });

/** @param was what the client accepts, where it accepts something else */
export const notAcceptable = (call: Refused, why: string, more: object = {}): Reply => {
  const accept = takesJson(call.request) ? 'application/json' : call.request.headers.accept;
  return refuse(call, 406, why, {
    more,
    body: (detail) =>
      `The resource could not be generated that was acceptable to your browser\n(content of type ${accept}. <br /><br />\n${detail}`,
  });
};

/** What only an admin may ask, under the policy of this name. */
export const forAdmins = (call: PlacementCall, policy: string, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : raise(call, 403, `Policy does not allow ${policy} to be performed.`);

type Fields = Readonly<Record<string, unknown>>;

/** The body where it is JSON of the right type and as the schema wants it. */
export function withBody(call: PlacementCall, schema: Schema, answer: (body: Fields) => Reply): Reply {
  const type = (call.request.headers['content-type'] ?? '').replace(/;.*/, '').trim() || 'None';
  if (type !== 'application/json') {
    return refuse(call, 415, `The media type ${type} is not supported, use application/json`, {
      body: (why) => `The request media type ${type} is not supported by this server.\n<br /><br />\n${why}`,
    });
  }
  if (call.json === undefined) return refuse(call, 400, `Malformed JSON: ${whyNoJson(call.request.body.toString())}`);
  const found = bestOf(violations(schema, call.json));
  if (found) return refuse(call, 400, `JSON does not validate: ${textOf(found)}`);
  return answer(recordOf(call.json));
}

/** The query where it is as the schema wants it. */
export function withQuery(
  call: PlacementCall,
  properties: Schema['properties'],
  answer: () => Reply,
  required: readonly string[] = [],
): Reply {
  const schema: Schema = {
    type: 'object',
    ...(properties && { properties }),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  const found = bestOf(violations(schema, Object.fromEntries(call.request.query)));
  return found ? refuse(call, 400, `Invalid query string parameters: ${textOf(found)}`) : answer();
}

/** From 1.15 on answers say how old they are: as old as the question. */
export const granted = (call: PlacementCall, body: object, status = 200): Reply => ({
  status,
  headers: ageOf(call),
  body,
});

export const ageOf = (call: PlacementCall): Readonly<Record<string, string>> =>
  since(call, 15)
    ? { 'Last-Modified': new Date(call.world.clock.now()).toUTCString(), 'Cache-Control': 'no-cache' }
    : {};

/** All resource providers, the hosts first. */
export const providersOf = ({ world }: Pick<Call, 'world'>): readonly Provider[] => [
  ...world.hosts,
  ...world.placement.providers.values(),
];

/**
 * The provider of that id.
 * @param unknown what a handler makes of Placement's words where there is none, if it has words of its own
 */
export function withProvider(
  call: PlacementCall,
  id: string,
  answer: (provider: Provider) => Reply,
  unknown?: (why: string) => string,
): Reply {
  const provider = providersOf(call).find(({ providerId }) => providerId === id);
  if (provider) return answer(provider);
  const why = `No resource provider with uuid ${id} found`;
  return unknown ? refuse(call, 404, unknown(why)) : raise(call, 404, why);
}

/** Some say it twice. */
export const twice = (why: string): string => `${why}: ${why}`;

/** Looks at the generation that a change goes out from. */
export const atGeneration = (
  call: PlacementCall,
  provider: Provider,
  generation: unknown,
  why: string,
  answer: () => Reply,
): Reply => (generation === provider.generation ? answer() : refuse(call, 409, why, { code: concurrent }));

export const alreadyChanged =
  "Resource provider's generation already changed. Please update the generation and try again.";
