import type { Server } from '../../world';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { imageServer, optedRescue, rescue, unrescue, volumeServer } from './scenes';

const rescued = [imageServer, rescue] as const;
const unrescued = [...rescued, unrescue] as const;

const withoutRoot = ({ attachments, isVolumeBacked }: Server) => attachments.slice(isVolumeBacked ? 1 : 0);

/** How an accepted rescue is answered, and what comes of it. */
export const outcomeFaults = {
  'password-missing': {
    sentence: 'answers an accepted rescue with nothing',
    apply: () => ({ rescueBody: () => undefined }),
    breaks: ['rescue-answers-200'],
    counterexample: rescued,
  },
  'password-under-another-name': {
    sentence: 'gives the password of a rescue as admin_password',
    apply: () => ({ rescueBody: (adminPass) => ({ admin_password: adminPass }) }),
    breaks: ['rescue-answers-200'],
    counterexample: rescued,
  },
  'password-not-the-given-one': {
    sentence: 'makes up a password for a rescue that gives one',
    apply: () => ({ givenPasswordIsUsed: false }),
    breaks: ['rescue-answers-200'],
    counterexample: [imageServer, { ...rescue, password: 'chosen' }],
  },
  'password-cut': {
    sentence: 'cuts the password of a rescue after eight characters',
    apply: () => ({ rescueBody: (adminPass) => ({ adminPass: adminPass.slice(0, 8) }) }),
    breaks: ['rescue-answers-200'],
    counterexample: [imageServer, { ...rescue, password: 'well-chosen' }],
  },
  'rescue-answers-202': {
    ...departures['rescue-answers-200'],
    breaks: ['rescue-answers-200'],
    counterexample: rescued,
  },
  'rescue-ends-shutoff': {
    sentence: 'leaves an accepted rescue SHUTOFF',
    apply: () => ({ rescuedState: 'stopped' }),
    breaks: [
      'bfv-opt-in-at-microversion',
      'deleted-original-image',
      'stable-device-values',
      'rescuable-states',
      'rescue-reaches-rescue',
      'failed-rescue-is-visible',
    ],
    counterexample: rescued,
  },
  'rescue-ends-in-error': {
    sentence: 'leaves an accepted rescue in ERROR',
    apply: () => ({ rescuedState: 'error' }),
    breaks: [
      'bfv-opt-in-at-microversion',
      'deleted-original-image',
      'stable-device-values',
      'rescuable-states',
      'rescue-reaches-rescue',
    ],
    counterexample: rescued,
  },
  'rescue-unrecorded': {
    sentence: 'lists neither rescue nor unrescue among the actions of a server',
    apply: () => ({ rescuesAreRecorded: false }),
    breaks: ['failed-rescue-is-visible', 'rescue-is-recorded'],
    counterexample: rescued,
  },
  'root-volume-lost-at-rescue': {
    ...departures['rescue-keeps-root-volume'],
    breaks: ['bfv-falls-back-to-original', 'rescue-keeps-root-volume', 'rescue-keeps-volumes'],
    counterexample: [volumeServer, optedRescue],
  },
  'root-volume-lost-at-unrescue': {
    sentence: 'detaches the root volume of a server that it unrescues',
    apply: () => ({ keptAtUnrescue: withoutRoot }),
    breaks: ['bfv-falls-back-to-original', 'rescue-keeps-root-volume', 'rescue-keeps-volumes'],
    counterexample: [volumeServer, optedRescue, unrescue],
  },
  'data-volumes-lost-at-unrescue': {
    sentence: 'detaches the other volumes of a server that it unrescues',
    apply: () => ({
      keptAtUnrescue: ({ attachments, isVolumeBacked }) => attachments.slice(0, isVolumeBacked ? 1 : 0),
    }),
    breaks: ['rescue-keeps-volumes'],
    counterexample: [imageServer, { do: 'attach volume' }, rescue, unrescue],
  },
  'unrescue-answers-204': {
    sentence: 'answers unrescue with 204',
    apply: () => ({ unrescueStatus: 204 }),
    breaks: ['unrescue-answers-202'],
    counterexample: unrescued,
  },
  'unrescue-ends-shutoff': {
    sentence: 'leaves an unrescued server SHUTOFF',
    apply: () => ({ unrescuedState: () => 'stopped' }),
    breaks: ['unrescue-at-any-microversion', 'unrescue-answers-202'],
    counterexample: unrescued,
  },
  'unrescue-restores-state': {
    sentence: 'leaves a server SHUTOFF after its unrescue that was SHUTOFF before its rescue',
    apply: () => ({
      unrescuedState: ({ actions }) =>
        actions.find(({ action }) => action === 'start' || action === 'stop')?.action === 'stop' ? 'stopped' : 'active',
    }),
    breaks: ['unrescue-answers-202'],
    counterexample: [imageServer, { do: 'os-stop' }, rescue, unrescue],
  },
} as const satisfies NamedFaults;
