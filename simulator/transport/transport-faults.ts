import type { Behaviour } from '../behaviour';
import type { Memory } from '../faults/departure';
import type { Headers } from '../microversion';
import type { Wire } from '../wire';
import { draw } from './chance';
import { gatewayPage, type Mishap, withBody } from './mishap';

/** A fault of what lies between a client and a cloud that is right: no verdict on the cloud may come of it. */
export interface TransportFault {
  readonly sentence: string;
  readonly apply: (behaviour: Behaviour, memory: Memory) => Partial<Behaviour>;
}

/** Happens to one request in so many, drawn from the seed. */
const oneIn =
  (often: number, what: (drawn: number) => Mishap): TransportFault['apply'] =>
  (_, memory) => ({
    mishap: () => {
      const drawn = draw(memory) * often;
      return drawn < 1 ? what(drawn) : undefined;
    },
  });

/** Happens to every answer. */
const always = (change: (answer: Wire) => Wire) => () => ({ mishap: () => ({ change }) });

const keeping =
  (keep: (name: string) => boolean) =>
  (answer: Wire): Wire => ({
    ...answer,
    headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => keep(name.toLowerCase()))),
  });

const overloaded = (status: number, name: string, message: string): Wire => {
  const text = JSON.stringify({ [name]: { code: status, message } });
  const headers: Headers = { 'content-type': 'application/json', 'retry-after': '1' };
  return withBody({ status, headers, body: '' }, text);
};

const requestIds = ['x-openstack-request-id', 'x-compute-request-id'];
/** What a client cannot do without, or a rule asks for. */
const needed =
  /^(content-.*|.*api-version|vary|x-subject-token|location|www-authenticate|accept-ranges|x-simulated-fault)$/;

const text = ({ body }: Wire): string => Buffer.from(body).toString('utf8');
const half = (answer: Wire): string => text(answer).slice(0, Math.ceil(text(answer).length / 2));

export const transportFaults = {
  slow: {
    sentence: 'answers one request in ten up to half of a second late',
    apply: oneIn(10, (drawn) => ({ late: drawn * 500 })),
  },
  'busy-now-and-then': {
    sentence: 'answers one request in ten with 503 and Retry-After',
    apply: oneIn(10, () => ({ instead: overloaded(503, 'serviceUnavailable', 'The service is overloaded.') })),
  },
  'too-many-requests': {
    sentence: 'answers one request in ten with 429 and Retry-After',
    apply: oneIn(10, () => ({ instead: overloaded(429, 'overLimit', 'This request was rate-limited.') })),
  },
  'bad-gateway': {
    sentence: 'answers one request in twenty with 502 and a page of HTML',
    apply: oneIn(20, () => ({ instead: gatewayPage(502, 'Bad Gateway') })),
  },
  'gateway-timeout': {
    sentence: 'answers one request in twenty with 504 and a page of HTML, though the cloud has done what was asked',
    apply: oneIn(20, () => ({ change: () => gatewayPage(504, 'Gateway Time-out') })),
  },
  'page-of-html': {
    sentence: 'answers one request in twenty with 200 and a page of HTML',
    apply: oneIn(20, () => ({ instead: gatewayPage(200, 'Please log in') })),
  },
  'connection-reset': {
    sentence: 'loses the connection of one request in twenty before the cloud hears of it',
    apply: oneIn(20, () => ({ instead: null })),
  },
  'answer-lost': {
    sentence: 'loses the connection of one request in twenty when the cloud has done what was asked',
    apply: oneIn(20, () => ({ change: () => null })),
  },
  'body-cut-off': {
    sentence: 'loses the connection of one request in twenty in the middle of the answer',
    apply: oneIn(20, () => ({ cut: true })),
  },
  'body-too-short': {
    sentence: 'leaves out the second half of one answer in twenty',
    apply: oneIn(20, () => ({ change: (answer) => withBody(answer, half(answer)) })),
  },
  'garbled-json': {
    sentence: 'garbles the JSON of one answer in twenty',
    apply: oneIn(20, () => ({ change: (answer) => withBody(answer, text(answer).replaceAll('"', '\ufffd')) })),
  },
  'json-as-html': {
    sentence: 'says of every answer that it is HTML',
    apply: always((answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } })),
  },
  'no-content-type': {
    sentence: 'says of no answer what type it has',
    apply: always(keeping((name) => name !== 'content-type')),
  },
  'no-request-id': {
    sentence: 'gives no request an id',
    apply: always(keeping((name) => !requestIds.includes(name))),
  },
  'bare-headers': {
    sentence: 'leaves out every header but those that a rule asks for, or without which no client could do',
    apply: always(keeping((name) => needed.test(name))),
  },
} as const satisfies Readonly<Record<string, TransportFault>>;

export type TransportFaultId = keyof typeof transportFaults;
export const transportFaultIds = Object.keys(transportFaults) as readonly TransportFaultId[];
export const isTransportFaultId = (id: string): id is TransportFaultId => Object.hasOwn(transportFaults, id);
