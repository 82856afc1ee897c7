import {
  createSnapshotOnHost,
  createVolumeOnHost,
  deleteSnapshotOnHost,
  deleteVolumeOnHost,
  extendVolumeOnHost,
} from './api/block-storage/on-host';
import { changeOnHost } from './compute/changes';
import { buildOnHost, deleteOnHost } from './compute/lifecycle';
import { setPasswordOnHost } from './compute/password';
import { rebuildOnHost } from './compute/rebuild';
import { confirmOnHost, resizeOnHost, revertOnHost } from './compute/resize';
import { snapshotOnHost } from './compute/snapshot';
import type { SimulatedCloud } from './handle';
import { rescueOnHost, unrescueOnHost } from './rescue/effects';
import type { Kind, Transition, TransitionOf } from './transition';

/** What performs a transition of each kind. */
const performers: { readonly [K in Kind]: (cloud: SimulatedCloud, transition: TransitionOf<K>) => void } = {
  build: buildOnHost,
  delete: deleteOnHost,
  rescue: rescueOnHost,
  unrescue: unrescueOnHost,
  snapshot: snapshotOnHost,
  start: changeOnHost,
  stop: changeOnHost,
  pause: changeOnHost,
  unpause: changeOnHost,
  suspend: changeOnHost,
  resume: changeOnHost,
  'soft-reboot': changeOnHost,
  'hard-reboot': changeOnHost,
  resize: resizeOnHost,
  'confirm-resize': confirmOnHost,
  'revert-resize': revertOnHost,
  rebuild: rebuildOnHost,
  'change-password': setPasswordOnHost,
  'create-volume': createVolumeOnHost,
  'extend-volume': extendVolumeOnHost,
  'delete-volume': deleteVolumeOnHost,
  'create-snapshot': createSnapshotOnHost,
  'delete-snapshot': deleteSnapshotOnHost,
};

/** Lets so many milliseconds pass in a cloud: what is due by then happens, in order and at its time. */
export function pass(cloud: SimulatedCloud, milliseconds: number): void {
  const { clock } = cloud.world;
  const until = clock.now() + milliseconds;
  for (let due = clock.next(until); due; due = clock.next(until)) {
    const perform = performers[due.kind] as (cloud: SimulatedCloud, transition: Transition) => void;
    perform(cloud, due);
  }
}

/** The clock of a cloud, for whoever moves it. */
export interface PassingClock {
  now(): number;
  /** Lets `milliseconds` pass. */
  advance(milliseconds: number): void;
}

export const passingClock = (cloud: SimulatedCloud): PassingClock => ({
  now: () => cloud.world.clock.now(),
  advance: (milliseconds) => pass(cloud, milliseconds),
});
