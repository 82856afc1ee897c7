import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, at, Cloud, type Question, textAt, version } from '../../cloud.test';

const imageOf = new WeakMap<Cloud, Promise<string>>();

/** A server of that name; all of a cloud are made from one image, but those of other projects, which cannot see it. */
async function made(cloud: Cloud, name: string, as: Question['as'] = 'owner', flavorRef = '1'): Promise<string> {
  const image = imageOf.get(cloud) ?? cloud.image();
  imageOf.set(cloud, image);
  const blank = { source_type: 'blank', destination_type: 'volume', boot_index: 0, volume_size: 1 };
  const from = as === 'owner' ? { imageRef: await image } : { block_device_mapping_v2: [blank] };
  const answer = await cloud.granted('POST', '/servers', { as, body: { server: { name, flavorRef, ...from } } });
  return textAt(answer.json, 'server', 'id');
}

/** A cloud with servers of these names, in the order they were made. */
async function cloudOf(...names: readonly string[]): Promise<Cloud> {
  const cloud = new Cloud();
  for (const name of names) {
    await made(cloud, name);
    cloud.settle();
  }
  return cloud;
}

const list = (cloud: Cloud, query: string, question: Question = {}): Promise<Answer> =>
  cloud.ask('GET', `/servers${query}`, { headers: version('2.93'), ...question });

const namesIn = ({ json }: Answer) =>
  (at(json, 'servers') as readonly { readonly name: string }[]).map(({ name }) => name).join(' ');

const namesOf = async (cloud: Cloud, query: string, question: Question = {}) =>
  namesIn(await list(cloud, query, question));

const refusal = async (cloud: Cloud, query: string, question: Question = {}) => {
  const { status, json } = await list(cloud, query, question);
  return [status, at(json, status === 403 ? 'forbidden' : 'badRequest', 'message')];
};

