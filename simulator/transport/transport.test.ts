import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { request } from 'undici';
import { simulator } from '../index';
import { start } from '../server/start';
import { type TransportFaultId, transportFaultIds } from './transport-faults';

const path = '/compute/v2.1/flavors/detail';

/** What became of a request: its status, and in which way it is not what it should be. */
interface Seen {
  readonly status: number | 'lost';
  readonly type?: string | undefined;
  readonly requestId?: string | undefined;
  readonly json: boolean;
  readonly retryAfter?: string | undefined;
}

type Send = () => ReturnType<typeof request>;

async function seen(send: Send): Promise<Seen> {
  try {
    const { statusCode: status, headers, body } = await send();
    const text = await body.text();
    return {
      status,
      type: headers['content-type']?.toString(),
      requestId: headers['x-openstack-request-id']?.toString(),
      json: isJson(text),
      retryAfter: headers['retry-after']?.toString(),
    };
  } catch {
    return { status: 'lost', json: false };
  }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

async function all(count: number, send: Send): Promise<readonly Seen[]> {
  const answers: Seen[] = [];
  while (answers.length < count) answers.push(await seen(send));
  return answers;
}

const inProcess = (fault: TransportFaultId, seed = 1): Send => {
  const { dispatcher, tokens } = simulator({ edition: 'spec', driver: 'fake', seed, fault });
  return () => request(`http://cloud.invalid${path}`, { dispatcher, headers: { 'X-Auth-Token': tokens.owner } });
};

const overSockets = async (t: TestContext, fault: TransportFaultId): Promise<Send> => {
  const cloud = await start({ fault, time: 'manual' });
  t.after(() => cloud.stop());
  const { tokens } = simulator({ edition: 'spec', driver: 'fake', seed: 1 });
  return () => request(`${cloud.url}${path}`, { headers: { 'X-Auth-Token': tokens.owner } });
};

const right: (answer: Seen) => boolean = ({ status, type, requestId, json }) =>
  status === 200 && type === 'application/json' && requestId !== undefined && json;

/** How an answer looks that something happened to; `never` where nothing can be seen of it here. */
const wrong: Readonly<Record<TransportFaultId, 'never' | ((answer: Seen) => boolean)>> = {
  slow: 'never',
  'busy-now-and-then': ({ status, retryAfter, json }) => status === 503 && retryAfter === '1' && json,
  'too-many-requests': ({ status, retryAfter, json }) => status === 429 && retryAfter === '1' && json,
  'bad-gateway': ({ status, type, json }) => status === 502 && type === 'text/html' && !json,
  'gateway-timeout': ({ status, type, json }) => status === 504 && type === 'text/html' && !json,
  'page-of-html': ({ status, type, json }) => status === 200 && type === 'text/html' && !json,
  'connection-reset': ({ status }) => status === 'lost',
  'answer-lost': ({ status }) => status === 'lost',
  'body-cut-off': ({ status }) => status === 'lost',
  'body-too-short': ({ status, type, json }) => status === 200 && type === 'application/json' && !json,
  'garbled-json': ({ status, type, json }) => status === 200 && type === 'application/json' && !json,
  'json-as-html': ({ status, type, json }) => status === 200 && type === 'text/html' && json,
  'no-content-type': ({ status, type, json }) => status === 200 && type === undefined && json,
  'no-request-id': ({ status, requestId, json }) => status === 200 && requestId === undefined && json,
  'bare-headers': ({ status, type, requestId }) => status === 200 && type !== undefined && requestId === undefined,
};

const everyTime: readonly TransportFaultId[] = ['json-as-html', 'no-content-type', 'no-request-id', 'bare-headers'];

describe('a fault before the cloud', () => {
  for (const fault of transportFaultIds) {
    const isWrong = wrong[fault];
    it(`${fault}: happens as often as it says, in this process`, async () => {
      const answers = await all(200, inProcess(fault));
      const count = isWrong === 'never' ? 0 : answers.filter(isWrong).length;
      assert.equal(count + answers.filter(right).length, 200);
      if (everyTime.includes(fault)) assert.equal(count, 200);
      else if (isWrong !== 'never') assert.ok(count > 3 && count < 35, String(count));
    });
  }

  for (const fault of transportFaultIds) {
    it(`${fault}: looks the same over sockets`, async (t) => {
      const isWrong = wrong[fault];
      const asked = fault === 'slow' ? 10 : 60;
      const answers = await all(asked, await overSockets(t, fault));
      const count = isWrong === 'never' ? 0 : answers.filter(isWrong).length;
      assert.equal(count + answers.filter(right).length, asked);
      assert.ok(isWrong === 'never' || count > 0, 'never');
    });
  }

  it('happens to the same requests again for the same seed, and to others for another', async () => {
    const lost = async (seed: number) =>
      (await all(60, inProcess('connection-reset', seed))).map(({ status }) => status === 'lost').join();
    assert.equal(await lost(1), await lost(1));
    assert.notEqual(await lost(1), await lost(2));
  });
});
