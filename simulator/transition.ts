import type { Identity, VolumeStatus } from './world';

/**
 * What is under way, and how it ends: plain data, so that a cloud can be saved in the middle of it. `id` is that of the
 * thing that it becomes of: whoever looks at that thing polls it. passing.ts says what performs each.
 */
export type Transition = ServerTransition | VolumeTransition;

/** What takes a server from one state into another. */
export type ChangeKind = 'start' | 'stop' | 'pause' | 'unpause' | 'suspend' | 'resume' | 'soft-reboot' | 'hard-reboot';

/** What a compute host does with a server. `requestId` finds the action that it ends. */
export type ServerTransition =
  | { readonly kind: ChangeKind; readonly id: string; readonly requestId: string }
  | { readonly kind: 'resize'; readonly id: string; readonly requestId: string; readonly flavorId: string }
  | { readonly kind: 'confirm-resize'; readonly id: string; readonly requestId: string }
  | { readonly kind: 'revert-resize'; readonly id: string; readonly requestId: string }
  | { readonly kind: 'rebuild'; readonly id: string; readonly requestId: string; readonly imageId: string }
  | { readonly kind: 'change-password'; readonly id: string; readonly requestId: string }
  | { readonly kind: 'build'; readonly id: string; readonly requestId: string }
  | { readonly kind: 'delete'; readonly id: string; readonly requestId: string }
  | {
      readonly kind: 'rescue';
      readonly id: string;
      readonly requestId: string;
      readonly caller: Identity;
      /** The reference of the request; null where it gave none. */
      readonly imageRef: string | null;
    }
  | { readonly kind: 'unrescue'; readonly id: string; readonly requestId: string }
  | { readonly kind: 'snapshot'; readonly id: string; readonly requestId: string; readonly imageId: string };

/** What a volume host does with a volume or a snapshot. */
export type VolumeTransition =
  | { readonly kind: 'create-volume'; readonly id: string }
  | { readonly kind: 'extend-volume'; readonly id: string; readonly size: number; readonly status: VolumeStatus }
  | { readonly kind: 'delete-volume'; readonly id: string }
  | { readonly kind: 'create-snapshot'; readonly id: string }
  | { readonly kind: 'delete-snapshot'; readonly id: string };

export type Kind = Transition['kind'];
export type TransitionOf<K extends Kind> = Extract<Transition, { kind: K }>;

/** How long each kind usually takes, in milliseconds of simulated time. */
export const usualDelays: Readonly<Record<Kind, number>> = {
  build: 1000,
  delete: 200,
  rescue: 400,
  unrescue: 400,
  snapshot: 500,
  start: 200,
  stop: 200,
  pause: 200,
  unpause: 200,
  suspend: 200,
  resume: 200,
  'soft-reboot': 200,
  'hard-reboot': 200,
  resize: 500,
  'confirm-resize': 200,
  'revert-resize': 500,
  rebuild: 1000,
  'change-password': 200,
  'create-volume': 300,
  'extend-volume': 200,
  'delete-volume': 200,
  'create-snapshot': 200,
  'delete-snapshot': 200,
};
