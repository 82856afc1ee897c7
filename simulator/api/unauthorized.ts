import { mounts } from '../mounts';
import type { Reply, Request } from './message';
import { webobError } from './webob';

const unverified =
  'This server could not verify that you are authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.';

/** Who has no token is told so by Keystone's middleware, and by Glance itself. Its path is the whole path. */
export function unauthorized(request: Request, origin: string): Reply {
  const headers = { 'WWW-Authenticate': `Keystone uri="${origin}${mounts.identity}"` };
  const decidedBy = 'no-token';
  if (request.path.startsWith(mounts.image)) {
    return { ...webobError(request, { status: 401, explanation: unverified, headers }), decidedBy };
  }
  const message = 'The request you have made requires authentication.';
  return { status: 401, headers, body: { error: { code: 401, title: 'Unauthorized', message } }, decidedBy };
}