describe('the list of servers', () => {
  it('begins with the newest, and shows no more of each than its name and where it is', async () => {
    const cloud = await cloudOf('a', 'b');
    const { json } = await list(cloud, '');
    const [id, base] = [textAt(json, 'servers', 0, 'id'), 'http://cloud.invalid/compute'];
    assert.deepEqual(at(json, 'servers', 0), {
      id,
      name: 'b',
      links: [
        { rel: 'self', href: `${base}/v2.1/servers/${id}` },
        { rel: 'bookmark', href: `${base}/servers/${id}` },
      ],
    });
    assert.equal(await namesOf(cloud, '/detail'), 'b a');
  });

  it('is cut into pages, the last of which may be empty', async () => {
    const cloud = await cloudOf('a', 'b', 'c', 'd');
    const pages: string[] = [];
    let next = '/detail?limit=2&name=.';
    while (next !== '') {
      const page = await list(cloud, next);
      pages.push(namesIn(page));
      next = String(at(page.json, 'servers_links', 0, 'href') ?? '').replace(/^.*\/servers/, '');
    }
    assert.deepEqual(pages, ['d c', 'b a', '']);
    assert.equal(await namesOf(cloud, '?limit=0'), '');
    assert.equal(await namesOf(cloud, '?limit=1&limit=3'), 'd c b');
    const { json } = await list(cloud, '?limit=1', { headers: version('2.1') });
    assert.match(textAt(json, 'servers_links', 0, 'href'), /\/compute\/v2.1\/servers\?limit=1&marker=[0-9a-f-]{36}$/);
  });

  it('names the project in its links where the URL does', async () => {
    const cloud = await cloudOf('a');
    const project = textAt(await cloud.show(textAt((await list(cloud, '')).json, 'servers', 0, 'id')), 'tenant_id');
    const { json } = await cloud.ask('GET', `/${project}/servers?limit=1`);
    assert.match(textAt(json, 'servers', 0, 'links', 0, 'href'), new RegExp(`/v2.1/${project}/servers/`));
    assert.match(textAt(json, 'servers', 0, 'links', 1, 'href'), new RegExp(`/compute/${project}/servers/`));
    assert.match(textAt(json, 'servers_links', 0, 'href'), new RegExp(`/v2.1/${project}/servers\\?`));
  });

  it('is sorted as asked, by several keys, in the same pages', async () => {
    const cloud = await cloudOf('b', 'a', 'c', 'a');
    assert.equal(await namesOf(cloud, '?sort_dir=asc'), 'b a c a');
    assert.equal(await namesOf(cloud, '?sort_key=display_name&sort_dir=asc'), 'a a b c');
    assert.equal(await namesOf(cloud, '?sort_key=display_name'), 'c b a a');
    const { json } = await list(cloud, '?sort_key=display_name&sort_dir=asc&limit=3');
    assert.equal(await namesOf(cloud, `?sort_key=display_name&marker=${textAt(json, 'servers', 2, 'id')}`), 'a a');
    const ids = at(
      (await list(cloud, '?sort_key=display_name&sort_key=created_at&sort_dir=asc&sort_dir=desc')).json,
      'servers',
    );
    const usual = at((await list(cloud, '?name=^a$')).json, 'servers');
    assert.deepEqual((ids as readonly unknown[]).slice(0, 2), usual);
  });

  it('is sorted by anything that Nova sorts by, for admins by the host too', async () => {
    const cloud = await cloudOf('a', 'b');
    await made(cloud, 'c');
    await cloud.done(textAt((await list(cloud, '?name=b')).json, 'servers', 0, 'id'), { lock: null });
    await made(cloud, 'd');
    const keys = textAt((await list(cloud, '?sort_key=x')).json, 'badRequest', 'message').match(/\w+(?=',|'\])/g) ?? [];
    assert.equal(keys.length, 30);
    for (const key of keys) {
      const answer = await list(cloud, `?sort_key=${key}&all_tenants=1`, { as: 'admin' });
      assert.equal(namesIn(answer).length, 7, key);
    }
    // What has not begun to run has no such time, and what has none comes first.
    assert.equal(await namesOf(cloud, '?sort_key=launched_at&sort_dir=asc'), 'd a b c');
    assert.equal(await namesOf(cloud, '?sort_key=launched_at&sort_dir=desc'), 'c b a d');
    assert.deepEqual(await refusal(cloud, '?sort_key=node'), [403, 'Only administrators can sort servers by node']);
  });

  it('passes over keys that it does not sort by, before 2.75', async () => {
    const cloud = await cloudOf('a', 'b');
    const before = { headers: version('2.74') };
    assert.equal(
      await namesOf(cloud, '?sort_key=memory_mb&sort_key=display_name&sort_dir=desc&sort_dir=asc', before),
      'a b',
    );
    assert.equal(await namesOf(cloud, '?sort_key=memory_mb&anything=1', before), 'b a');
  });

  it('is refused where the query is wrong, in the words of Nova 26.2', async () => {
    const cloud = new Cloud();
    const wrong = (name: string, value: string, why: string) =>
      `Invalid input for query parameters ${name}. Value: ${value}. '${value}' ${why}`;
    const bool = "acceptable values are: '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'";
    for (const [query, message] of [
      ['limit=-1', wrong('limit', '-1', "does not match '^[0-9]*$'")],
      ['marker=x', 'marker [x] not found'],
      ['marker=x&sort_dir=asc', 'marker [x] not found'],
      ['name=[', wrong('name', '[', "is not a 'regex'")],
      ['tags=', wrong('tags', '', "is not a 'regex'")],
      ['changes-since=x', wrong('changes-since', 'x', "is not a 'date-time'")],
      ['changes-before=2026-13-01T00:00:00Z', wrong('changes-before', '2026-13-01T00:00:00Z', "is not a 'date-time'")],
      ['sort_dir=x', "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'"],
      ['status=x', 'Invalid status value'],
      ['locked=x', `Unrecognized value 'x', ${bool}`],
      ['all_tenants=x', `Unrecognized value 'x', ${bool}`],
      ['foo=1', "'foo' does not match any of the regexes: '^_'"],
      ['foo=1&bar=2', "'bar', 'foo' do not match any of the regexes: '^_'"],
      [
        'changes-before=2020-01-01T00:00:00Z&changes-since=2021-01-01T00:00:00Z',
        'The value of changes-since must be less than or equal to changes-before.',
      ],
    ] as const) {
      assert.deepEqual(await refusal(cloud, `?${query}`), [400, message], query);
    }
    const policy = "Policy doesn't allow os_compute_api:servers:detail:get_all_tenants to be performed.";
    assert.deepEqual(await refusal(cloud, '/detail?all_tenants=1'), [403, policy]);
    assert.deepEqual(await refusal(cloud, '?status=deleted'), [403, 'Only administrators may list deleted instances']);
    for (const name of ['_x', 'metadata']) {
      assert.deepEqual(await refusal(cloud, `?${name}=1`, { as: 'admin' }), [400, `Invalid filter field: ${name}.`]);
      assert.equal(await namesOf(cloud, `?${name}=1`), '', 'passed over');
    }
  });
});

