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
      return withImage(
        call,
        id,
        (image) => {
          if (image.visibility !== 'shared' || !isOwn(call, image)) {
            return refused(call, 403, `Not allowed to create members for image ${id}.`);
          }
          if (image.members.some((member) => member.projectId === projectId)) {
            return refused(call, 409, `Member ${projectId} is duplicated for image ${id}`);
          }
          const now = call.world.clock.now();
          const member: ImageMember = { projectId, status: 'pending', created: now, updated: now };
          image.members = [...image.members, member];
          return { status: 200, body: shown(image, member) };
        },
        unknown(id),
      );
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
      return withImage(
        call,
        id,
        (image) => {
          // Whoever is offered an image takes it or leaves it, not who offers it.
          const isGiver = image.owner === call.caller.projectId && !isAdmin(call);
          if (image.visibility !== 'shared' || isGiver) {
            return refused(call, 403, `Not allowed to update members for image ${id}.`);
          }
          return withMember(call, image, projectId, (member) => {
            const status = statuses.find((known) => known === body.status);
            if (status === undefined) {
              return refused(call, 400, `Incorrect request: Status must be "pending", "accepted" or "rejected".`);
            }
            const changed = { ...member, status, updated: call.world.clock.now() };
            image.members = [...others(image, member), changed];
            return { status: 200, body: shown(image, changed) };
          });
        },
        unknown(id),
      );
    }),
  'DELETE /v2/images/{id}/members/{member}': (call: Call, id: string, projectId: string): Reply =>
    withImage(
      call,
      id,
      (image) => {
        if (image.visibility !== 'shared' || !isOwn(call, image)) {
          return refused(call, 403, `Not allowed to delete members for image ${id}.`);
        }
        return withMember(call, image, projectId, (member) => {
          image.members = others(image, member);
          return { status: 204 };
        });
      },
      unknown(id),
    ),
};
