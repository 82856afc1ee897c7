import type { EntranceCheck } from '../../api/compute/entrance';
import { computeFault, type Fault, forbidden } from '../../fault';
import type { Departure } from '../departure';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { imageServer, listFlavors, rescue, show } from './scenes';

/** Answers otherwise, or goes on, where a check of the request's form has found something. */
const atEntrance =
  (check: EntranceCheck, answer: (fault: Fault) => Fault | undefined): Departure['apply'] =>
  () => ({ faultAtEntrance: (found, fault) => (found === check ? answer(fault) : fault) });

/** Lets such a body of a rescue pass. */
const bodyTaken = (words: string) =>
  atEntrance('rescue-body', (fault) => (fault.message.includes(words) ? undefined : fault));

const withBody = (rescueValue: unknown) => [imageServer, { do: 'act', body: { rescue: rescueValue } }] as const;

/** What a request may look like, about which server, and who may send it. */
export const requestFaults = {
  'unknown-keys-ignored': {
    sentence: 'does not mind keys in the body of a rescue that it does not know',
    apply: bodyTaken('Additional properties'),
    breaks: ['rescue-body'],
    counterexample: withBody({ image: 'none' }),
  },
  'null-taken-for-text': {
    sentence: 'takes null for the password or the image of a rescue',
    apply: bodyTaken("None is not of type 'string'"),
    breaks: ['rescue-body'],
    counterexample: withBody({ adminPass: null }),
  },
  'image-reference-unchecked': {
    sentence: 'takes any text for the reference of a rescue image',
    apply: bodyTaken("is not a 'uuid'"),
    breaks: ['rescue-body'],
    counterexample: withBody({ rescue_image_ref: 'rescue.img' }),
  },
  'malformed-json-is-500': {
    sentence: 'answers 500 for a body that is no action',
    apply: atEntrance('malformed-json', ({ message }) => computeFault(500, message)),
    breaks: ['malformed-json', 'malformed-is-no-server-error'],
    counterexample: [{ do: 'act', text: '{' }],
  },
  'unknown-action-is-501': {
    sentence: 'answers 501 for an action that does not exist',
    apply: atEntrance('no-such-action', ({ message }) => ({ status: 501, name: 'notImplemented', message })),
    breaks: ['no-such-action', 'malformed-is-no-server-error'],
    counterexample: [{ do: 'act', body: { rescueAgain: null } }],
  },
  'unknown-server-is-403': {
    sentence: 'answers 403 for a server that does not exist, or that is another project’s',
    apply: ({ unknownServer }) => ({ unknownServer: (...asked) => forbidden(unknownServer(...asked).message) }),
    breaks: ['unknown-server', 'other-projects-server'],
    counterexample: [show],
  },
  'others-servers-are-403': {
    sentence: 'answers 403 for a server of another project, and so tells that it is there',
    apply: ({ unknownServer }) => ({
      unknownServer: (id, server) => (server ? forbidden('It is not yours.') : unknownServer(id, server)),
    }),
    breaks: ['other-projects-server'],
    counterexample: [imageServer, { ...show, as: 'other-project' }],
  },
  'others-servers-visible': {
    ...departures['other-projects-server'],
    breaks: ['other-projects-server'],
    counterexample: [imageServer, { ...show, as: 'other-project' }],
  },
  'reader-may-rescue': {
    ...departures['role-refused'],
    breaks: ['role-refused'],
    counterexample: [imageServer, { ...rescue, as: 'reader' }],
  },
  'no-token-is-404': {
    sentence: 'answers 404 where there is no token',
    apply: () => ({ unauthorizedStatus: 404 }),
    breaks: ['no-token'],
    counterexample: [{ ...listFlavors, as: 'nobody' }],
  },
} as const satisfies NamedFaults;
