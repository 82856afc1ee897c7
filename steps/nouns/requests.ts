import { defineParameterType } from '@cucumber/cucumber';
import fc from 'fast-check';
import type { ImageRole } from '../../targets/configuration/configuration';
import type { Session } from '../session';
import { oneOf } from './one-of';

/** What is asked about the server. */
export type ServerRequest =
  | {
      readonly kind: 'rescue';
      readonly image: ImageRole | undefined;
      readonly adminPasses?: (session: Session) => readonly string[];
    }
  | { readonly kind: 'unrescue' }
  | { readonly kind: 'details' };

const rescue = (image: ImageRole | undefined): ServerRequest => ({ kind: 'rescue', image });

/** Passwords of any letters, the empty one and a long one among them; shorter ones first. */
const anyPassword = ({ samples, seed, subject }: Session): readonly string[] => {
  // On an endpoint every one costs a rescue.
  const numRuns = subject.target.kind === 'simulator' ? samples : Math.min(samples, 2);
  const drawn = fc.sample(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), { numRuns, seed });
  return ['', 'Nova-1 "quoted" pass', ...drawn].sort((a, b) => a.length - b.length);
};

const requests: Readonly<Record<string, ServerRequest>> = {
  'its rescue': rescue('stable'),
  'its rescue without an image': rescue(undefined),
  'its rescue with a plain image': rescue('plain'),
  'its rescue with an image with hw_rescue_bus only': rescue('bus-only'),
  'its rescue with an image with hw_rescue_device only': rescue('device-only'),
  'its rescue with the snapshot of a volume-backed server': rescue('snapshot'),
  'its rescue with any adminPass': { kind: 'rescue', image: 'stable', adminPasses: anyPassword },
  'its unrescue': { kind: 'unrescue' },
  'its details': { kind: 'details' },
};

defineParameterType({ name: 'request', ...oneOf(requests) });
