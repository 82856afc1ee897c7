import type { EntranceCheck } from './api/compute/entrance';
import { type EditionData, editions, type OriginalSource, type SimulatedEdition, type Vtpm } from './editions';
import { conflict, type Fault, notFound } from './fault';
import type { Guest } from './guest';
import {
  type Headers,
  type Microversion,
  type Negotiation,
  negotiate,
  type Range,
  requestedVersion,
  versionHeaders,
} from './microversion';
import { standardTraits } from './placement/standard';
import type { Gates } from './rescue/decide';
import type { Facts } from './rescue/facts';
import { type GuardId, guards } from './rescue/guards';
import { refusals } from './rescue/refusals';
import type { Mishap } from './transport/mishap';
import type { Host, Identity, Server } from './world';

/**
 * All that an edition, or a departure from one, can differ in. The rest of the simulator asks here and nowhere else, so
 * that breaking a rule is one field with another value.
 */
export interface Behaviour {
  /** What it gets wrong on purpose, such as `fault trait-ignored`: it says so itself, lest anybody take it for a cloud. */
  readonly brokenBy: readonly string[];
  /** What happens to the next exchange on its way; undefined for nothing. */
  readonly mishap: () => Mishap | undefined;
  readonly range: Range;
  /** The version text that the headers of a request ask for; undefined for none. */
  readonly requestedVersion: (headers: Headers) => string | undefined;
  /** The same for requests under the older /v2. */
  readonly requestedUnderV2: (headers: Headers) => string | undefined;
  readonly negotiate: (requested: string | undefined, range: Range) => Negotiation;
  /** The headers in which an answer names the microversion that it was served at. */
  readonly versionHeaders: (version: Microversion) => Headers;
  readonly versionDocumentNeedsToken: boolean;
  /** The body of an answer that is no rescue, from the one Nova gives. */
  readonly otherBody: (body: object, microversion: Microversion) => object;

  readonly unauthorizedStatus: number;
  /** What becomes of a request whose form is wrong, from the check that has found it; undefined where it goes on. */
  readonly faultAtEntrance: (check: EntranceCheck, fault: Fault) => Fault | undefined;
  /** Whether the caller can see the server: one of its own project, or any for an admin. */
  readonly isVisible: (server: Server, caller: Identity) => boolean;
  /** What is said of a server that the caller cannot see: undefined where there is none. */
  readonly unknownServer: (id: string, server: Server | undefined) => Fault;
  readonly gates: Gates;
  readonly fault: (gate: GuardId, facts: Facts) => Fault;
  /** The body of a fault, from its name, code and message; undefined for an empty one. */
  readonly faultBody: (fault: Fault) => object | undefined;
  readonly refusalIsRecorded: boolean;
  /** What a refused rescue does to the server all the same. */
  readonly refusalLeaves: (server: Server) => void;

