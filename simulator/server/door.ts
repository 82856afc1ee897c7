import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { longestRead } from '../api/too-large';
import { type ControlDoor, isControlPath } from '../control/control-door';
import type { ServedCloud } from '../handle';
import { deliver } from '../transport/deliver';
import { wireOf } from '../wire';
import { askedOf, bodyOf, hasBody } from './asked';
import { originAt, originOf } from './origin';

/** One request and how it was answered, for a log: nothing in it is secret. */
export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 where none came, for want of a connection. */
  readonly status: number;
  /** Undefined where no service stands. */
  readonly requestId: string | undefined;
}

export interface DoorOptions {
  readonly port: number;
  /** The address to listen at. */
  readonly host: string;
  /** Called before each request is answered: lets simulated time pass. */
  readonly passTime: (method: string) => void;
  /** Called before each answer: ends when it may be given. Undefined: at once. */
  readonly hesitate?: (() => Promise<void>) | undefined;
  readonly onExchange: (exchange: Exchange) => void;
  /** Milliseconds that a client may take to send a request; usually a minute. */
  readonly patience?: number | undefined;
  /** What is asked of it passes no time, takes no time, and is not told. */
  readonly control?: ControlDoor | undefined;
}

/** The simulated cloud behind a socket. */
export interface Door {
  /** Its origin, without a trailing slash. */
  readonly origin: string;
  /** Takes no more requests; ends when what was under way is answered. */
  close(): Promise<void>;
}

/** A body that only drips would hold a connection for ever. */
const usualPatience = 60_000;

/**
 * Serves a simulated cloud over HTTP.
 * @throws the system's error where it cannot listen there, such as EADDRINUSE
 */
export async function openDoor(cloud: ServedCloud, options: DoorOptions): Promise<Door> {
  const { patience = usualPatience } = options;
  const underWay = new Set<Promise<void>>();
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const answering = answer(cloud, options, origin, request, response)
      // The client has gone away.
      .catch(() => void response.destroy())
      .finally(() => underWay.delete(answering));
    underWay.add(answering);
  };
  const times = {
    requestTimeout: patience,
    headersTimeout: patience,
    connectionsCheckingInterval: patience / 4,
    // Longer than any client waits between two looks: openstackclient's are 5 s apart, and must not find it closed.
    keepAliveTimeout: 75_000,
  };
  const server = createServer({ ...times, maxHeaderSize: 16_384 }, serve)
    .on('clientError', refuse)
    .on('connect', (_, socket) => refuse({}, socket))
    // It is asked to go on only where there is something to go on with.
    .on('checkContinue', (request, response) => {
      if (hasBody(request)) response.writeContinue();
      serve(request, response);
    })
    .on('checkExpectation', serve);
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(options.port, options.host, listening);
  });
  const { port } = server.address() as AddressInfo;
  const origin = originAt(options.host, port);
  return {
    origin,
    async close() {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeIdleConnections();
      await Promise.all(underWay);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What cannot be read as HTTP, by what Node says of it; anything else is a 400. */
const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function refuse({ code = '' }: { readonly code?: string }, socket: Duplex): void {
  const status = refusals[code] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

async function answer(
  cloud: ServedCloud,
  { passTime, hesitate, onExchange, control }: DoorOptions,
  usualOrigin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = askedOf(request);
  if (typeof asked === 'number') return void response.writeHead(asked, { 'content-length': '0' }).end();
  const { method, path, headers } = asked;
  const isControl = control !== undefined && isControlPath(path);
  const longest = isControl ? control.longestBody(headers) : longestRead(cloud.world, asked);
  const body = hasBody(request) ? await bodyOf(request, longest) : Buffer.alloc(0);
  if (isControl) {
    const reply = wireOf(control.reply({ ...asked, body }));
    return void response.writeHead(reply.status, reply.headers).end(reply.body);
  }
  if (hesitate) await hesitate();
  passTime(method);
  const { wire, cut, late } = deliver(cloud, { ...asked, body }, originOf(headers.host) ?? usualOrigin);
  if (late > 0) await pause(late);
  const requestId = wire?.headers['x-openstack-request-id'];
  onExchange({ method, path: String(request.url), status: wire?.status ?? 0, requestId });
  if (!wire) return void response.destroy();
  response.writeHead(wire.status, wire.headers);
  if (!cut) return void response.end(wire.body);
  response.write(wire.body.slice(0, wire.body.length / 2), () => response.destroy());
}
