import fc from 'fast-check';
import type { Scene } from './scene.test';
import { changes, looks, type Plain } from './valid.test';

/** One way to make a request that cannot be granted of one that could. */
type Break = (request: Plain) => Plain;

const text = (value: string | Buffer): Break => {
  const body = Buffer.from(value);
  return (request) => ({ ...request, body });
};

const nested = (open: string, close: string) =>
  fc.constantFrom(50, 500, 990, 5_000, 25_000).map((depth) => text(open.repeat(depth) + close.repeat(depth)));

/** Of a request with JSON in its body. */
const bodies: fc.Arbitrary<Break> = fc.oneof(
  // Cut off anywhere before its last brace.
  fc.double({ min: 0, max: 0.999, noNaN: true }).map((at): Break => {
    return (request) => ({ ...request, body: request.body.subarray(0, Math.floor(at * request.body.length)) });
  }),
  // A byte that no UTF-8 has.
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0xc0, 0xf8, 0xff)).map(([at, byte]): Break => {
    return (request) => {
      const index = Math.floor(at * request.body.length);
      const [before, after] = [request.body.subarray(0, index), request.body.subarray(index)];
      return { ...request, body: Buffer.concat([before, Buffer.of(byte), after]) };
    };
  }),
  fc.constantFrom('null', '[]', '1', '"x"', 'true', '[{}]', '""', '1e999', 'NaN', "{'a': 1}", '{"a": 1,}').map(text),
  fc.constantFrom('}', ' {}', ',', '\0', '//').map((more): Break => {
    return (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from(more)]) });
  }),
  fc.constant((request: Plain) => ({ ...request, body: Buffer.concat([Buffer.from('\uFEFF'), request.body]) })),
  nested('[', ']'),
  nested('{"a":', '}').map(
    (deeper): Break =>
      (request) =>
        deeper(request),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => text(Buffer.from(bytes))),
  fc.constantFrom(114_689, 200_000).map((length) => text(Buffer.alloc(length, ' '))),
);

/** Of any request: there is no such path. */
const paths: fc.Arbitrary<Break> = fc.oneof(
  fc
    .constantFrom('/%00', '/%ff', '/..', '/../../x', '/x', '/%zz', '/%2e%2e/x', '/.', '/x;y=1', '/%F0%9F%9B%9F', '.xml')
    .map(
      (more): Break =>
        (request) => ({ ...request, target: `${request.target}${more}` }),
    ),
  fc.constantFrom(300, 3_000, 9_000, 15_000).map((length): Break => {
    return (request) => ({ ...request, target: `${request.target}/${'a/'.repeat(length / 2)}` });
  }),
  fc.constantFrom('/compute', '/image', '/volume', '/identity/v3/auth', '', '/network').map((prefix): Break => {
    return (request) => ({ ...request, target: `${prefix}/nothing${request.target}` });
  }),
);

/** Of any request: nobody asks for this. */
const methods: fc.Arbitrary<Break> = fc
  .constantFrom('TRACE', 'PROPFIND', 'PURGE', 'LINK', 'MKCOL', 'SEARCH', 'REPORT', 'M-SEARCH')
  .map(
    (method): Break =>
      (request) => ({ ...request, method }),
  );

const header = (name: string, ...values: readonly string[]): fc.Arbitrary<Break> =>
  fc
    .constantFrom(...values)
    .map((value) => (request) => ({ ...request, headers: { ...request.headers, [name]: value } }));

/** Of any request: nobody knows who asks. */
const tokens = header('X-Auth-Token', '', ' ', 'x', 'owner-token2', '\xff\xfe', 'gAAAA'.repeat(600), '{}', '__proto__');

/** Of requests to Nova. */
const versions = header(
  'OpenStack-API-Version',
  ...['compute 9.9', 'compute 2', 'compute 2.87.1', `compute ${'9'.repeat(500)}.1`, 'compute -2.87', 'compute \xb2.87'],
);

/** Of requests with a body to Nova or Keystone. */
const types = header('Content-Type', 'application/xml', 'text/html', 'a', 'multipart/form-data; boundary=x', '\xff');

/** Of requests that only look, which may be granted all the same. */
const queries: fc.Arbitrary<Break> = fc
  .oneof(
    fc.constantFrom(
      '',
      '?',
      '&&=&',
      '%ff=%00',
      'limit=-1',
      'limit=x',
      'limit=1e9',
      'marker=%00',
      'name=%F0%9F',
      '#',
      '%',
    ),
    fc.constantFrom('a', 'limit', 'name', 'sort_key', '__proto__').map((name) => `${name}=${'x'.repeat(8_000)}`),
    fc.constantFrom(50, 2_000).map((count) => 'a=1&'.repeat(count)),
    fc.string({ unit: 'binary-ascii', maxLength: 40 }).map((asked) => encodeURI(asked).replaceAll('%25', '%')),
  )
  .map((query) => (request) => ({ ...request, target: `${request.target}?${query}` }));

const isOf = ({ target }: Plain, ...services: readonly string[]) =>
  services.some((name) => target.startsWith(`/${name}/`));

/** A request that cannot be granted, because of the form it has; `changing` where it would have changed something. */
export interface Malformed extends Plain {
  readonly changing: boolean;
}

export function malformed(scene: Scene): fc.Arbitrary<Malformed> {
  const changed = fc.constantFrom(...changes(scene)).chain((request) => {
    const breaks = [paths, methods];
    // Whoever signs in needs no token yet.
    if (!isOf(request, 'identity/v3/auth')) breaks.push(tokens);
    if (isOf(request, 'compute')) breaks.push(versions);
    if (request.body.length > 0) breaks.push(bodies, bodies, bodies);
    if (request.body.length > 0 && isOf(request, 'compute', 'identity')) breaks.push(types);
    return fc.oneof(...breaks).map((wrong) => ({ ...wrong(request), changing: true }));
  });
  const looked = fc
    .constantFrom(...looks(scene))
    .chain((request) =>
      fc
        .oneof(queries, paths, methods, tokens, versions, types, bodies)
        .map((wrong) => ({ ...wrong(request), changing: false })),
    );
  return fc.oneof({ weight: 3, arbitrary: changed }, { weight: 1, arbitrary: looked });
}
