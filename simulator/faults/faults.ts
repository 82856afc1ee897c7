import { imageFaults } from './groups/image';
import { optInFaults } from './groups/opt-in';
import { outcomeFaults } from './groups/outcome';
import { refusalFaults } from './groups/refusal';
import { requestFaults } from './groups/request';
import { stateFaults } from './groups/state';
import { traitFaults } from './groups/trait';
import type { NamedFault } from './named-fault';

/** By what they are about. */
export const faultGroups = {
  'opting in': optInFaults,
  'the trait of the host': traitFaults,
  'the rescue image': imageFaults,
  refusals: refusalFaults,
  'the request, and who sends it': requestFaults,
  'the state of the server': stateFaults,
  'what comes of a rescue': outcomeFaults,
} as const;

type Group = keyof typeof faultGroups;
export type FaultId = { [G in Group]: keyof (typeof faultGroups)[G] }[Group];

export const faults: Readonly<Record<FaultId, NamedFault>> = {
  ...optInFaults,
  ...traitFaults,
  ...imageFaults,
  ...refusalFaults,
  ...requestFaults,
  ...stateFaults,
  ...outcomeFaults,
};

export const faultIds = Object.keys(faults) as readonly FaultId[];

export const isFaultId = (id: string): id is FaultId => Object.hasOwn(faults, id);
