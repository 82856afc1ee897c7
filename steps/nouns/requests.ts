import { defineParameterType } from '@cucumber/cucumber';
import fc from 'fast-check';
import { nowhere } from '../../targets/clients/nowhere';
import { rescueBody } from '../../targets/clients/rescue';
import type { ImageRole } from '../../targets/configuration/configuration';
import type { Session } from '../session';
import { allowed, forbidden, forbiddenFurther, forbiddenFurtherToAdmins, forbiddenToAdmins } from './in-rescue';
import { malformedRequests } from './malformed-requests';
import { oneOf } from './one-of';
import { otherRequests } from './other-requests';
import { action, type ServerRequest, to } from './variants';

const rescue = (
  role: ImageRole | undefined,
  adminPasses: (session: Session) => readonly (string | undefined)[] = () => [undefined],
): ServerRequest => ({
  variants: async (server, session) => {
    const imageRef = role === undefined ? undefined : (await session.arranger.images.of(role)).id;
    return adminPasses(session).map((adminPass) => ({
      ...action(server, rescueBody({ imageRef, adminPass }), 'RESCUE'),
      ...(adminPass !== undefined && { what: `with a password of ${adminPass.length} letters`, adminPass }),
    }));
  },
});

const thrice: ServerRequest = {
  variants: async (server, session) => {
    const once = await usualRescue.variants(server, session);
    return ['the first time', 'the second time', 'the third time'].flatMap((what) =>
      once.map((variant) => ({ ...variant, what })),
    );
  },
};

/** Values of every kind that JSON has, among them what a rescue would take or refuse. */
const unrescueWithAnyValue: ServerRequest = {
  from: 'RESCUE',
  variants: (server, { samples, seed, subject }) => {
    const named = [null, {}, 'now', { adminPass: 87, rescue_image_ref: null }];
    // On an endpoint every one costs a rescue.
    const drawn = fc.sample(fc.jsonValue({ maxDepth: 1 }), {
      numRuns: Math.min(samples, subject.target.kind === 'simulator' ? 8 : 2),
      seed,
    });
    return [...named, ...drawn].map((value) => ({
      ...action(server, { unrescue: value }, 'ACTIVE'),
      what: `with ${JSON.stringify(value)}`,
    }));
  },
};

/** Passwords of any letters, the empty one and a long one among them; shorter ones first. */
const anyPassword = ({ samples, seed, subject }: Session): readonly string[] => {
  // On an endpoint every one costs a rescue.
  const numRuns = subject.target.kind === 'simulator' ? samples : Math.min(samples, 2);
  const drawn = fc.sample(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), { numRuns, seed });
  return ['', 'Nova-1 "quoted" pass', ...drawn].sort((a, b) => a.length - b.length);
};

/** The usual rescue, with an image that every host can boot. */
export const usualRescue = rescue('stable');

/** With an image that names its rescue device. */
const rescueFrom = (device: string, bus: string): ServerRequest => ({
  variants: async (server, { arranger: { images } }) => {
    const { id } = await images.with(`${device}-${bus}`, { hw_rescue_device: device, hw_rescue_bus: bus });
    return [action(server, rescueBody({ imageRef: id }), 'RESCUE')];
  },
});

const devices = ['disk', 'cdrom', 'floppy'].flatMap((device) =>
  ['virtio', 'scsi', 'ide', 'usb'].map((bus) => [device, bus] as const),
);

const requests: Readonly<Record<string, ServerRequest>> = {
  'its rescue': usualRescue,
  'its rescue without an image': rescue(undefined),
  'its rescue with a plain image': rescue('plain'),
  'its rescue with an image with hw_rescue_bus only': rescue('bus-only'),
  'its rescue with an image with hw_rescue_device only': rescue('device-only'),
  'its rescue with the snapshot of a volume-backed server': rescue('snapshot'),
  'its rescue, three times over,': thrice,
  'its rescue with any adminPass': rescue('stable', anyPassword),
  'another rescue during its rescue': { ...usualRescue, from: 'rescuing' },
  'its rescue with an image that does not exist': {
    variants: (server) => [action(server, rescueBody({ imageRef: nowhere }), 'RESCUE')],
  },
  'its rescue with an image of another project': {
    variants: async (server, { arranger: { images } }) => [
      action(server, rescueBody({ imageRef: (await images.unseen()).id }), 'RESCUE'),
    ],
  },
  'the rescue of no server with a wrong body': {
    variants: () => [action({ id: nowhere }, { rescue: { rescue_image_ref: 1 } })],
  },
  'its unrescue': { from: 'RESCUE', variants: (server) => [action(server, { unrescue: null }, 'ACTIVE')] },
  'its unrescue with any value': unrescueWithAnyValue,
  ...Object.fromEntries(
    devices.map(([device, bus]) => [`its rescue from a ${device} on ${bus}`, rescueFrom(device, bus)]),
  ),
  // Nova knows this bus, and only containers have it.
  'its rescue from a disk on a bus that its host lacks': rescueFrom('disk', 'lxc'),
  'every action that RESCUE forbids': forbidden,
  'every admin’s action that RESCUE forbids': forbiddenToAdmins,
  'every further request that RESCUE forbids': forbiddenFurther,
  'every further admin’s request that RESCUE forbids': forbiddenFurtherToAdmins,
  'every request that RESCUE allows': allowed,
  'its details': {
    variants: (server) => [to(server, 'GET', '')],
  },
  ...malformedRequests,
  'every other request about it': { variants: otherRequests },
};

defineParameterType({ name: 'request', ...oneOf(requests) });
