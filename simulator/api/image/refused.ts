import type { Image } from '../../world';
import type { Reply } from '../message';
import { type Call, isAdmin } from '../service';
import { type ErrorStatus, explanations, webobError } from '../webob';
import { visibleImage } from './visible-image';

/** Glance leaves its refusals to WebOb, and tells the reason in place of what the status means in general. */
export const refused = ({ request }: Pick<Call, 'request'>, status: ErrorStatus, explanation: string): Reply =>
  webobError(request, { status, explanation });

/** Where Glance tells the reason beside what the status means in general. */
export const forbidden = ({ request }: Call, detail: string): Reply =>
  webobError(request, { status: 403, explanation: explanations[403], detail });

export const conflict = ({ request }: Call, detail: string): Reply =>
  webobError(request, { status: 409, explanation: explanations[409], detail });

/** What Glance makes of a mistake of its own. */
export const failed = (call: Call): Reply => refused(call, 500, explanations[500]);

/** Source: the template of HTTPUnsupportedMediaType in webob/exc.py. */
export const wrongType = ({ request }: Call, headers = {}): Reply =>
  webobError(request, {
    status: 415,
    explanation: `The request media type ${request.headers['content-type'] ?? 'text/plain'} is not supported by this server.`,
    body: (explanation) => `${explanation}\n<br /><br />\n`,
    headers,
  });

export const notPermitted = (call: Call, policy: string): Reply =>
  refused(call, 403, `You are not authorized to complete ${policy} action.`);

/** The image where the caller can see it. */
export function withImage(
  call: Call,
  id: string,
  answer: (image: Image) => Reply,
  unknown = `No image found with ID ${id}`,
): Reply {
  const image = visibleImage(call, id);
  return image ? answer(image) : refused(call, 404, unknown);
}

/** Whether the caller may change it. Source: check_is_image_mutable in glance/api/v2/policy.py@25.1. */
export const isOwn = (call: Call, { owner }: Image): boolean => isAdmin(call) || owner === call.caller.projectId;

/** The same, for an image that the caller may change. */
export const withOwnImage = (
  call: Call,
  id: string,
  answer: (image: Image) => Reply,
  { foreign = 'You do not own this image', unknown }: { foreign?: string; unknown?: string } = {},
): Reply => withImage(call, id, (image) => (isOwn(call, image) ? answer(image) : refused(call, 403, foreign)), unknown);
