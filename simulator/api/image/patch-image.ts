import type { Image } from '../../world';
import type { Reply } from '../message';
import { type Call, isAdmin } from '../service';
import { withBody } from './body';
import { fields, isField, negative, visibilityRefused } from './image-fields';
import { imageView } from './image-view';
import { type Change, changesOf, type JsonPatchDraft, type Operation } from './json-patch';
import { conflict, failed, forbidden, isOwn, notPermitted, refused, withImage, wrongType } from './refused';

/** Changing an image by a JSON patch. Source: update in glance/api/v2/images.py@25.1, as observed. */

const drafts: ReadonlyMap<string, JsonPatchDraft> = new Map([
  ['application/openstack-images-v2.0-json-patch', 4],
  ['application/openstack-images-v2.1-json-patch', 10],
]);

/** What the changes so far make of an image: all of them are made, or none. */
interface Changed {
  readonly fields: Partial<Image>;
  readonly properties: Image['properties'];
}

const isReply = (outcome: Changed | Reply): outcome is Reply => 'status' in outcome;

const verbs: Readonly<Record<Operation, string>> = { add: 'add', remove: 'remove', replace: 'update' };

/** Where the data lies is not shown, and so not changed. */
function locations(call: Call, image: Image, { operation, value }: Change): Reply {
  if (operation === 'replace' && Array.isArray(value) && value.length === 0) {
    return forbidden(call, 'Cannot set locations to empty list.');
  }
  if (operation === 'remove' && !isOwn(call, image)) return refused(call, 403, 'You do not own this image');
  return refused(call, 403, `It's not allowed to ${verbs[operation]} locations if locations are invisible.`);
}

function field(
  call: Call,
  image: Image,
  so: Changed,
  root: keyof typeof fields,
  { operation, value }: Change,
): Changed | Reply {
  if (operation === 'remove') return forbidden(call, `Property ${root} may not be removed.`);
  if (root.endsWith('_format') && image.status !== 'queued') {
    return refused(call, 403, `Attribute ${root} can be only replaced for a queued image.`);
  }
  const wrong = negative(root, value);
  if (wrong !== undefined) return refused(call, 400, wrong);
  const kept = root === 'tags' ? [...new Set(value as readonly string[])] : value;
  return { ...so, fields: { ...so.fields, [fields[root]]: kept } };
}

function property(call: Call, draft: JsonPatchDraft, so: Changed, { root, operation, value }: Change): Changed | Reply {
  const { [root]: old, ...others } = so.properties;
  if (operation === 'remove') {
    return old === undefined ? conflict(call, `Property ${root} does not exist.`) : { ...so, properties: others };
  }
  if (operation === 'replace' && old === undefined) return conflict(call, `Property ${root} does not exist.`);
  if (operation === 'add' && old !== undefined && draft === 4) {
    return conflict(call, `Property ${root} already present.`);
  }
  return { ...so, properties: { ...so.properties, [root]: String(value) } };
}

function made(call: Call, image: Image, draft: JsonPatchDraft, so: Changed, change: Change): Changed | Reply {
  const { root, operation, value } = change;
  if (root === 'locations') return locations(call, image, change);
  if (operation === 'replace' && root === 'owner' && !isAdmin(call)) {
    return forbidden(call, "Owner can't be updated by non admin.");
  }
  const policy = root === 'visibility' ? visibilityRefused(call, value) : undefined;
  if (policy !== undefined) return notPermitted(call, policy);
  if (!isOwn(call, image)) return refused(call, 403, 'You do not own this image');
  if (!isField(root)) return property(call, draft, so, change);
  if (operation === 'add' && draft === 4) return conflict(call, `Property ${root} already present.`);
  return field(call, image, so, root, change);
}

function patched(call: Call, image: Image, draft: JsonPatchDraft, changes: readonly Change[]): Reply {
  let so: Changed = { fields: {}, properties: image.properties };
  for (const change of changes) {
    const outcome = made(call, image, draft, so, change);
    if (isReply(outcome)) return outcome;
    so = outcome;
  }
  Object.assign(image, so.fields, { properties: so.properties });
  if (changes.length > 0) image.updated = call.world.clock.now();
  return { status: 200, body: imageView(image) };
}

export const patchRoutes = {
  'PATCH /v2/images/{id}': (call: Call, id: string): Reply => {
    const type = (call.request.headers['content-type'] ?? '').replace(/;.*/, '').trim();
    const draft = drafts.get(type);
    if (draft === undefined) return wrongType(call, { 'Accept-Patch': [...drafts.keys()].join(', ') });
    return withBody(call, (body) => {
      const changes = changesOf(body, draft);
      if ('why' in changes) return changes.status === 500 ? failed(call) : refused(call, changes.status, changes.why);
      return withImage(call, id, (image) => patched(call, image, draft, changes));
    });
  },
};
