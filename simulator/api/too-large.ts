import type { Reply, Request } from './message';

/** Source: max_request_body_size of oslo.middleware, before every service but Glance. */
const usual = 114_688;
/** Glance takes more than a simulator wants to remember. */
const image = 64 * 1024 * 1024;

/** How many bytes a body may have. */
export const longestBody = (method: string, path: string): number =>
  method === 'PUT' && /^\/image\/v2\/images\/[^/]+\/file$/.test(path) ? image : usual;

const title = '413 Request Entity Too Large';

/** What WebOb makes of a body that is too long, by what the client accepts. Observed of Nova and Keystone of Zed. */
export function tooLarge({ method, path, headers }: Request): Reply {
  const accept = headers.accept ?? '*/*';
  const why = `Request is too large. Larger than max_request_body_size (${longestBody(method, path)}).`;
  if (/text\/(html|\*)|\*\/\*/.test(accept)) {
    const body = `<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n  ${why}<br /><br />\n\n\n\n </body>\n</html>`;
    return { status: 413, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: Buffer.from(body) };
  }
  if (/application\/(json|\*)/.test(accept)) {
    return {
      status: 413,
      body: { message: `${why}<br /><br />\n\n\n`, code: title, title: title.slice('413 '.length) },
    };
  }
  const body = Buffer.from(`${title}\n\n${why}\n\n   `);
  return { status: 413, headers: { 'content-type': 'text/plain; charset=UTF-8' }, body };
}
