import { badRequest } from '../../fault';
import { instead, without } from '../departure';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { imageServer, optedRescue, rescue, volumeServer } from './scenes';

/** Looks at one of the two properties of a rescue image only. */
const enough = (property: 'hw_rescue_bus' | 'hw_rescue_device') =>
  instead('bfv-needs-stable-device-image', () => ({ server, image }) => {
    const { properties } = image ?? { properties: server.systemMetadata.imageProperties };
    return server.isVolumeBacked && properties[property] === undefined;
  });

/** Which image a rescue takes, and where it looks for one. */
export const imageFaults = {
  'image-ignored': {
    ...departures['given-image-is-used'],
    breaks: ['rescue-boots-the-rescue-device', 'given-image-is-used', 'deleted-original-image'],
    counterexample: [
      { ...imageServer, on: 'libvirt' },
      { ...rescue, image: 'stable' },
    ],
  },
  'unknown-image-replaced': {
    sentence: 'takes the original image, without a word, where the one that is named does not exist',
    edition: 'nova-21.1',
    apply: (behaviour) => ({
      ...without('unknown-image-refused')(behaviour),
      unknownImageIsReplaced: true,
    }),
    breaks: ['unknown-image-refused', 'order-of-refusals'],
    counterexample: [imageServer, { ...rescue, image: 'unknown' }],
  },
  'snapshot-image-accepted': {
    ...departures['volume-snapshot-image-refused'],
    edition: 'nova-21.1',
    breaks: ['volume-snapshot-image-refused'],
    counterexample: [imageServer, { ...rescue, image: 'snapshot' }],
  },
  'bus-is-enough': {
    sentence: 'is content with an image that names a rescue bus, and no device',
    edition: 'nova-27.0',
    apply: enough('hw_rescue_bus'),
    breaks: ['bfv-needs-stable-device-image'],
    counterexample: [volumeServer, { ...optedRescue, image: 'bus only' }],
  },
  'device-is-enough': {
    sentence: 'is content with an image that names a rescue device, and no bus',
    edition: 'nova-27.0',
    apply: enough('hw_rescue_device'),
    breaks: ['bfv-needs-stable-device-image'],
    counterexample: [volumeServer, { ...optedRescue, image: 'device only' }],
  },
  'image-must-be-named': {
    sentence: 'refuses to rescue a volume-backed server without an image',
    apply: ({ gates, fault }) => ({
      gates: [
        ...gates,
        ['unknown-image-refused', ({ server, imageRef }) => server.isVolumeBacked && imageRef === undefined],
      ],
      fault: (gate, facts) =>
        gate === 'unknown-image-refused' && facts.imageRef === undefined
          ? badRequest(`Instance ${facts.server.id} cannot be rescued: no image was named`)
          : fault(gate, facts),
    }),
    breaks: ['bfv-falls-back-to-original'],
    counterexample: [volumeServer, { do: 'rescue', at: '2.87' }],
  },
  'falls-back-to-root-volume': {
    ...departures['bfv-without-original-fails'],
    breaks: ['bfv-without-original-fails', 'failed-rescue-is-visible'],
    counterexample: [
      { do: 'create', boots: 'blank volume' },
      { do: 'rescue', at: '2.87' },
    ],
  },
} as const satisfies NamedFaults;
