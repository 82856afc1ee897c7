import type { Theme } from '../request';
import { computeFacts } from './compute-facts';
import { flavors } from './flavors';
import { imageReads } from './image-reads';
import { keystone } from './keystone';
import { malformedActions } from './malformed-actions';
import { microversions } from './microversions';
import { networkReads } from './network-reads';
import { placementReads } from './placement-reads';
import { refusedServers } from './refused-servers';
import { serverLists } from './server-lists';
import { noTokens } from './tokens';
import { unknownPaths } from './unknown-paths';
import { unknownServers } from './unknown-servers';
import { versions } from './versions';
import { volumeReads } from './volume-reads';

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
];
