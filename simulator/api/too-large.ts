import type { Reply, Request } from './message';
import { webobError } from './webob';

/** Source: max_request_body_size of oslo.middleware, before every service but Glance. */
const usual = 114_688;
/** Glance takes more than a simulator wants to remember. */
const image = 64 * 1024 * 1024;

/** How many bytes a body may have. */
export const longestBody = (method: string, path: string): number =>
  method === 'PUT' && /^\/image\/v2\/images\/[^/]+\/file$/.test(path) ? image : usual;

/** The answer to a body that is longer. */
export function tooLarge(request: Request): Reply {
  const longest = longestBody(request.method, request.path);
  const why = `Request is too large. Larger than max_request_body_size (${longest}).`;
  return webobError('413 Request Entity Too Large', why, request);
}
