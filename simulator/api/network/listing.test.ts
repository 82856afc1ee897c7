import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from '../../cloud.test';
import { asAdmin, ask, listed, made, network, refusal } from './asking.test';

const three = async () => {
  const cloud = new Cloud();
  for (const name of ['b', 'a', 'a']) await made(cloud, 'network', { name, description: `of ${name}` });
  return cloud;
};

describe('a list of Neutron', () => {
  it('is of what passes every filter', async () => {
    const cloud = await three();
    for (const [query, names] of [
      ['name=a', ['a', 'a']],
      ['name=a&name=b', ['b', 'a', 'a']],
      ['name=a&description=of b', []],
      ['shared=True', ['simulated']],
      ['shared=0', ['b', 'a', 'a']],
      ['status=ACTIVE&router:external=false&name=b', ['b']],
      ['provider:network_type=local&name=b', ['b']],
      ['created_at=2026-01-01T00:00:00Z&updated_at=2026-01-01T00:00:00Z&name=b', ['b']],
    ] as const) {
      assert.deepEqual(await listed(cloud, `networks?${query}`, 'name'), names, query);
    }
    const [project] = await listed(cloud, 'networks?name=b', 'project_id');
    assert.deepEqual(await listed(cloud, `networks?tenant_id=${project}`, 'name', asAdmin), ['b', 'a', 'a']);
  });

  it('is in the order that is asked for', async () => {
    const cloud = await three();
    assert.deepEqual(await listed(cloud, 'networks', 'name'), ['simulated', 'b', 'a', 'a']);
    const [first, second] = (await listed(cloud, 'networks?name=a&sort_key=id&sort_dir=asc', 'id')) as string[];
    assert.ok(String(first) < String(second));
    const query = 'networks?sort_key=name&sort_dir=desc&sort_key=id&sort_dir=desc';
    assert.deepEqual(await listed(cloud, query, 'name'), ['simulated', 'b', 'a', 'a']);
    assert.deepEqual((await listed(cloud, query, 'id')).slice(2), [second, first]);
  });

  it('comes in pages, forwards and backwards', async () => {
    const cloud = await three();
    const links = (json: unknown) =>
      Object.fromEntries((at(json, 'networks_links') as { rel: string; href: string }[]).map((l) => [l.rel, l.href]));
    const page = async (query: string) => {
      const { json } = await ask(cloud, 'GET', `/networks?fields=name&fields=id&${query}`);
      const names = (at(json, 'networks') as { name: string }[]).map(({ name }) => name);
      return { names, links: links(json), last: textAt(json, 'networks', names.length - 1, 'id'), json };
    };
    const first = await page('limit=2');
    assert.deepEqual(first.names, ['simulated', 'b']);
    const shared = textAt(first.json, 'networks', 0, 'id');
    const base = 'http://cloud.invalid/network/v2.0/networks?fields=name&fields=id&limit=2';
    assert.deepEqual(first.links, {
      next: `${base}&marker=${first.last}`,
      previous: `${base}&marker=${shared}&page_reverse=True`,
    });
    const second = await page(`limit=2&marker=${first.last}`);
    assert.deepEqual(second.names, ['a', 'a']);
    const third = await page(`limit=2&marker=${second.last}`);
    assert.deepEqual([third.names, Object.keys(third.links)], [[], ['previous']]);
    const back = await page(`limit=2&page_reverse=True&marker=${second.last}`);
    assert.deepEqual(back.names, ['b', 'a']);
    const start = await page(`limit=3&page_reverse=True&marker=${first.last}`);
    assert.deepEqual([start.names, Object.keys(start.links)], [['simulated'], ['next']]);
    assert.deepEqual((await page('limit=3&page_reverse=True')).names, ['b', 'a', 'a']);
    assert.equal(at((await ask(cloud, 'GET', '/networks?limit=0')).json, 'networks_links'), undefined);
  });

  it('is refused where the query is none, as Neutron words it', async () => {
    const malformed = (message: string) => [400, 'HTTPBadRequest', message];
    const limit = (text: string) => [
      400,
      'BadRequest',
      `Bad limit request: Limit must be an integer 0 or greater and not '${text}'.`,
    ];
    for (const [query, expected] of [
      ['foo=bar&subnets=1', malformed("['foo', 'subnets'] is invalid attribute for filtering")],
      ['sort_key=name', malformed('The number of sort_keys and sort_dirs must be same')],
      ['sort_key=zz&sort_dir=asc', malformed("['zz'] is invalid attribute for sort_keys")],
      [
        'sort_key=name&sort_dir=up',
        malformed("['up'] is invalid value for sort_dirs, valid value is 'asc' and 'desc'"),
      ],
      ['limit=-1', limit('-1')],
      ['limit=x', limit('x')],
      ['limit=1&marker=x', [404, 'NetworkNotFound', 'Network x could not be found.']],
      ['admin_state_up=zz', [400, 'InvalidInput', "Invalid input for operation: 'zz' cannot be converted to boolean."]],
    ] as const) {
      assert.deepEqual(refusal(await ask(new Cloud(), 'GET', `/networks?${query}`)), expected);
    }
  });

  it('shows the fields that are asked for, as one alone does', async () => {
    const cloud = new Cloud();
    const { json } = await ask(cloud, 'GET', '/networks?fields=name&fields=zz');
    assert.deepEqual(json, { networks: [{ name: 'simulated' }] });
    const [id] = await listed(cloud, 'networks', 'id');
    assert.deepEqual((await ask(cloud, 'GET', `/networks/${id}.json?fields=name`)).json, {
      network: { name: 'simulated' },
    });
    assert.equal((await cloud.ask('HEAD', '/v2.0/networks/', network)).status, 200);
  });
});
