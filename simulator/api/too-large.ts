import { holderOf } from '../identity/tables';
import type { World } from '../world';
import type { Reply, Request } from './message';
import { webobError } from './webob';

/** Source: max_request_body_size of oslo.middleware, before every service but Glance. */
const usual = 114_688;
/** Glance takes more than a simulator wants to remember. */
const image = 64 * 1024 * 1024;

/** How many bytes a body may have. */
export const longestBody = (method: string, path: string): number =>
  method === 'PUT' && /^\/image\/v2\/images\/[^/]+\/file$/.test(path) ? image : usual;

/** How many bytes of it are read: of an image that nobody sends who may, no more than of anything else. */
export function longestRead({ identity, clock }: World, { method, path, headers }: Omit<Request, 'body'>): number {
  const longest = longestBody(method, path);
  const isForAll = longest === usual || holderOf(identity, clock, headers['x-auth-token'] ?? '') !== undefined;
  return isForAll ? longest : usual;
}

/** What oslo.middleware answers to a body that is too long. Observed of Nova and Keystone of Zed. */
export const tooLarge = (request: Request): Reply => {
  const longest = longestBody(request.method, request.path);
  const explanation = `Request is too large. Larger than max_request_body_size (${longest}).`;
  return webobError(request, { status: 413, explanation });
};
