import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { type Dispatcher, interceptors, request } from 'undici';
import { at, textAt } from './cloud.test';
import { SimulatorDispatcher } from './dispatcher';
import { simulator } from './index';
import { newCloud } from './simulator';

const open = () => simulator({ edition: 'spec', driver: 'fake', seed: 1 });
const origin = 'http://cloud.invalid';
const token = 'owner-token';

/** Writes down what a handler of the newer shape is told. */
function recorder(act: (controller: Dispatcher.DispatchController, told: string) => void = () => {}) {
  const told: string[] = [];
  let end = (_: readonly string[]) => {};
  const ended = new Promise<readonly string[]>((resolve) => {
    end = resolve;
  });
  const note = (controller: Dispatcher.DispatchController, what: string) => {
    told.push(what);
    act(controller, what);
  };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (controller) => note(controller, 'start'),
    onResponseStart: (controller, status) => note(controller, `status ${status}`),
    onResponseData: (controller) => note(controller, 'data'),
    onResponseEnd: (controller) => {
      note(controller, 'end');
      end(told);
    },
    onResponseError: (controller, error) => {
      note(controller, `error: ${error.message}`);
      end(told);
    },
  };
  return { handler, ended };
}

describe('the dispatcher', () => {
  it('answers undici’s own request(), whose handlers are of the older shape', async () => {
    const { dispatcher } = open();
    const reply = await request(`${origin}/compute/v2.1`, { dispatcher });
    assert.equal(reply.statusCode, 200);
    assert.equal(reply.headers['content-type'], 'application/json');
    assert.equal(at(await reply.body.json(), 'version', 'version'), '2.104');
  });

  it('answers through .compose(), whose handlers are of the newer shape', async () => {
    const { dispatcher } = open();
    const composed = dispatcher.compose(interceptors.dump({ maxSize: 1 << 20 }), interceptors.redirect());
    const reply = await request(`${origin}/compute/v2.1/servers/none`, {
      dispatcher: composed,
      headers: { 'X-Auth-Token': token },
    });
    assert.equal(reply.statusCode, 404);
    assert.equal(reply.headers['x-openstack-nova-api-version'], '2.1');
    await reply.body.dump();
    const versions = await request(`${origin}/compute/`, { dispatcher: dispatcher.compose((dispatch) => dispatch) });
    assert.equal(at(await versions.body.json(), 'versions', 1, 'id'), 'v2.1');
  });

  it('tells a handler of the newer shape everything in turn, paused or not', async () => {
    const { handler, ended } = recorder((controller, told) => {
      if (told !== 'start') return;
      controller.pause();
      controller.resume();
      assert.deepEqual([controller.aborted, controller.paused, controller.reason], [false, false, null]);
    });
    open().dispatcher.dispatch({ origin, path: '/compute', method: 'GET' }, handler);
    assert.deepEqual(await ended, ['start', 'status 200', 'data', 'end']);
  });

  it('stops where a handler of the newer shape calls it off, and says so once', async () => {
    for (const [when, wanted] of [
      ['start', ['start', 'error: enough']],
      ['status 200', ['start', 'status 200', 'error: enough']],
    ] as const) {
      const { handler, ended } = recorder((controller, told) => {
        if (told !== when) return;
        controller.abort(new Error('enough'));
        controller.abort(new Error('more than enough'));
        assert.deepEqual([controller.aborted, controller.reason?.message], [true, 'enough']);
      });
      open().dispatcher.dispatch({ origin, path: '/compute', method: 'GET' }, handler);
      assert.deepEqual(await ended, wanted);
    }
  });

  it('does nothing for a request that was aborted before', async () => {
    const { dispatcher, clock } = open();
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(request(`${origin}/compute`, { dispatcher, signal }), /enough/);
    assert.equal(clock.now(), open().clock.now());
  });

  it('aborts without a reason too', async () => {
    const { handler, ended } = recorder();
    const older: Dispatcher.DispatchHandler = {
      onConnect: (abort) => abort(),
      onError: (error) => handler.onResponseError?.(undefined as never, error),
    };
    open().dispatcher.dispatch({ origin, path: '/compute', method: 'GET' }, older);
    assert.deepEqual(await ended, ['error: the request was aborted']);
  });

  it('reads a body that is text, bytes, or a stream of them', async () => {
    const image = JSON.stringify({ name: 'é' });
    for (const body of [
      image,
      Buffer.from(image),
      Readable.from([Buffer.from(image).subarray(0, 11), Buffer.from(image).subarray(11)]),
    ]) {
      const reply = await request(`${origin}/image/v2/images`, {
        dispatcher: open().dispatcher,
        method: 'POST',
        headers: { 'X-Auth-Token': token },
        body,
      });
      assert.equal(at(await reply.body.json(), 'name'), 'é');
    }
  });

  it('fails where the stream of a body does', async () => {
    for (const compose of [false, true]) {
      const { dispatcher } = open();
      const body = new Readable({ read: () => body.destroy(new Error('broken')) });
      await assert.rejects(
        request(`${origin}/image/v2/images`, {
          dispatcher: compose ? dispatcher.compose((dispatch) => dispatch) : dispatcher,
          method: 'POST',
          body,
        }),
        /broken/,
      );
    }
  });

  it('takes headers in every shape that undici takes, and joins those that are sent twice', async () => {
    const twice = [
      ['OpenStack-API-Version', 'compute 2.86'],
      ['X-Auth-Token', token],
      ['openstack-api-version', 'compute 2.87'],
    ] as const;
    const shapes: readonly Dispatcher.DispatchOptions['headers'][] = [
      twice.flat(),
      new Map([
        ['X-Auth-Token', token],
        ['OpenStack-API-Version', 'compute 2.87'],
      ]),
      { 'X-Auth-Token': token, 'OpenStack-API-Version': ['compute 2.86', 'compute 2.87'], Accept: undefined },
    ];
    for (const headers of shapes) {
      const reply = await request(`${origin}/compute/v2.1/flavors/detail`, {
        dispatcher: open().dispatcher,
        headers: headers ?? null,
      });
      assert.equal(reply.headers['openstack-api-version'], 'compute 2.87');
    }
    const none = await request(`${origin}/compute/v2.1/flavors/detail`, {
      dispatcher: open().dispatcher,
      headers: null,
    });
    assert.equal(none.statusCode, 401);
    assert.match(textAt(none.headers, 'www-authenticate'), /^Keystone uri=/);
  });

  it('takes a query from the URL and from the options', async () => {
    const { dispatcher } = open();
    const headers = { 'X-Auth-Token': 'admin-token' };
    const providers = async (path: string, query: Record<string, unknown>) => {
      const reply = await request(`${origin}/placement/resource_providers${path}`, { dispatcher, headers, query });
      return (at(await reply.body.json(), 'resource_providers') as readonly { name: string }[]).map(({ name }) => name);
    };
    assert.deepEqual(await providers('', {}), ['sim-bfv', 'sim-nobfv']);
    assert.deepEqual(await providers('?name=sim-bfv', {}), ['sim-bfv']);
    assert.deepEqual(await providers('', { name: 'sim-nobfv' }), ['sim-nobfv']);
    assert.deepEqual(await providers('', { name: ['sim-nobfv', 'other'] }), ['sim-nobfv']);
  });

  it('answers 404 where no service stands', async () => {
    const { dispatcher } = open();
    assert.equal((await request(`${origin}/nowhere`, { dispatcher })).statusCode, 404);
    for (const path of ['/image/v2/', '/compute/v2.1/what']) {
      const reply = await request(`${origin}${path}`, { dispatcher, headers: { 'X-Auth-Token': token } });
      assert.equal(reply.statusCode, 404, path);
    }
  });

  it('answers a mistake of its own with a 500 that says so', async () => {
    const cloud = newCloud({ edition: 'spec', driver: 'fake', seed: 1 });
    const unknownServer = () => {
      throw new RangeError('a mistake');
    };
    const dispatcher = new SimulatorDispatcher({ ...cloud, behaviour: { ...cloud.behaviour, unknownServer } });
    const headers = { 'X-Auth-Token': token };
    const reply = await request(`${origin}/compute/v2.1/servers/none`, { dispatcher, headers });
    assert.equal(reply.statusCode, 500);
    const message = 'the simulator itself failed: RangeError: a mistake';
    assert.equal(textAt(await reply.body.json(), 'simulatorError', 'message'), message);
  });
});
