import type { Theme } from '../request';
import { computeFacts } from './compute-facts';
import { endings, flavorChanges, keyPairs, labels } from './endings';
import { flavors } from './flavors';
import { imageBacked } from './image-backed';
import { imageReads } from './image-reads';
import { imageChanges, rescueImages } from './images';
import { keystone } from './keystone';
import { libvirt } from './libvirt';
import { malformedActions } from './malformed-actions';
import { microversions } from './microversions';
import { networkReads } from './network-reads';
import { networkChanges } from './networks';
import { noOriginalImage } from './no-original-image';
import { placementReads } from './placement-reads';
import { refusedServers, refusedServersWithImage } from './refused-servers';
import { snapshotImages, twoFaults, volumesNotInUse } from './rescue-refusals';
import { serverLists } from './server-lists';
import { servers, showingServers } from './servers';
import { atOnce, inRescue, locks, states } from './states';
import { noTokens } from './tokens';
import { traits } from './traits';
import { unknownPaths } from './unknown-paths';
import { unknownServers } from './unknown-servers';
import { versions } from './versions';
import { optingIn, volumeBacked } from './volume-backed';
import { volumeReads } from './volume-reads';
import { rootVolumes, volumeChanges } from './volumes';

/** The script, in the order in which it is played. */
export const themes: readonly Theme[] = [
  versions,
  microversions,
  noTokens,
  malformedActions,
  unknownServers,
  unknownPaths,
  refusedServers,
  serverLists,
  flavors,
  computeFacts,
  keystone,
  placementReads,
  imageReads,
  volumeReads,
  networkReads,
  rescueImages,
  refusedServersWithImage,
  rootVolumes,
  servers,
  showingServers,
  imageBacked,
  locks,
  states,
  inRescue,
  volumeBacked,
  optingIn,
  noOriginalImage,
  snapshotImages,
  volumesNotInUse,
  traits,
  libvirt,
  twoFaults,
  atOnce,
  labels,
  endings,
  imageChanges,
  volumeChanges,
  keyPairs,
  flavorChanges,
  networkChanges,
];
