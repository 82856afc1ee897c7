import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from '../../cloud.test';
import { asAdmin, ask, asOther, listed, made, network, refusal } from './asking.test';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('the networks', () => {
  it('are from the beginning one that all share, with a subnet', async () => {
    const cloud = new Cloud();
    const { json } = await ask(cloud, 'GET', '/networks');
    const shared = at(json, 'networks', 0);
    assert.deepEqual(
      [at(shared, 'name'), at(shared, 'shared'), at(shared, 'mtu'), at(shared, 'provider:network_type')],
      ['simulated', true, 1500, undefined],
    );
    assert.equal((at(json, 'networks') as unknown[]).length, 1);
    assert.deepEqual(await listed(cloud, `subnets?id=${textAt(shared, 'subnets', 0)}`, 'cidr'), ['10.250.0.0/16']);
    assert.deepEqual(await listed(cloud, 'networks', 'provider:network_type', asAdmin), ['local']);
  });

  it('are made, shown, renamed and deleted by their project', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'network', { name: 'mine', mtu: 1400 });
    const shown = await ask(cloud, 'GET', `/networks/${id}`);
    assert.deepEqual([at(shown.json, 'network', 'name'), at(shown.json, 'network', 'mtu')], ['mine', 1400]);
    const renamed = await ask(cloud, 'PUT', `/networks/${id}`, { network: { name: 'yours', admin_state_up: false } });
    assert.deepEqual(
      ['name', 'admin_state_up', 'revision_number'].map((key) => at(renamed.json, 'network', key)),
      ['yours', false, 2],
    );
    for (const method of ['GET', 'DELETE'])
      assert.deepEqual(refusal(await ask(cloud, method, `/networks/${id}`, undefined, asOther)), [
        404,
        'NetworkNotFound',
        `Network ${id} could not be found.`,
      ]);
    assert.equal((await ask(cloud, 'DELETE', `/networks/${id}`)).status, 204);
    assert.equal((await ask(cloud, 'GET', `/networks/${id}`)).status, 404);
  });

  it('of others, where they are shared, are seen and not changed', async () => {
    const cloud = new Cloud();
    const [shared] = await listed(cloud, 'networks', 'id');
    const rename = { network: { name: 'mine' } };
    const disallowed = (rule: string) => [403, 'PolicyNotAuthorized', `${rule} is disallowed by policy`];
    assert.deepEqual(
      refusal(await ask(cloud, 'PUT', `/networks/${shared}`, rename)),
      disallowed('rule:update_network'),
    );
    assert.deepEqual(refusal(await ask(cloud, 'DELETE', `/networks/${shared}`)), disallowed('rule:delete_network'));
    const own = await made(cloud, 'network', {});
    assert.deepEqual(
      refusal(await ask(cloud, 'PUT', `/networks/${own}`, { network: { shared: true } })),
      disallowed('(rule:update_network and rule:update_network:shared)'),
    );
    const provider = { network: { 'provider:network_type': 'vlan' } };
    assert.deepEqual(
      refusal(await ask(cloud, 'PUT', `/networks/${shared}`, provider)),
      disallowed('(rule:update_network and rule:update_network:provider:network_type)'),
    );
    assert.deepEqual(
      refusal(await ask(cloud, 'POST', '/networks', { network: { shared: true } })),
      disallowed('(rule:create_network and rule:create_network:shared)'),
    );
  });

  it('that admins make may be shared, and be another project’s', async () => {
    const cloud = new Cloud();
    await made(cloud, 'network', { name: 'for all', shared: 'yes' }, { as: 'admin' });
    const [project] = await listed(cloud, 'security-groups', 'project_id', asOther);
    await made(cloud, 'network', { name: 'theirs', tenant_id: project }, { as: 'admin' });
    assert.deepEqual(await listed(cloud, 'networks', 'name'), ['simulated', 'for all']);
    assert.deepEqual(await listed(cloud, 'networks', 'name', asOther), ['simulated', 'for all', 'theirs']);
  });

  it('are refused in another form, as Neutron words it', async () => {
    const cloud = new Cloud();
    const malformed = (message: string) => [400, 'HTTPBadRequest', message];
    for (const [body, expected] of [
      [undefined, malformed('Resource body required')],
      ['{bad', malformed('Body contains invalid data')],
      [[], malformed('Resource body required')],
      [{}, malformed("Unable to find 'network' in request body")],
      [{ network: [] }, malformed("Object 'network' contains invalid data")],
      [{ network: { foo: 1 } }, malformed("Unrecognized attribute(s) 'foo'")],
      [{ network: { name: 5 } }, malformed("Invalid input for name. Reason: '5' is not a valid string.")],
      [{ network: { mtu: -1 } }, malformed("Invalid input for mtu. Reason: '-1' should be non-negative.")],
      [{ network: { id: 'x' } }, malformed("Attribute 'id' not allowed in POST")],
      [
        { network: { tenant_id: 'other' } },
        malformed(
          "Specifying 'project_id' or 'tenant_id' other than the authenticated project in request requires admin or advsvc privileges",
        ),
      ],
      [
        { network: { name: 'x'.repeat(256) } },
        malformed(`Invalid input for name. Reason: '${'x'.repeat(256)}' exceeds maximum length of 255.`),
      ],
      [
        { network: { admin_state_up: 'zz' } },
        [400, 'InvalidInput', "Invalid input for operation: 'zz' cannot be converted to boolean."],
      ],
      [{ network: { mtu: true } }, [400, 'InvalidInput', "Invalid input for operation: 'True' is not an integer."]],
      [
        { network: { availability_zone_hints: 1 } },
        malformed("Invalid input for availability_zone_hints. Reason: '1' is not a list."),
      ],
      [
        { network: { availability_zone_hints: [1] } },
        malformed("Invalid input for availability_zone_hints. Reason: '1' is not a valid string."),
      ],
    ] as const) {
      assert.deepEqual(refusal(await ask(cloud, 'POST', '/networks', body)), expected);
    }
    const [id] = await listed(cloud, 'networks', 'id');
    const [, , message] = refusal(await ask(cloud, 'PUT', `/networks/${id}`, { network: { id: 'b' } }));
    assert.equal(message, 'Cannot update read-only attribute id');
    for (const body of [{}, { network: { name: 1 } }]) {
      assert.equal((await ask(cloud, 'PUT', `/networks/${id}`, body)).status, 400);
    }
    assert.equal((await ask(cloud, 'PUT', `/networks/${nobody}`, { network: { name: 'b' } })).status, 404);
  });

  it('several of which are asked for at once are not simulated', async () => {
    const { status, headers } = await ask(new Cloud(), 'POST', '/networks', { networks: [{}] });
    assert.deepEqual([status, headers['x-not-simulated']], [501, 'the creation of several networks at once']);
  });

  it('are kept as long as they have ports, and take their subnets with them', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'network', {});
    const subnet = await made(cloud, 'subnet', { network_id: id, ip_version: 4, cidr: '10.0.0.0/24' });
    const port = await made(cloud, 'port', { network_id: id });
    assert.deepEqual(refusal(await ask(cloud, 'DELETE', `/networks/${id}`)), [
      409,
      'NetworkInUse',
      `Unable to complete operation on network ${id}. There are one or more ports still in use on the network, id for these ports is: ${port}.`,
    ]);
    await cloud.granted('DELETE', `/v2.0/ports/${port}`, network);
    await cloud.granted('DELETE', `/v2.0/networks/${id}`, network);
    assert.equal((await ask(cloud, 'GET', `/subnets/${subnet}`)).status, 404);
  });

  it('are changed only at the revision that If-Match names', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'network', {});
    const at = (revision: number) => ({ ...network, headers: { 'If-Match': `revision_number=${revision}` } });
    const change = (revision: number) =>
      ask(cloud, 'PUT', `/networks/${id}`, { network: { name: 'new' } }, at(revision));
    assert.deepEqual(refusal(await change(7)), [
      412,
      'RevisionNumberConstraintFailed',
      'Constrained to 7, but current revision is 1',
    ]);
    assert.equal((await change(1)).status, 200);
  });

  it('carry tags', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'network', { name: 'tagged' });
    const tags = `/networks/${id}/tags`;
    assert.deepEqual((await ask(cloud, 'PUT', tags, { tags: ['a', 'b', 'a'] })).json, { tags: ['a', 'b'] });
    assert.equal((await ask(cloud, 'PUT', `${tags}/c`)).status, 201);
    assert.equal((await ask(cloud, 'PUT', `${tags}/c`)).status, 201);
    assert.equal((await ask(cloud, 'DELETE', `${tags}/b`)).status, 204);
    assert.deepEqual((await ask(cloud, 'GET', tags)).json, { tags: ['a', 'c'] });
    assert.equal((await ask(cloud, 'GET', `${tags}/a`)).status, 204);
    for (const [query, names] of [
      ['tags=a,c', ['tagged']],
      ['tags=a,b', []],
      ['tags-any=b,c', ['tagged']],
      ['not-tags=a,c', ['simulated']],
      ['not-tags-any=a', ['simulated']],
    ] as const) {
      assert.deepEqual(await listed(cloud, `networks?${query}`, 'name'), names, query);
    }
    const missing = [404, 'TagNotFound', 'Tag b could not be found.'];
    for (const method of ['GET', 'DELETE']) assert.deepEqual(refusal(await ask(cloud, method, `${tags}/b`)), missing);
    assert.equal((await ask(cloud, 'PUT', tags, { tags: 'a' })).status, 400);
    assert.equal((await ask(cloud, 'GET', `/networks/${nobody}/tags`)).status, 404);
    assert.equal((await ask(cloud, 'DELETE', `/networks/${nobody}/tags`)).status, 404);
    await cloud.granted('DELETE', `/v2.0${tags}`, network);
    assert.deepEqual(await listed(cloud, 'networks?name=tagged', 'tags'), [[]]);
  });
});
