import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageEvent, WebSocket } from 'undici';

/** One page of a headless browser, driven over Chrome's DevTools protocol. */
export interface Page {
  /** Sends a command of the protocol. @throws Error where the browser refuses it */
  send(method: string, params?: object): Promise<unknown>;
  /** The value of an expression in the page. @throws Error where it throws */
  evaluate(expression: string): Promise<unknown>;
  /** The events that there have been, by their names. */
  events(method: string): readonly unknown[];
}

/** Has a page of a browser of its own while `work` is done. */
export async function withPage<T>(command: string, work: (page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'nova-rescue-browser-'));
  const options = ['--headless', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars', '--no-first-run'];
  // Chromium’s sandbox does not start for root.
  const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const port = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const browser = spawn(command, [...options, ...forRoot, ...port], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(browser, 'close');
  try {
    const socket = new WebSocket(await addressOf(browser));
    await new Promise((open, failed) => {
      socket.addEventListener('open', open);
      socket.addEventListener('error', failed);
    });
    return await work(await pageOf(socket));
  } finally {
    browser.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where the browser says that it listens. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr?.setEncoding('utf8').on('data', (more: string) => {
      said += more;
      const [, address] = /^DevTools listening on (ws:\S+)/m.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    stderr?.on('close', () => reject(new Error(`the browser ended: ${said}`)));
  });
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

async function pageOf(socket: WebSocket): Promise<Page> {
  const waiting = new Map<number, (message: Message) => void>();
  const told: Message[] = [];
  socket.addEventListener('message', ({ data }: MessageEvent) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id === undefined) told.push(message);
    else waiting.get(message.id)?.(message);
  });
  let last = 0;
  const ask = async (method: string, params: object, session: object) => {
    last += 1;
    const id = last;
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params, ...session }));
    const { result = {}, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' }, {});
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true }, {});
  const send: Page['send'] = (method, params = {}) => ask(method, params, { sessionId });
  return {
    send,
    evaluate: async (expression) => {
      const evaluated = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = evaluated as {
        result: { value?: unknown };
        exceptionDetails?: { exception?: { description?: string } };
      };
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'it threw');
      return result.value;
    },
    events: (method) => told.filter((message) => message.method === method).map(({ params }) => params),
  };
}
