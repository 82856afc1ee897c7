import { isTrue } from '../is-true';
import { notSimulated, type Reply } from '../message';
import { isAdmin } from '../service';
import { type Hold, holdDetail, holdSummary, holdsOf } from './attachment-view';
import { noResource, since, unknown, type VolumeCall } from './call';

/** What Nova attaches is read here; Nova alone attaches. Source: cinder/api/v3/attachments.py@21.3, as observed. */

/** They came with 3.27: below, there is nothing of the kind. */
const later =
  (answer: (call: VolumeCall, id: string) => Reply) =>
  (call: VolumeCall, id = ''): Reply =>
    since(call, 27) ? answer(call, id) : noResource;

const isMine = (call: VolumeCall, { attachment }: Hold) => attachment.volume.projectId === call.caller.projectId;

const listed = (call: VolumeCall, show: (hold: Hold) => object): Reply => {
  const { query } = call.request;
  const ofAll = isAdmin(call) && isTrue(query.get('all_tenants'));
  const asked = (name: string, value: string) => [null, value].includes(query.get(name));
  const holds = holdsOf(call.world).filter(
    (hold) =>
      (ofAll || isMine(call, hold)) &&
      asked('volume_id', hold.attachment.volume.id) &&
      asked('instance_id', hold.server.id),
  );
  return { status: 200, body: { attachments: holds.map(show) } };
};

export const attachmentRoutes = {
  'GET /attachments': later((call) => listed(call, holdSummary)),
  'GET /attachments/detail': later((call) => listed(call, holdDetail)),
  'GET /attachments/summary': later((call) => listed(call, holdSummary)),
  'GET /attachments/{id}': later((call, id) => {
    const hold = holdsOf(call.world).find(({ attachment }) => attachment.attachmentId === id);
    return hold && (isMine(call, hold) || isAdmin(call))
      ? { status: 200, body: { attachment: holdDetail(hold) } }
      : unknown(`Volume attachment could not be found with filter: attachment_id = ${id}.`);
  }),
  'POST /attachments': later(() => notSimulated('attaching a volume without Nova')),
  'PUT /attachments/{id}': later(() => notSimulated('changing an attachment without Nova')),
  'DELETE /attachments/{id}': later(() => notSimulated('detaching a volume without Nova')),
  'POST /attachments/{id}/action': later(() => notSimulated('completing an attachment without Nova')),
};
