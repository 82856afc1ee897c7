import fc from 'fast-check';
import { malformed } from '../../simulator/malformed/broken.test';
import type { Scene } from '../../simulator/malformed/scene.test';
import { changes, type Plain } from '../../simulator/malformed/valid.test';

/** What is written to a connection, a turn of the event loop apart, and how it ends. */
export interface Delivery {
  readonly pieces: readonly Buffer[];
  readonly end: 'half-close' | 'reset';
  /** Whether it would have changed something, were it as it should be. */
  readonly changing: boolean;
}

const headOf = ({ method, target, headers, body }: Plain, more: Readonly<Record<string, string>> = {}): string => {
  const all = { ...headers, ...(body.length > 0 && { 'Content-Length': String(body.length) }), ...more };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

const bytesOf = (request: Plain, more = {}): Buffer =>
  Buffer.concat([Buffer.from(headOf(request, more), 'latin1'), request.body]);

/** Ways to write a head that nobody can read. */
const heads: readonly ((head: string) => string)[] = [
  (head) => head.replace('HTTP/1.1', 'HTTP/9.9'),
  (head) => head.replace(' HTTP/1.1', ''),
  (head) => head.replace('HTTP/1.1', 'SMTP/1.1'),
  (head) => head.replace(' HTTP', '\0 HTTP'),
  (head) => head.replace(' /', ' '),
  (head) => head.replace(/Host: .*\r\n/, ''),
  (head) => head.replace('Host:', 'Host :'),
  (head) => head.replace('Host: ', 'Host'),
  (head) => head.replace('Host: ', 'Host: \0'),
  (head) => head.replace('Host: ', ': '),
  (head) => head.replace('Host: ', 'X: \r\r\nHost: '),
  (head) => head.replace('Host: ', 'Content-Length: -1\r\nHost: '),
  (head) => head.replace('Host: ', 'Content-Length: 1, 2\r\nHost: '),
  (head) => head.replace('Host: ', 'Content-Length: 1\r\nContent-Length: 2\r\nHost: '),
  (head) => head.replace('Host: ', 'Content-Length: 99999999999999999999\r\nHost: '),
  (head) => head.replace('Host: ', 'Transfer-Encoding: chunked\r\nContent-Length: 1\r\nHost: '),
  (head) => head.replace('Host: ', 'Transfer-Encoding: banana\r\nHost: '),
  (head) => head.replace('Host: ', `X: ${'x'.repeat(20_000)}\r\nHost: `),
  (head) => head.replace('Host: ', `${'X: y\r\n'.repeat(5_000)}Host: `),
  (head) => head.replaceAll('\r\n', '\n\r'),
  (head) => `\x16\x03\x01\x02${head}`,
];

/** Bodies that say that they come in chunks. */
const chunks = [
  'zz\r\n{}\r\n0\r\n\r\n',
  '-1\r\n',
  '5\r\n{}',
  'ffffffffffffffffff\r\n{}',
  '2\r\n{}0\r\n\r\n',
  '2;\0\r\n{}\r\n0\r\n\r\n',
];

/** Longer than any service takes; one for all, for there are many. */
const tenMegabytes = Buffer.alloc(10_000_000, ' ');

const once = (bytes: Buffer, end: Delivery['end'] = 'half-close'): Delivery => ({
  pieces: [bytes],
  end,
  changing: true,
});

/** What cannot be granted, because of what it is or because of how it comes. */
export function brokenBytes(scene: Scene): fc.Arbitrary<Delivery> {
  const wrong = malformed(scene);
  const right = fc.constantFrom(...changes(scene));
  const cut = (of: fc.Arbitrary<Plain>) =>
    fc.tuple(of, fc.double({ min: 0, max: 0.999, noNaN: true })).map(([request, at]) => {
      const bytes = bytesOf(request);
      return bytes.subarray(0, Math.floor(at * bytes.length));
    });
  return fc.oneof(
    {
      weight: 8,
      arbitrary: wrong.map((request) => ({ ...once(bytesOf(request)), changing: request.changing })),
    },
    fc.array(wrong, { minLength: 2, maxLength: 6 }).map((requests) => ({
      ...once(Buffer.concat(requests.map((request) => bytesOf(request)))),
      changing: requests.every(({ changing }) => changing),
    })),
    fc
      .tuple(wrong, fc.constantFrom('100-continue', '200-ok'))
      .map(([request, Expect]) => ({ ...once(bytesOf(request, { Expect })), changing: request.changing })),
    // Slowly: some bytes at a time, and not to the end.
    cut(right).chain((bytes) =>
      fc.integer({ min: 1, max: 60 }).map((size) => {
        const count = Math.min(Math.ceil(bytes.length / size), 40);
        const pieces = Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
        return { pieces, end: 'half-close' as const, changing: true };
      }),
    ),
    cut(right).map((bytes) => once(bytes, 'reset')),
    fc
      .tuple(right, fc.constantFrom(...heads))
      .map(([request, broken]) => once(Buffer.concat([Buffer.from(broken(headOf(request)), 'latin1'), request.body]))),
    fc.tuple(right, fc.constantFrom(...chunks)).map(([request, body]) => {
      const head = headOf({ ...request, body: Buffer.alloc(0) }, { 'Transfer-Encoding': 'chunked' });
      return once(Buffer.from(`${head}${body}`, 'latin1'));
    }),
    // A length that is not that of the body: shorter by some bytes, or longer.
    fc.tuple(right, fc.constantFrom(-5, -1, 1, 1_000)).map(([request, more]) => {
      const length = Math.max(request.body.length, 6) + more;
      return once(bytesOf(request, { 'Content-Length': String(length) }));
    }),
    fc
      .tuple(right, fc.constantFrom('ftp://x', 'http:/', '*', 'x:1'))
      .map(([request, origin]) => once(bytesOf({ ...request, target: `${origin}${request.target}` }))),
    fc.constantFrom('half-close' as const, 'reset' as const).chain((end) =>
      right.map((request) => {
        const head = headOf({ ...request, body: tenMegabytes });
        return { pieces: [Buffer.from(head), tenMegabytes], end, changing: true };
      }),
    ),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => once(Buffer.from(bytes))),
  );
}