describe('the filters of that list', () => {
  it('look at names with regular expressions, and at images and flavors as they are', async () => {
    const cloud = await cloudOf('one', 'two', 'three');
    assert.equal(await namesOf(cloud, '?name=^t'), 'three two');
    assert.equal(await namesOf(cloud, '?name=e&name=w'), 'two', 'the last counts');
    const image = textAt((await list(cloud, '/detail?name=one')).json, 'servers', 0, 'image', 'id');
    assert.equal(await namesOf(cloud, `?image=${image}&flavor=1&name=o`), 'two one');
    assert.equal(await namesOf(cloud, '?flavor=2'), '');
  });

  it('look at the status as it is shown', async () => {
    const cloud = await cloudOf('runs', 'stops', 'rescued');
    const idOf = async (name: string) => textAt((await list(cloud, `?name=${name}`)).json, 'servers', 0, 'id');
    await cloud.done(await idOf('stops'), { 'os-stop': null });
    await cloud.done(await idOf('rescued'), { rescue: null });
    await made(cloud, 'new');
    for (const [query, names] of [
      ['status=ACTIVE', 'runs'],
      ['status=shutoff', 'stops'],
      ['status=RESCUE&status=BUILD', 'new rescued'],
      ['status=SHELVED', ''],
      ['status=REBUILD', ''],
    ] as const) {
      assert.equal(await namesOf(cloud, `?${query}`), names, query);
    }
    assert.equal(await namesOf(cloud, '?status=nonsense', { headers: version('2.37') }), '');
  });

  it('look at the lock, at tags, and at the time of the last change', async () => {
    const cloud = await cloudOf('a', 'b');
    const [b = '', a = ''] = (at((await list(cloud, '')).json, 'servers') as { id: string }[]).map(({ id }) => id);
    await cloud.done(a, { lock: null });
    for (const [id, tags] of [
      [a, ['x', 'y']],
      [b, ['y']],
    ] as const) {
      await cloud.granted('PUT', `/servers/${id}/tags`, { headers: version('2.26'), body: { tags } });
    }
    const later = new Date(cloud.simulator.clock.now()).toISOString();
    await made(cloud, 'c');
    for (const [query, names] of [
      ['locked=true', 'a'],
      ['locked=0', 'c b'],
      ['tags=x,y', 'a'],
      ['tags-any=x,y', 'b a'],
      ['not-tags=x,y', 'c b'],
      ['not-tags-any=x', 'c b'],
      [`changes-since=${later}`, 'c'],
      ['changes-since=2026-01-01T00:00:00', 'c b a'],
      ['changes-before=2026-01-01T00:00:00Z', ''],
      [`changes-since=2026-01-01T00:00:00Z&changes-before=${later}`, 'c b a'],
    ] as const) {
      assert.equal(await namesOf(cloud, `?${query}`), names, query);
    }
    const early = { headers: version('2.25') };
    assert.equal(
      await namesOf(cloud, '?tags=x&locked=1&changes-before=2020-01-01T00:00:00Z', early),
      'c b a',
      'passed over',
    );
  });

  it('are fewer for those who are no admins', async () => {
    const cloud = await cloudOf('a');
    await made(cloud, 'on no host', 'other-project', '3');
    await made(cloud, 'of another', 'other-project');
    cloud.settle();
    assert.equal(await namesOf(cloud, '?host=nowhere'), 'a');
    assert.equal(await namesOf(cloud, '?vm_state=stopped', { headers: version('2.82') }), 'a');
    assert.equal(await namesOf(cloud, '?vm_state=stopped', { headers: version('2.83') }), '');
    const admin = { as: 'admin' } as const;
    for (const all of ['', '=', '=1', '=True'])
      assert.equal(await namesOf(cloud, `?all_tenants${all}&status=ACTIVE`, admin), 'of another a');
    assert.equal(await namesOf(cloud, '', admin), '');
    const [other, own] = at(
      (await list(cloud, '/detail?all_tenants=1&status=ACTIVE', admin)).json,
      'servers',
    ) as readonly unknown[];
    assert.equal(await namesOf(cloud, `?all_tenants=1&tenant_id=${textAt(own, 'tenant_id')}`, admin), 'a');
    assert.equal(await namesOf(cloud, `?tenant_id=${textAt(own, 'tenant_id')}`, admin), '');
    for (const [name, key] of [
      ['uuid', 'id'],
      ['user_id', 'user_id'],
      ['project_id', 'tenant_id'],
      ['reservation_id', 'OS-EXT-SRV-ATTR:reservation_id'],
    ] as const) {
      assert.equal(
        await namesOf(cloud, `?all_tenants=1&status=ACTIVE&${name}=${textAt(other, key)}`, admin),
        'of another',
        name,
      );
    }
    for (const [query, count] of [
      ['host=sim-bfv&node=sim&hostname=.&availability_zone=bfv&task_state=', 0],
      ['host=sim-bfv&node=sim&hostname=.&availability_zone=bfv&vm_state=active&display_name=.', 2],
      ['availability_zone=x', 0],
      ['key_name=x', 0],
      ['description=x', 0],
      ['display_description=x', 0],
      ['locked_by=owner', 0],
      ['config_drive=True', 0],
      ['access_ip_v4=1', 0],
      ['access_ip_v6=1', 0],
      ['image_ref=x', 0],
      // Nova knows them, and they are the same of all servers here.
      ['kernel_id=x&progress=1', 3],
    ] as const) {
      const { json } = await list(cloud, `?all_tenants=1&${query}`, admin);
      assert.equal((at(json, 'servers') as readonly unknown[]).length, count, query);
    }
  });

  it('find servers by a part of an address', async () => {
    const cloud = await cloudOf('one', 'two');
    const { json } = await list(cloud, '/detail');
    const [address = ''] = Object.values(at(json, 'servers', 0, 'addresses') as object).map((all) =>
      textAt(all, 0, 'addr'),
    );
    const first = textAt(json, 'servers', 0, 'name');
    const both = await namesOf(cloud, '');
    const part = address.slice(0, -1);
    assert.equal(await namesOf(cloud, `?ip=${address}`), first);
    assert.equal(await namesOf(cloud, `?ip=${part}`), both);
    // Nova has Neutron look, which tells no kinds of addresses apart.
    assert.equal(await namesOf(cloud, `?ip6=${address}`, { headers: version('2.5') }), first);
    assert.equal(await namesOf(cloud, `?ip6=${address}`, { headers: version('2.4') }), both);
    assert.equal(await namesOf(cloud, `?ip=203.0.113.1&ip6=${address}`, { headers: version('2.5') }), first);
    assert.equal(await namesOf(cloud, '?ip=203.0.113.1'), '');
  });

  it('find what was deleted, for admins, and for all who ask what has changed', async () => {
    const cloud = await cloudOf('stays', 'goes');
    const { json } = await list(cloud, '?name=goes');
    await cloud.granted('DELETE', `/servers/${textAt(json, 'servers', 0, 'id')}`);
    cloud.settle();
    assert.equal(await namesOf(cloud, ''), 'stays');
    assert.equal(await namesOf(cloud, '?changes-since=2026-01-01T00:00:00Z'), 'goes stays');
    assert.equal(await namesOf(cloud, '?deleted=true'), 'stays', 'passed over');
    const admin = { as: 'admin' } as const;
    assert.equal(await namesOf(cloud, '?deleted=true', admin), '');
    for (const query of ['deleted=true', 'status=DELETED']) {
      const answer = await list(cloud, `/detail?all_tenants=1&${query}`, admin);
      assert.equal(namesIn(answer), 'goes');
      assert.deepEqual(
        [at(answer.json, 'servers', 0, 'status'), at(answer.json, 'servers', 0, 'OS-SRV-USG:terminated_at') !== null],
        ['DELETED', true],
      );
    }
  });
});
