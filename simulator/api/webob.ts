import type { Headers } from '../microversion';
import type { Reply, Request } from './message';

/** Errors as WebOb writes them, which Glance, Placement and the middleware before every service leave to it. */

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
} as const;

export type ErrorStatus = keyof typeof titles;

/** What a status means in general, in WebOb's words; every service says so where it has no words of its own. */
export const explanations = {
  400: 'The server could not comply with the request since it is either malformed or otherwise incorrect.',
  403: 'Access was denied to this resource.',
  404: 'The resource could not be found.',
  409: 'There was a conflict when trying to complete your request.',
  500: 'The server has either erred or is incapable of performing the requested operation.',
} as const satisfies Partial<Record<ErrorStatus, string>>;

export const titleOf = (status: ErrorStatus): string => titles[status];

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');

/** What is left of a text where its tags are taken out. */
export const withoutTags = (text: string): string =>
  text
    .replaceAll('\n', ' ')
    .replaceAll('\r', '')
    .replaceAll(/<br.*?>/gi, '\n')
    .replaceAll(/<!--|-->/g, '')
    .replaceAll(/<.*?>/gs, '');

/** The usual body, from what happened in general and in particular. */
export const usualBody = (explanation: string, detail = ''): string => `${explanation}<br /><br />\n${detail}\n\n`;

export interface WebobError {
  readonly status: ErrorStatus;
  readonly explanation: string;
  readonly detail?: string;
  /** In place of the usual arrangement of both. */
  readonly body?: (explanation: string, detail: string) => string;
  readonly headers?: Headers;
}

/** Which of its three forms an error has for who accepts this. Its own order decides where more than one would do. */
export function formFor(accept = '*/*'): 'html' | 'json' | 'plain' {
  if (/text\/(html|\*)|\*\/\*/.test(accept)) return 'html';
  return /application\/(json|\*)/.test(accept) ? 'json' : 'plain';
}

/** An error in the form that the client accepts. Observed of Glance, Placement, Nova and Keystone of Zed. */
export function webobError({ headers }: Pick<Request, 'headers'>, error: WebobError): Reply {
  const { status, explanation, detail = '', body = usualBody } = error;
  const code = `${status} ${titleOf(status)}`;
  const form = formFor(headers.accept);
  if (form === 'json') {
    const message = body(explanation, detail);
    return { status, headers: { ...error.headers }, body: { message, code, title: titleOf(status) } };
  }
  const text =
    form === 'html'
      ? `<html>\n <head>\n  <title>${code}</title>\n </head>\n <body>\n  <h1>${code}</h1>\n  ${body(escaped(explanation), escaped(detail))}\n </body>\n</html>`
      : `${code}\n\n${withoutTags(body(explanation, detail))}`;
  const type = form === 'html' ? 'text/html' : 'text/plain';
  return { status, headers: { 'content-type': `${type}; charset=UTF-8`, ...error.headers }, body: Buffer.from(text) };
}

/** Where there is no such path. */
export const noSuchPath = (request: Pick<Request, 'headers'>): Reply =>
  webobError(request, { status: 404, explanation: explanations[404] });

/** Where the method is not one of those that the resource knows. */
export const wrongMethod = (request: Request, allow: string): Reply =>
  webobError(request, {
    status: 405,
    explanation: `The method ${request.method} is not allowed for this resource. `,
    body: (explanation) => `${explanation}<br /><br />\n`,
    headers: { Allow: allow },
  });
