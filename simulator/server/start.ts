import { setTimeout as pause } from 'node:timers/promises';
import type { RunningControl } from '../control/control';
import { controlDoor, controlPath } from '../control/control-door';
import { newControlToken } from '../control/control-token';
import { controlled } from '../control/controlled';
import { editionWith } from '../faults/any-fault';
import type { Person } from '../identity/persons';
import { type PassingClock, passingClock } from '../passing';
import { newCloud, type SimulatorOptions } from '../simulator';
import { type Credentials, cloudsYaml, credentialsAt, openrc } from './credentials';
import { type Exchange, openDoor } from './door';
import { delays, type Latency } from './latency';
import { type Passing, passTime } from './passing-time';

export interface StartOptions extends Omit<SimulatorOptions, 'edition' | 'driver' | 'seed'> {
  /** Usually `spec`; with a fault the first in which that makes a difference. */
  readonly edition?: SimulatorOptions['edition'] | undefined;
  /** Usually `libvirt`. */
  readonly driver?: SimulatorOptions['driver'] | undefined;
  /** Usually 1. */
  readonly seed?: number | undefined;
  /** Usually 0: one that is free. */
  readonly port?: number | undefined;
  /** The address to listen at; usually 127.0.0.1, which nobody else can reach. */
  readonly host?: string | undefined;
  /** How simulated time passes; usually `real`. */
  readonly time?: Passing | undefined;
  /** How long answers take; usually no longer than they do. */
  readonly latency?: Latency | undefined;
  /** Told of each request. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Whether it can be controlled over HTTP too, by whoever has the token. */
  readonly control?: boolean | undefined;
}

/** A simulated cloud that listens. */
export interface RunningSimulator {
  /** Its origin, without a trailing slash. */
  readonly url: string;
  /** Who can sign in: a member, an admin, a member of another project, and who may only look. */
  readonly credentials: Readonly<Record<Person, Credentials>>;
  /** The text of a clouds.yaml with `sim`, `sim-admin`, `sim-other` and `sim-reader`. */
  readonly cloudsYaml: string;
  /** The text of a file for a shell to read: what `sim` signs in with, as OS_* variables. */
  readonly openrc: string;
  readonly clock: PassingClock;
  readonly control: RunningControl;
  /** What it gets wrong on purpose, such as `fault trait-ignored`. */
  readonly brokenBy: readonly string[];
  /** Ends when what was under way is answered, and nobody listens any more. */
  stop(): Promise<void>;
}

/**
 * Starts a simulated cloud that OpenStack's clients can use. Its clock begins with the wall's, unless `start` says
 * otherwise: clients compare the end of a token with the time they have.
 * @throws the system's error where it cannot listen there, such as EADDRINUSE
 */
export async function start({
  port = 0,
  host = '127.0.0.1',
  time = 'real',
  latency,
  onExchange = () => {},
  fault,
  edition = editionWith(fault),
  driver = 'libvirt',
  seed = 1,
  start: begins,
  control: overHttp = false,
  ...rest
}: StartOptions = {}): Promise<RunningSimulator> {
  const now = () => begins ?? Date.now();
  const cloud = newCloud({ ...rest, fault, edition, driver, seed, start: now() });
  const clock = passingClock(cloud);
  const next = latency && delays(latency, seed);
  const pass = passTime(clock, time, () => performance.now());
  // What asks the control is no client, for whose looking time passes.
  const control = controlled(cloud, { begins: now, catchUp: () => pass('') });
  const token = overHttp ? newControlToken() : undefined;
  const credentials = () => credentialsAt(door.origin, cloud.options.seed);
  const door = await openDoor(cloud, {
    port,
    host,
    control: token === undefined ? undefined : controlDoor(control, token, () => cloudsYaml(credentials())),
    passTime: pass,
    hesitate: next && (() => pause(next())),
    onExchange,
  });
  return {
    url: door.origin,
    // They follow the seed, which another one may have after a reset.
    get credentials() {
      return credentials();
    },
    get cloudsYaml() {
      return cloudsYaml(credentials());
    },
    get openrc() {
      return openrc(credentials().owner);
    },
    clock,
    control: { ...control, token, url: token === undefined ? undefined : `${door.origin}${controlPath}/` },
    // Which may be another by then.
    get brokenBy() {
      return cloud.behaviour.brokenBy;
    },
    stop: () => door.close(),
  };
}
