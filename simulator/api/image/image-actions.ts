import type { Reply } from '../message';
import type { Call } from '../service';
import { refused, withOwnImage } from './refused';

/** Keeping an image from being downloaded, and letting it again. Source: glance/api/v2/image_actions.py@25.1. */

const turned =
  (verb: 'deactivate' | 'reactivate', to: 'active' | 'deactivated') =>
  (call: Call, id: string): Reply =>
    withOwnImage(call, id, (image) => {
      if (image.status === 'queued') return refused(call, 403, `Not allowed to ${verb} image in status 'queued'`);
      if (image.status !== to) image.updated = call.world.clock.now();
      image.status = to;
      return { status: 204 };
    });

export const imageActionRoutes = {
  'POST /v2/images/{id}/actions/deactivate': turned('deactivate', 'deactivated'),
  'POST /v2/images/{id}/actions/reactivate': turned('reactivate', 'active'),
};
