import type { Image, ImageMember } from '../../world';
import { isRecord, type Reply } from '../message';
import { type Call, isAdmin } from '../service';
import { zulu } from '../times';
import { withBody } from './body';
import { isOwn, refused, withImage } from './refused';

/** The projects that a shared image is offered to. Source: glance/api/v2/image_members.py@25.1, as observed. */

const statuses = ['pending', 'accepted', 'rejected'] as const;

const shown = (image: Image, member: ImageMember) => ({
  member_id: member.projectId,
  image_id: image.id,
  status: member.status,
  created_at: zulu(member.created),
  updated_at: zulu(member.updated),
  schema: '/v2/schemas/member',
});

const unknown = (id: string) => `Image ${id} not found.`;
const onlyShared = 'Only shared images have members.';

/** Whom the image is offered to, as far as the caller sees it: its owner sees all of them. */
const visibleMembers = (call: Call, image: Image): readonly ImageMember[] =>
  image.members.filter(({ projectId }) => isOwn(call, image) || projectId === call.caller.projectId);

/** The image where it is shared, and the caller is one who may do this with its members. */
const withShared = (
  call: Call,
  id: string,
  { action, may }: { readonly action: string; readonly may: (call: Call, image: Image) => boolean },
  answer: (image: Image) => Reply,
): Reply =>
  withImage(
    call,
    id,
    (image) =>
      image.visibility === 'shared' && may(call, image)
        ? answer(image)
        : refused(call, 403, `Not allowed to ${action} members for image ${id}.`),
    unknown(id),
  );

/** Whoever is offered an image takes it or leaves it, not who offers it. */
const isTaker = (call: Call, { owner }: Image): boolean => owner !== call.caller.projectId || isAdmin(call);

const notAmong = (call: Call, image: Image, projectId: string): Reply =>
  refused(call, 404, `${projectId} not found in the member list of the image ${image.id}.`);

const withMember = (call: Call, image: Image, projectId: string, answer: (member: ImageMember) => Reply): Reply => {
  const member = visibleMembers(call, image).find((other) => other.projectId === projectId);
  return member ? answer(member) : notAmong(call, image, projectId);
};

const others = (image: Image, { projectId }: ImageMember) =>
  image.members.filter((member) => member.projectId !== projectId);

export const imageMemberRoutes = {
  'GET /v2/images/{id}/members': (call: Call, id: string): Reply =>
    withImage(
      call,
      id,
      (image) => {
        if (image.visibility !== 'shared') {
          return refused(call, 403, `Not allowed to list members for image ${id}: ${onlyShared}`);
        }
        const members = visibleMembers(call, image).map((member) => shown(image, member));
        return { status: 200, body: { members, schema: '/v2/schemas/members' } };
      },
      unknown(id),
    ),
  'POST /v2/images/{id}/members': (call: Call, id: string): Reply =>
    withBody(call, (body) => {
      if (!isRecord(body)) return refused(call, 400, 'Expected a member in the form: {"member": "image_id"}');
      if (!Object.hasOwn(body, 'member')) return refused(call, 400, 'Member to be added not specified');
      if (!body.member) return refused(call, 400, "Member can't be empty");
      const projectId = String(body.member);
      return withShared(call, id, { action: 'create', may: isOwn }, (image) => {
        if (image.members.some((member) => member.projectId === projectId)) {
          return refused(call, 409, `Member ${projectId} is duplicated for image ${id}`);
        }
        const now = call.world.clock.now();
        const member: ImageMember = { projectId, status: 'pending', created: now, updated: now };
        image.members = [...image.members, member];
        return { status: 200, body: shown(image, member) };
      });
    }),
  'GET /v2/images/{id}/members/{member}': (call: Call, id: string, projectId: string): Reply =>
    withImage(
      call,
      id,
      (image) =>
        image.visibility === 'shared'
          ? withMember(call, image, projectId, (member) => ({ status: 200, body: shown(image, member) }))
          : refused(call, 404, onlyShared),
      unknown(id),
    ),
  'PUT /v2/images/{id}/members/{member}': (call: Call, id: string, projectId: string): Reply =>
    withBody(call, (body) => {
      if (!isRecord(body)) return refused(call, 400, 'Expected a status in the form: {"status": "status"}');
      if (!Object.hasOwn(body, 'status')) return refused(call, 400, 'Status not specified');
      return withShared(call, id, { action: 'update', may: isTaker }, (image) =>
        withMember(call, image, projectId, (member) => {
          const status = statuses.find((known) => known === body.status);
          if (status === undefined) {
            return refused(call, 400, `Incorrect request: Status must be "pending", "accepted" or "rejected".`);
          }
          const changed = { ...member, status, updated: call.world.clock.now() };
          image.members = [...others(image, member), changed];
          return { status: 200, body: shown(image, changed) };
        }),
      );
    }),
  'DELETE /v2/images/{id}/members/{member}': (call: Call, id: string, projectId: string): Reply =>
    withShared(call, id, { action: 'delete', may: isOwn }, (image) =>
      withMember(call, image, projectId, (member) => {
        image.members = others(image, member);
        return { status: 204 };
      }),
    ),
};
