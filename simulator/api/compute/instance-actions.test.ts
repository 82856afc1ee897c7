import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt, version } from '../../cloud.test';

const list = (cloud: Cloud, id: string, query = '', question: Question = {}) =>
  cloud.ask('GET', `/servers/${id}/os-instance-actions${query}`, { headers: version('2.66'), ...question });

const names = (json: unknown) =>
  (at(json, 'instanceActions') as readonly object[]).map((action) => at(action, 'action')).join(' ');

describe('the list of what was done to a server', () => {
  it('comes in pages from 2.58 on, and by the time of the last change', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const then = new Date(cloud.simulator.clock.now()).toISOString();
    for (const body of [{ pause: null }, { unpause: null }]) await cloud.done(id, body);
    const { json } = await list(cloud, id, '?limit=2');
    assert.equal(names(json), 'unpause pause');
    const next = textAt(json, 'links', 0, 'href');
    assert.match(next, /\/compute\/v2.1\/servers\/[^/]+\/os-instance-actions\?limit=2&marker=req-[0-9a-f-]+$/);
    const rest = await list(cloud, id, next.replace(/^.*\?/, '?'));
    assert.deepEqual([names(rest.json), at(rest.json, 'links')], ['create', undefined]);
    assert.equal(names((await list(cloud, id, `?changes-since=${then}`)).json), 'unpause pause');
    assert.equal(names((await list(cloud, id, `?changes-before=${then}&limit=`)).json), 'create');
    const early = await list(cloud, id, '?limit=1', { headers: version('2.57') });
    assert.equal(names(early.json), 'unpause pause create', 'the query counts for nothing');
  });

  it('shows what the API does by itself with where it was done', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    for (const body of [{ lock: null }, { unlock: null }]) await cloud.act(id, body);
    const headers = version('2.62');
    const { json } = await list(cloud, id, '', { headers, as: 'admin' });
    const events = [0, 1, 2].map(async (index) => {
      const path = `/${textAt(json, 'instanceActions', index, 'request_id')}`;
      const event = at((await list(cloud, id, path, { headers, as: 'admin' })).json, 'instanceAction', 'events', 0);
      return [at(event, 'event'), at(event, 'result'), at(event, 'host'), textAt(event, 'hostId').length];
    });
    assert.deepEqual(await Promise.all(events), [
      ['api_unlock', 'Success', 'sim-api', 56],
      ['api_lock', 'Success', 'sim-api', 56],
      ['compute__do_build_and_run_instance', 'Success', 'sim-bfv', 56],
    ]);
  });

  it('is refused where the query is wrong', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const of = (name: string, why: string) => `Invalid input for query parameters ${name}. Value: x. 'x' ${why}`;
    for (const [query, message] of [
      ['limit=x', of('limit', "does not match '^[0-9]*$'")],
      ['changes-since=x', of('changes-since', "is not a 'date-time'")],
      ['marker=x', 'Marker x could not be found.'],
      ['a=1', "Additional properties are not allowed ('a' was unexpected)"],
      ['b=1&a=1', "Additional properties are not allowed ('a', 'b' were unexpected)"],
      [
        'changes-before=2020-01-01T00:00:00Z&changes-since=2021-01-01T00:00:00Z',
        'The value of changes-since must be less than or equal to changes-before.',
      ],
    ] as const) {
      const { status, json } = await list(cloud, id, `?${query}`);
      assert.deepEqual([status, at(json, 'badRequest', 'message')], [400, message]);
    }
    const before = await list(cloud, id, '?changes-before=x', { headers: version('2.65') });
    assert.match(textAt(before.json, 'badRequest', 'message'), /'changes-before' was unexpected/);
  });

  it('is there for a while when the server is gone, from 2.21 on, and for nobody else', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    await cloud.granted('DELETE', `/servers/${id}`);
    cloud.settle();
    const { json } = await list(cloud, id, '', { headers: version('2.21') });
    assert.equal(names(json), 'delete create');
    const request = textAt(json, 'instanceActions', 0, 'request_id');
    const shown = await list(cloud, id, `/${request}`);
    assert.equal(at(shown.json, 'instanceAction', 'events', 0, 'event'), 'compute_terminate_instance');
    assert.equal((await list(cloud, id, '/req-none')).status, 404);
    assert.equal((await list(cloud, id, '', { headers: version('2.20') })).status, 404);
    assert.equal((await list(cloud, id, '', { as: 'other-project' })).status, 404);
  });
});
