import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SimulatorOptions } from '../../simulator';
import { at, textAt } from '../clients/reading';
import type { Configuration } from '../configuration/configuration';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { Ledger } from '../ledger/ledger';
import { type Microversion, read } from '../microversion';
import { patience } from '../settle';
import { simulatorTarget } from '../simulator-target';
import type { Subject } from '../subject';
import type { ApiRequest, Caller, Exchange, Service, Target } from '../target';
import { Arranger } from './arranger';

/** Test support: the simulator, made into a cloud of another kind. */

/** Answers a request in the simulator's place; undefined where it does not. `pass` sends one on to the simulator. */
export type Rewrite = (
  request: ApiRequest,
  pass: (request: ApiRequest) => Promise<Exchange>,
) => Exchange | undefined | Promise<Exchange | undefined>;

export interface Wrapping {
  readonly simulator?: Partial<SimulatorOptions>;
  /** What is wrapped; a simulator of its own by default. */
  readonly on?: Target;
  /** Services that it does not offer. */
  readonly without?: readonly Service[];
  /** Callers that this run has; all by default. */
  readonly callers?: readonly Caller[];
  /** The first that answers counts. */
  readonly rewrites?: readonly Rewrite[];
}

export interface WrappedTarget extends Target {
  /** Everything that was sent, with what was answered. */
  readonly sent: Exchange[];
}

export function wrappedTarget({ simulator, on, without = [], callers, rewrites = [] }: Wrapping = {}): WrappedTarget {
  const target = on ?? simulatorTarget({ edition: 'spec', driver: 'libvirt', seed: 1, ...simulator });
  const sent: Exchange[] = [];
  const pass = (request: ApiRequest) => target.send(request);
  return {
    ...target,
    sent,
    has: (caller) => callers?.includes(caller) ?? true,
    endpoint: (service, caller) => (without.includes(service) ? undefined : target.endpoint(service, caller)),
    send: async (request) => {
      let exchange: Exchange | undefined;
      for (const rewrite of rewrites) exchange ??= await rewrite(request, pass);
      exchange ??= await pass(request);
      sent.push(exchange);
      return exchange;
    },
  };
}

/** An answer made up. A text is sent as it is, everything else as JSON. */
export function answered(
  request: ApiRequest,
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = { status, headers, text, json: typeof body === 'string' ? undefined : body };
  return { request, url: request.path, reply, sentAt: 0, receivedAt: 0 };
}

/** The exchange with another body. */
export const withBody = (exchange: Exchange, change: (json: unknown) => unknown): Exchange => {
  const json = change(exchange.reply.json);
  return { ...exchange, reply: { ...exchange.reply, json, text: JSON.stringify(json) } };
};

/** Answers each request of this kind so; `path` is where it begins. */
export const always =
  (
    method: string,
    path: string,
    status: number,
    body: unknown = '',
    fits: (request: ApiRequest) => boolean = () => true,
  ): Rewrite =>
  (request) =>
    request.method === method && request.path.startsWith(path) && fits(request)
      ? answered(request, status, body)
      : undefined;

/** Answers only the first request of this kind so. */
export function once(...[method, path, status, body, fits]: Parameters<typeof always>): Rewrite {
  let done = false;
  const rewrite = always(method, path, status, body, fits);
  return (request, pass) => {
    const exchange = done ? undefined : rewrite(request, pass);
    done ||= exchange !== undefined;
    return exchange;
  };
}

export const isAction =
  (action: string) =>
  ({ body }: ApiRequest): boolean =>
    at(body, action) !== undefined;

/** Simulated requests as they were made: those that made a server, the inner body of each. */
export const madeServers = ({ sent }: WrappedTarget): readonly unknown[] =>
  sent
    .filter(({ request, reply }) => request.method === 'POST' && request.path === '/servers' && reply.status < 300)
    .map(({ request }) => at(request.body, 'server'));

/** The zone that each made server was asked for in. */
export const zonesOf = (target: WrappedTarget): readonly (string | undefined)[] =>
  madeServers(target).map((server) => textAt(server, 'availability_zone'));

export interface Arranging {
  readonly target: WrappedTarget;
  readonly subject: Subject;
  readonly ledger: Ledger;
  readonly arranger: Arranger;
  /** What was ever written to the ledger, a line each, whether or not it is still open. */
  readonly written: () => readonly string[];
}

export interface ArrangingOptions extends Wrapping {
  readonly configuration?: Configuration;
  readonly disruptive?: boolean;
  /** The newest microversion that the cloud is said to serve. */
  readonly newest?: string;
}

/** An arranger for such a cloud, and all that it works with. */
export function arranging(t: TestContext, options: ArrangingOptions = {}): Arranging {
  const { configuration = {}, disruptive = false, newest = '2.104' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const target = wrappedTarget(options);
  const subject = { target, versions: { oldest: version('2.1'), newest: version(newest) }, patience, brokenBy: [] };
  const ledger = new Ledger(join(folder, 'ledger.ndjson'));
  const arranger = new Arranger(subject, ledger, configuration, disruptive);
  const written = () => readFileSync(ledger.path, 'utf8').trim().split('\n');
  return { target, subject, ledger, arranger, written };
}

export function version(text: string): Microversion {
  const found = read(text);
  if (!found) throw new Error(`“${text}” is no microversion`);
  return found;
}

/** Demands that it ends as not applicable, with a reason that fits all of these. */
export const isNotApplicable = (what: Promise<unknown>, ...reasons: readonly RegExp[]): Promise<void> =>
  endsAs(what, NotApplicable, reasons);

export const isInconclusive = (what: Promise<unknown>, ...reasons: readonly RegExp[]): Promise<void> =>
  endsAs(what, Inconclusive, reasons);

async function endsAs(
  what: Promise<unknown>,
  type: typeof Inconclusive | typeof NotApplicable,
  reasons: readonly RegExp[],
): Promise<void> {
  const error = await what.then(
    (value) => assert.fail(`it ended well: ${JSON.stringify(value)}`),
    (found: unknown) => found,
  );
  assert.ok(error instanceof type, `${error}`);
  for (const reason of reasons) assert.match(error.message, reason);
}
