import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from '../../cloud.test';

/** A cloud with three images, made a minute apart. */
async function library(): Promise<{ cloud: Cloud; ids: readonly string[] }> {
  const cloud = new Cloud();
  const ids = [];
  for (const body of [
    { name: 'b', disk_format: 'raw', container_format: 'bare', min_disk: 3, os_distro: 'one' },
    { name: 'a', disk_format: 'qcow2', container_format: 'bare', min_disk: 2, protected: true },
    { name: 'c', disk_format: 'raw', container_format: 'bare', min_disk: 1, os_hidden: true },
  ]) {
    ids.push(textAt((await cloud.granted('POST', '/v2/images', { service: 'image', body })).json, 'id'));
    cloud.simulator.clock.advance(60_000);
  }
  const headers = { 'Content-Type': 'application/octet-stream' };
  await cloud.granted('PUT', `/v2/images/${ids[0]}/file`, { service: 'image', headers, body: 'four' });
  return { cloud, ids };
}

const ask = (cloud: Cloud, query: string) => cloud.ask('GET', `/v2/images${query}`, { service: 'image' });

async function names(cloud: Cloud, query: string): Promise<string> {
  const { json, text } = await ask(cloud, query);
  const images = at(json, 'images') as readonly { name: string }[] | undefined;
  return images?.map(({ name }) => name).join('') ?? text;
}

describe('a list of images', () => {
  it('has the newest first, and leaves out hidden ones', async () => {
    const { cloud } = await library();
    assert.equal(await names(cloud, ''), 'ab');
    assert.equal(await names(cloud, '?os_hidden=TRUE'), 'c');
  });

  it('is of those that are asked for', async () => {
    const { cloud, ids } = await library();
    for (const [query, expected] of [
      ['name=a', 'a'],
      ['name=in:a,"b",c', 'ab'],
      ['name=eq:a', 'a'],
      [`id=${ids[0]}`, 'b'],
      ['status=active', 'b'],
      ['disk_format=raw', 'b'],
      ['protected=true', 'a'],
      ['min_disk=2', 'a'],
      ['min_disk_min=3', 'b'],
      ['min_disk_max=2', 'a'],
      ['size_min=4', 'b'],
      ['size_max=3', ''],
      ['os_distro=one', 'b'],
      ['os_distro=two', ''],
      ['created_at=gt:2026-01-01T00:00:30Z', 'a'],
      ['created_at=gte:2026-01-01T00:00:00', 'ab'],
      ['created_at=lt:2026-01-01T00:00:30Z', 'b'],
      ['created_at=lte:2026-01-01', 'b'],
      ['created_at=2026-01-01T00:00:00Z', 'b'],
      ['created_at=neq:2026-01-01T00:00:00Z', 'a'],
    ] as const) {
      assert.equal(await names(cloud, `?${query}`), expected, query);
    }
  });

  it('is in the order that is asked for', async () => {
    const { cloud } = await library();
    for (const [query, expected] of [
      ['sort_key=name&sort_dir=asc', 'ab'],
      ['sort_key=name', 'ba'],
      ['sort_dir=asc', 'ba'],
      ['sort=name:asc', 'ab'],
      ['sort=container_format,name:desc', 'ba'],
      ['sort=size', 'ba'],
      ['sort=size:asc', 'ab'],
      ['sort=container_format:asc', 'ba'],
      ['sort_key=container_format&sort_key=name&sort_dir=asc&sort_dir=asc', 'ab'],
    ] as const) {
      assert.equal(await names(cloud, `?${query}`), expected, query);
    }
  });

  it('comes in pages', async () => {
    const { cloud, ids } = await library();
    const first = (await ask(cloud, '?limit=1&name=in:a,b')).json;
    assert.deepEqual(
      [at(first, 'first'), at(first, 'next'), at(first, 'schema')],
      [
        '/v2/images?limit=1&name=in%3Aa%2Cb',
        `/v2/images?limit=1&name=in%3Aa%2Cb&marker=${ids[1]}`,
        '/v2/schemas/images',
      ],
    );
    assert.equal(await names(cloud, `?limit=1&marker=${ids[1]}`), 'b');
    assert.equal(await names(cloud, `?marker=${ids[0]}`), '');
    assert.equal(await names(cloud, `?sort=size:asc&marker=${ids[1]}`), 'b');
    assert.equal(await names(cloud, `?sort=size:asc&marker=${ids[0]}`), '');
    // A marker need not be in the list.
    assert.equal(await names(cloud, `?marker=${ids[2]}`), 'ab');
    const none = (await ask(cloud, '?limit=0')).json;
    assert.deepEqual(none, { images: [], first: '/v2/images?limit=0', schema: '/v2/schemas/images' });
  });

  it('is not of what cannot be asked for', async () => {
    const { cloud } = await library();
    for (const [query, why] of [
      ['limit=x', 'limit param must be an integer'],
      ['limit=-1', 'limit param must be positive'],
      ['marker=x', 'No image found with ID x'],
      ['visibility=x', 'Invalid visibility value: x'],
      ['changes-since=x', 'The "changes-since" filter is no longer available on v2.'],
      ['member_status=x', 'Invalid status: x'],
      ['os_hidden=x', "Invalid value 'x' for 'os_hidden' filter. Valid values are 'true' or 'false'."],
      ['protected=True', "Invalid value 'True' for 'protected' filter. Valid values are 'true' or 'false'."],
      ['size_min=x', 'Unable to filter on a range with a non-numeric value.'],
      ['name=x:y', "Unable to filter by unknown operator 'x'."],
      ['created_at=x:2026-01-01', "Unable to filter by unknown operator 'x'."],
      ['updated_at=x', 'Bad "updated_at" query filter format. Use ISO 8601 DateTime notation.'],
      ['sort=name&sort_key=name', 'Old and new sorting syntax cannot be combined'],
      ['sort_key=name&sort_dir=asc&sort_dir=asc', 'Number of sort dirs does not match the number of sort keys'],
      ['sort=name:x', 'Invalid sort direction: x'],
      [
        'sort=x',
        'Invalid sort key: x. It must be one of the following: name, status, container_format, disk_format, size, id, created_at, updated_at.',
      ],
    ] as const) {
      const headers = { accept: 'text/plain' };
      const answer = await cloud.ask('GET', `/v2/images?${query}`, { service: 'image', headers });
      assert.deepEqual([answer.status, answer.text], [400, `400 Bad Request\n\n${why}\n\n   `], query);
    }
    assert.equal((await ask(cloud, '?foo_min=1')).status, 500);
  });
});
