import type { Fault } from '../../fault';
import type { Server } from '../../world';
import type { Departure } from '../departure';
import { departures } from '../departures';
import type { NamedFaults } from '../named-fault';
import { rescue, show, volumeServer } from './scenes';

/** Answers otherwise where a rescue is refused with 400. */
const refusedWith =
  (status: number, name: string): Departure['apply'] =>
  ({ fault }) => ({
    fault: (gate, facts) => {
      const kept = fault(gate, facts);
      return kept.status === 400 ? { ...kept, status, name } : kept;
    },
  });

/** Gives every fault another body. */
const faultsAs = (faultBody: (fault: Fault) => object | undefined) => () => ({ faultBody });

/** Does something to a server that it has refused to rescue. */
const leaves = (refusalLeaves: (server: Server) => void) => () => ({ refusalLeaves });

const refused = [volumeServer, rescue] as const;

/** How a refusal is answered, and what it leaves behind. */
export const refusalFaults = {
  'refused-with-403': {
    sentence: 'answers 403 where 400 is due',
    apply: refusedWith(403, 'forbidden'),
    breaks: ['refusal-is-400'],
    counterexample: refused,
  },
  'refused-with-404': {
    sentence: 'answers 404 where 400 is due',
    apply: refusedWith(404, 'itemNotFound'),
    breaks: ['refusal-is-400'],
    counterexample: refused,
  },
  'refused-with-409': {
    ...departures['refusal-is-400'],
    breaks: ['refusal-is-400'],
    counterexample: refused,
  },
  'refused-with-500': {
    sentence: 'answers 500 where 400 is due',
    apply: refusedWith(500, 'computeFault'),
    breaks: ['refusal-is-400'],
    counterexample: refused,
  },
  'refused-with-200': {
    sentence: 'answers 200 where 400 is due, with the fault as its body, and does nothing',
    apply: refusedWith(200, 'badRequest'),
    breaks: [
      'bfv-needs-microversion',
      'no-header-is-no-opt-in',
      'microversion-is-numeric',
      'both-version-headers',
      'foreign-version-header',
      'opt-in-is-per-request',
      'legacy-endpoint-is-no-opt-in',
      'bfv-needs-trait',
      'trait-alone-is-not-enough',
      'trait-of-own-host',
      'trait-is-read-now',
    ],
    counterexample: refused,
  },
  'fault-without-body': {
    sentence: 'gives faults no body',
    apply: faultsAs(() => undefined),
    breaks: ['refusal-has-fault-body', 'refusal-names-the-server', 'refusals-tell-which-gate'],
    counterexample: [show],
  },
  'fault-without-message': {
    sentence: 'gives faults no message',
    apply: faultsAs(({ name, status }) => ({ [name]: { code: status } })),
    breaks: ['refusal-has-fault-body', 'refusal-names-the-server', 'refusals-tell-which-gate'],
    counterexample: [show],
  },
  'fault-code-as-text': {
    sentence: 'writes the code of a fault as text',
    apply: faultsAs(({ name, status, message }) => ({ [name]: { code: `${status}`, message } })),
    breaks: ['refusal-has-fault-body'],
    counterexample: [show],
  },
  'fault-in-neutrons-form': {
    sentence: 'gives faults the form that Neutron’s have',
    apply: faultsAs(({ name, message }) => ({ NeutronError: { type: name, message, detail: '' } })),
    breaks: ['refusal-has-fault-body'],
    counterexample: [show],
  },
  'refusal-leaves-task': {
    sentence: 'leaves the task state “rescuing” behind where it refuses to rescue',
    apply: leaves((server) => {
      server.taskState = 'rescuing';
    }),
    breaks: ['trait-is-read-now', 'refusal-changes-nothing', 'refusal-is-repeatable'],
    counterexample: refused,
  },
  'refusal-leaves-error': {
    sentence: 'leaves a server that it refuses to rescue in ERROR',
    apply: leaves((server) => {
      server.vmState = 'error';
    }),
    breaks: ['refusal-changes-nothing'],
    counterexample: refused,
  },
  'refusal-leaves-stopped': {
    sentence: 'stops the guest before it finds out that it must refuse to rescue it',
    apply: leaves((server) => {
      server.vmState = 'stopped';
    }),
    breaks: ['refusal-changes-nothing'],
    counterexample: refused,
  },
  'refusal-detaches-root-volume': {
    sentence: 'has detached the root volume by the time it refuses to rescue',
    apply: leaves((server) => {
      const [root] = server.isVolumeBacked ? server.attachments : [];
      if (!root) return;
      root.volume.status = 'available';
      server.attachments = server.attachments.slice(1);
    }),
    breaks: ['refusal-changes-nothing'],
    counterexample: refused,
  },
  'refusal-frees-volumes': {
    sentence: 'has marked the volumes of a server as available by the time it refuses to rescue it',
    apply: leaves(({ attachments }) => {
      for (const { volume } of attachments) volume.status = 'available';
    }),
    breaks: ['refusal-changes-nothing'],
    counterexample: refused,
  },
  'refusal-is-recorded': {
    ...departures['refusal-changes-nothing'],
    breaks: ['refusal-changes-nothing'],
    counterexample: refused,
  },
} as const satisfies NamedFaults;
