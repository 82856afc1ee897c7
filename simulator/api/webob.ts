import type { Reply, Request } from './message';

/**
 * What WebOb makes of an error that no service has words of its own for, by what the client accepts.
 * Observed of Nova, Cinder, Glance and Keystone of Zed.
 * @param status such as `404 Not Found`
 */
export function webobError(status: string, why: string, { headers }: Pick<Request, 'headers'>): Reply {
  const accept = headers.accept ?? '*/*';
  const code = Number(status.slice(0, 3));
  if (/text\/(html|\*)|\*\/\*/.test(accept)) {
    const page = `<html>\n <head>\n  <title>${status}</title>\n </head>\n <body>\n  <h1>${status}</h1>\n  ${why}<br /><br />\n\n\n\n </body>\n</html>`;
    return { status: code, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: Buffer.from(page) };
  }
  if (/application\/(json|\*)/.test(accept)) {
    return { status: code, body: { message: `${why}<br /><br />\n\n\n`, code: status, title: status.slice(4) } };
  }
  const text = Buffer.from(`${status}\n\n${why}\n\n   `);
  return { status: code, headers: { 'content-type': 'text/plain; charset=UTF-8' }, body: text };
}

/** What there is no path for, under any of those services. */
export const noSuchPath = (request: Pick<Request, 'headers'>): Reply =>
  webobError('404 Not Found', 'The resource could not be found.', request);
