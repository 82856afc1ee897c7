import { mounts } from '../../mounts';
import { emptyAs, notSimulated, type Reply, webobType } from '../message';
import { ofBytes, type Routes, router } from '../route';
import { type Call, isAdmin } from '../service';
import { noSuchPath, wrongMethod } from '../webob';
import { imageActionRoutes } from './image-actions';
import { imageDataRoutes } from './image-data';
import { imageMemberRoutes } from './image-members';
import { imageTagRoutes } from './image-tags';
import { imageView, store } from './image-view';
import { listImages } from './list-images';
import { newImageRoutes } from './new-images';
import { patchRoutes } from './patch-image';
import { notPermitted, refused, withImage, withOwnImage } from './refused';
import { schemas } from './schemas';

/** The slice of Glance v2 that arranging servers, and looking at what they are made of, needs. */

const shownImage = (call: Call, id: string): Reply =>
  withImage(call, id, (image) => ({ status: 200, body: imageView(image) }));

const deletedImage = (call: Call, id: string): Reply =>
  withOwnImage(
    call,
    id,
    (image) => {
      if (image.isProtected) return refused(call, 403, `Image ${id} is protected and cannot be deleted.`);
      call.world.images.delete(id);
      return { status: 204 };
    },
    { unknown: `Failed to find image ${id} to delete` },
  );

const said = (body: object) => (): Reply => ({ status: 200, body });
const beyond = (what: string) => (): Reply => notSimulated(what);
const forAdminsBeyond = (policy: string, what: string) => (call: Call) =>
  isAdmin(call) ? notSimulated(what) : notPermitted(call, policy);

/** In the order of Glance's own, which is the order in which a 405 names the methods. */
const routes: Routes<Call> = {
  'GET /v2/schemas/image': said(schemas.image),
  'GET /v2/schemas/images': said(schemas.images),
  'GET /v2/schemas/member': said(schemas.member),
  'GET /v2/schemas/members': said(schemas.members),
  'GET /v2/schemas/{kind}': beyond('the schemas of tasks'),
  'GET /v2/images': listImages,
  ...newImageRoutes,
  'GET /v2/images/{id}': shownImage,
  ...patchRoutes,
  'DELETE /v2/images/{id}': deletedImage,
  ...imageDataRoutes,
  ...imageTagRoutes,
  ...imageActionRoutes,
  ...imageMemberRoutes,
  'GET /v2/info/import': said({
    'import-methods': { description: 'Import methods available.', type: 'array', value: [] },
  }),
  'GET /v2/info/stores': said({ stores: [{ id: store, default: 'true' }] }),
  'GET /v2/info/stores/detail': forAdminsBeyond('stores_info_detail', 'the details of stores'),
  'GET /v2/info/usage': said({ usage: {} }),
  'PUT /v2/images/{id}/stage': beyond('staging an image'),
  'POST /v2/images/{id}/import': beyond('importing an image'),
  'GET /v2/images/{id}/tasks': beyond('the tasks of an image'),
  'DELETE /v2/stores/{store}/{id}': beyond('deleting an image from a store'),
  'GET /v2/tasks': forAdminsBeyond('tasks_api_access', 'tasks'),
  'POST /v2/tasks': forAdminsBeyond('tasks_api_access', 'tasks'),
  'GET /v2/tasks/{id}': forAdminsBeyond('tasks_api_access', 'tasks'),
  'DELETE /v2/tasks/{id}': forAdminsBeyond('tasks_api_access', 'tasks'),
  'GET /v2/cache': forAdminsBeyond('cache_list', 'the cache of images'),
  'DELETE /v2/cache': forAdminsBeyond('cache_delete', 'the cache of images'),
  'DELETE /v2/cache/{id}': forAdminsBeyond('cache_delete', 'the cache of images'),
  'PUT /v2/cache/{id}': forAdminsBeyond('cache_image', 'the cache of images'),
};

const find = router(routes, ofBytes);

/** What takes a body; Glance refuses one with anything else. */
const takesBody =
  /^(POST \/v2\/(images|tasks)|PATCH .*|PUT .*\/file|PUT .*\/stage|POST .*\/(members|import)|PUT .*\/members\/.*|GET \/v2\/(images|tasks|info\/usage))$/;

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** The methods that a path has; none where there is no such path. */
const methodsOf = (path: string): readonly string[] => methods.filter((method) => find(method, path));

/** Answers one authenticated request. Anything that is not below /v2 is answered with the list of versions before. */
export function imageReply(call: Call): Reply {
  const { method, path, body } = call.request;
  if (path === '/v2') return { status: 302, headers: { Location: `${call.origin}${mounts.image}/v2/` } };
  if (/^\/v2\/(schemas\/)?metadefs\//.test(path)) return notSimulated('the catalogue of metadata definitions');
  const found = find(method, path);
  if (!found) {
    const allowed = methodsOf(path);
    return allowed.length === 0 ? noSuchPath(call.request) : wrongMethod(call.request, allowed.join(', '));
  }
  if (body.length > 0 && !takesBody.test(`${method} ${path}`)) {
    return refused(call, 400, 'A body is not expected with this request.');
  }
  const reply = found.answer(call);
  // An image without data is the one thing that is shown without a type.
  return method === 'GET' ? reply : emptyAs(webobType, reply);
}