  readonly rescueStatus: number;
  /** Undefined: an empty body. */
  readonly rescueBody: (adminPass: string, facts: Facts) => object | undefined;
  /** Whether the password that a rescue names is the one it sets. */
  readonly givenPasswordIsUsed: boolean;
  readonly original: readonly OriginalSource[];
  readonly imageBackedFallsBack: boolean;
  /** What becomes of an accepted rescue for which no image is found. */
  readonly withoutOriginal: 'fails' | 'boots its root volume';
  readonly rescuedState: Server['vmState'];
  /** The image that a server shows as its own; empty for none. */
  readonly shownImage: (server: Server) => string;
  /** The attachments that a server keeps when it is rescued. */
  readonly keptAttachments: (server: Server) => Server['attachments'];
  /** Whether a stable rescue under libvirt fails where the server's own image is deleted. */
  readonly ownImageMustExist: boolean;
  /** Which disks the guest of a rescued server has, from what it should have. */
  readonly rescuedGuest: (guest: Guest, server: Server) => Guest;
  readonly unrescueLooksAtLock: boolean;
  /** Whether the role of the caller counts, as it does for a rescue. */
  readonly unrescueNeedsMember: boolean;
  readonly unrescueStatus: number;
  /** What an unrescued server is. */
  readonly unrescuedState: (server: Server) => Server['vmState'];
  /** The attachments that a server keeps when it is unrescued. */
  readonly keptAtUnrescue: (server: Server) => Server['attachments'];
  /** Whether what was rescued with the opt-in is unrescued without it. */
  readonly unrescueNeedsOptIn: boolean;
  /** The states that unrescue may start from. */
  readonly unrescuable: readonly Server['vmState'][];
  /** Whether unrescue takes this value. */
  readonly unrescueTakes: (value: unknown) => boolean;
  /** Whether a rescue that fails says so in the list of actions, and in the server's fault. */
  readonly failureIsShown: boolean;
  /** Whether the image that a rescue names is the one it boots from. */
  readonly givenImageIsUsed: boolean;
  /** Whether a rescue image that is nowhere makes way for the original one. */
  readonly unknownImageIsReplaced: boolean;
  /** The actions that Nova does not let start from RESCUE, and that may. */
  readonly allowedInRescue: readonly string[];
  /** Whether a server's list of actions has its rescues and unrescues. */
  readonly rescuesAreRecorded: boolean;
  /** What a rescue is called there. */
  readonly rescueIsRecordedAs: string;

  readonly knownTraits: readonly string[];
  /** Whether Placement lists a trait of this name, where there is one. */
  readonly listsTrait: (name: string) => boolean;
  readonly traitsOf: (host: Host) => readonly string[];
}

/** @param vtpm how a server with an emulated TPM is refused, where that is to be another release's way */
export function behaviourOf(name: SimulatedEdition, vtpm: Vtpm = editions[name].vtpm): Behaviour {
  const edition: EditionData = editions[name];
  const gates = edition.gates.filter((id) => id !== 'vtpm-refused' || vtpm !== 'none');
  return {
    brokenBy: [],
    mishap: () => undefined,
    range: edition.range,
    requestedVersion,
    requestedUnderV2: () => undefined,
    negotiate,
    versionHeaders,
    versionDocumentNeedsToken: false,
    otherBody: (body) => body,
    unauthorizedStatus: 401,
    faultAtEntrance: (_, fault) => fault,
    isVisible: ({ identity }, caller) => caller.roles.includes('admin') || identity.projectId === caller.projectId,
    unknownServer: (id) => notFound(`Instance ${id} could not be found.`),
    gates: gates.map((id) => [id, guards[id]]),
    fault: (gate, facts) => {
      const fault = refusals[gate](facts);
      return gate === 'vtpm-refused' && vtpm === 409 ? conflict(fault.message) : fault;
    },
    faultBody: ({ name, status, message }) => ({ [name]: { code: status, message } }),
    refusalIsRecorded: false,
    refusalLeaves: () => {},
    rescueStatus: 200,
    rescueBody: (adminPass) => ({ adminPass }),
    givenPasswordIsUsed: true,
    original: edition.original,
    imageBackedFallsBack: true,
    withoutOriginal: 'fails',
    rescuedState: 'rescued',
    shownImage: ({ imageRef }) => imageRef,
    keptAttachments: ({ attachments }) => attachments,
    ownImageMustExist: edition.ownImageMustExist,
    rescuedGuest: (guest) => guest,
    unrescueLooksAtLock: true,
    unrescueNeedsMember: gates.includes('role-refused'),
    unrescueStatus: 202,
    unrescuedState: () => 'active',
    keptAtUnrescue: ({ attachments }) => attachments,
    unrescueNeedsOptIn: false,
    knownTraits: standardTraits,
    listsTrait: () => true,
    unrescuable: ['rescued'],
    unrescueTakes: () => true,
    failureIsShown: true,
    givenImageIsUsed: true,
    unknownImageIsReplaced: false,
    allowedInRescue: [],
    rescuesAreRecorded: true,
    rescueIsRecordedAs: 'rescue',
    traitsOf: (host) => host.traits,
  };
}
