import type { IncomingMessage } from 'node:http';
import type { Headers } from '../microversion';

/** What a request asks for, before its body is read. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Headers;
}

/** The longest line that a request may begin with, its end included. Source: eventlet's, before Nova, Glance and Cinder. */
const longestLine = 8191;
const restOfLine = '  HTTP/1.1\r\n'.length;

type Head = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'httpVersion'>;

/** @returns the status to refuse it with where nobody can tell what is asked for */
export function askedOf({ method = '', url = '', headers, httpVersion }: Head): Asked | 400 | 414 {
  if (method.length + url.length + restOfLine > longestLine) return 414;
  // A line without a version: Node takes it for one of before there were headers.
  if (httpVersion === '0.9') return 400;
  const target = url.startsWith('/') ? url : withinUrl(url);
  if (target === undefined) return 400;
  const end = target.indexOf('?');
  return {
    method,
    // Nothing is resolved in it, as the real services do not: `..` is a name like any other.
    path: end < 0 ? target : target.slice(0, end),
    query: new URLSearchParams(end < 0 ? '' : target.slice(end)),
    // Only set-cookie would be a list: nothing looks at it.
    headers: headers as Headers,
  };
}

/** What follows the origin of a whole URL, as proxies send it. */
function withinUrl(url: string): string | undefined {
  const [, rest] = /^https?:\/\/[^/?]+(.*)$/i.exec(url) ?? [];
  return rest === undefined || rest.startsWith('/') ? rest : `/${rest}`;
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/**
 * Reads a body; no more of it than tells that it is longer than may be: the rest flows away unread.
 * @throws Node's error where the client goes away before its end
 */
export function bodyOf(request: IncomingMessage, longest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const end = () => resolve(Buffer.concat(chunks));
    request.on('error', reject).on('end', end);
    request.on('data', (chunk: Buffer) => {
      if (length > longest) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length > longest) end();
    });
  });
}
