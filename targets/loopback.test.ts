import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A request as a server on loopback received it. */
export interface Visit {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a visitor gets: an answer, a connection that is cut, nothing at all, or headers and then nothing. */
export type Answer =
  | 'cut'
  | 'silence'
  | 'half'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is where it is text, else as JSON. */
      readonly body?: unknown;
    };

/** Serves on any free port of loopback until the test ends. @returns the origin, without a trailing slash */
export async function loopback(t: TestContext, answer: (visit: Visit) => Answer | Promise<Answer>): Promise<string> {
  const server = createServer((request, response) => {
    void visitOf(request).then(async (visit) => give(response, await answer(visit)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => end(server));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An origin at which nobody listens. */
export async function nobodyThere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}

function end(server: Server): void {
  server.close();
  server.closeAllConnections();
}

async function visitOf(request: IncomingMessage): Promise<Visit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks) };
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'cut') response.destroy();
  else if (answer === 'half') response.writeHead(200, { 'content-length': '100' }).write('{');
  else if (answer !== 'silence') {
    const { status, headers = {}, body } = answer;
    response.writeHead(status, headers).end(typeof body === 'object' ? JSON.stringify(body) : body);
  }
}
