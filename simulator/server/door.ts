import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { longestBody } from '../api/too-large';
import { handle, type ServedCloud } from '../handle';
import { wireOf } from '../wire';
import { originAt, originOf } from './origin';

/** One request and how it was answered, for a log: nothing in it is secret. */
export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
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
  /** Called before each answer: ends when it may be given. */
  readonly hesitate: () => Promise<void>;
  readonly onExchange: (exchange: Exchange) => void;
}

/** The simulated cloud behind a socket. */
export interface Door {
  /** Its origin, without a trailing slash. */
  readonly origin: string;
  /** Takes no more requests; ends when what was under way is answered. */
  close(): Promise<void>;
}

/** Milliseconds that a client may take to send a request: a body that only drips would hold a connection for ever. */
const patience = 60_000;

/**
 * Serves a simulated cloud over HTTP.
 * @throws the system's error where it cannot listen there, such as EADDRINUSE
 */
export async function openDoor(cloud: ServedCloud, options: DoorOptions): Promise<Door> {
  const underWay = new Set<Promise<void>>();
  const server = createServer(
    { requestTimeout: patience, headersTimeout: patience, maxHeaderSize: 16_384, keepAliveTimeout: 5_000 },
    (request, response) => {
      const answering = answer(cloud, options, origin, request, response)
        // The client has gone away.
        .catch(() => void response.destroy())
        .finally(() => underWay.delete(answering));
      underWay.add(answering);
    },
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    socket.end(`HTTP/1.1 ${refusals[String(error.code)] ?? '400 Bad Request'}\r\n${nothing}\r\n\r\n`, () =>
      socket.destroy(),
    );
  });
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

const nothing = 'Connection: close\r\nContent-Length: 0';

/** What cannot be read as HTTP, by what Node says of it; anything else is a 400. */
const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

async function answer(
  cloud: ServedCloud,
  { passTime, hesitate, onExchange }: DoorOptions,
  usualOrigin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: target = '' } = request;
  const url = urlOf(target);
  if (!url) {
    response.writeHead(400, { 'content-length': '0' }).end();
    return;
  }
  const body = await bodyOf(request, longestBody(method, url.pathname));
  await hesitate();
  passTime(method);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const asked = { method, path: url.pathname, query: url.searchParams, headers, body };
  const reply = wireOf(handle(cloud, asked, originOf(headers.host) ?? usualOrigin));
  response.writeHead(reply.status, reply.headers).end(reply.body);
  onExchange({ method, path: target, status: reply.status, requestId: reply.headers['x-openstack-request-id'] });
}

/** A path, or a whole URL as proxies send it. */
function urlOf(target: string): URL | undefined {
  try {
    return new URL(target.startsWith('/') ? `http://simulator.invalid${target}` : target);
  } catch {
    return undefined;
  }
}

/** Reads no more than tells that there is too much; the rest flows away unread. */
async function bodyOf(request: IncomingMessage, longest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longest) break;
  }
  request.resume();
  return Buffer.concat(chunks);
}
