import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

describe('the compute API', () => {
  it('shows its versions to anybody, by any method', async () => {
    const cloud = new Cloud();
    for (const path of ['', '/']) {
      const { json } = await cloud.ask('GET', path, { as: 'nobody' });
      assert.deepEqual([at(json, 'version', 'min_version'), at(json, 'version', 'version')], ['2.1', '2.93']);
      assert.deepEqual(at(json, 'version', 'links', 1), {
        rel: 'describedby',
        type: 'text/html',
        href: 'http://docs.openstack.org/',
      });
    }
    for (const method of ['POST', 'PATCH', 'OPTIONS', 'DELETE']) {
      assert.equal((await cloud.ask(method, '/', { as: 'nobody' })).status, 200, method);
    }
    assert.equal((await cloud.ask('POST', '/servers', { as: 'nobody' })).status, 401);
  });

  it('lets OPTIONS be answered by what stands before it, as Glance and Cinder do, and Placement does not', async () => {
    const cloud = new Cloud();
    for (const [service, path, status] of [
      ['compute', '/servers', 200],
      ['compute', '/nothing', 200],
      ['image', '', 200],
      ['image', '/v2/images', 200],
      ['block-storage', '/nothing', 200],
      ['placement', '/traits', 401],
    ] as const) {
      const answer = await cloud.ask('OPTIONS', path, { service, as: 'nobody' });
      assert.deepEqual([answer.status, status === 401 || answer.text === ''], [status, true], `${service} ${path}`);
    }
  });

  it('lists the older /v2 beside /v2.1, and shows it', async () => {
    const cloud = new Cloud();
    const anybody = { as: 'nobody', legacy: true } as const;
    const { json } = await cloud.ask('GET', '', anybody);
    assert.deepEqual(
      [at(json, 'version', 'id'), at(json, 'version', 'version'), at(json, 'version', 'min_version')],
      ['v2.0', '', ''],
    );
    const list = await cloud.ask('GET', '/../', anybody);
    assert.deepEqual(
      (at(list.json, 'versions') as { id: string }[]).map(({ id }) => id),
      ['v2.0', 'v2.1'],
    );
  });

  it('knows no microversion under /v2, whatever the headers say', async () => {
    const cloud = new Cloud();
    for (const asked of ['2.87', '2.999', 'junk']) {
      const answer = await cloud.ask('GET', '/flavors/detail', { legacy: true, headers: version(asked) });
      assert.equal(answer.status, 200);
      assert.equal(at(answer.json, 'flavors', 0, 'extra_specs'), undefined);
      for (const name of ['openstack-api-version', 'x-openstack-nova-api-version', 'vary'])
        assert.equal(answer.headers[name], undefined, name);
    }
  });

  it('says of an answer without a body that it is JSON', async () => {
    const cloud = new Cloud();
    const answer = await cloud.act(await cloud.server(), { 'os-stop': null });
    assert.deepEqual([answer.status, answer.text, answer.headers['content-type']], [202, '', 'application/json']);
  });

  it('lists flavors, with their extra specs from 2.61', async () => {
    const cloud = new Cloud();
    const first = async (microversion: string) =>
      at((await cloud.ask('GET', '/flavors/detail', { headers: version(microversion) })).json, 'flavors', 0);
    assert.equal(at(await first('2.60'), 'extra_specs'), undefined);
    assert.deepEqual(at(await first('2.61'), 'extra_specs'), {});
  });

  it('lists zones to all, and hosts to admins', async () => {
    const cloud = new Cloud({ driver: 'fake' });
    const zones = await cloud.ask('GET', '/os-availability-zone');
    assert.equal((at(zones.json, 'availabilityZoneInfo') as readonly unknown[]).length, 2);
    for (const path of ['/os-availability-zone/detail', '/os-hypervisors/detail']) {
      assert.match(
        textAt((await cloud.ask('GET', path)).json, 'forbidden', 'message'),
        /^Policy doesn't allow os_compute_api:/,
      );
      assert.equal((await cloud.ask('GET', path, { as: 'admin' })).status, 200);
    }
    const libvirt = await new Cloud().ask('GET', '/os-hypervisors/detail', { as: 'admin' });
    assert.equal(at(libvirt.json, 'hypervisors', 2, 'hypervisor_type'), 'QEMU');
  });

  it('lists, shows, renames and deletes servers of the caller’s project', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.server({ as: 'other-project', root: { source_type: 'blank' } });
    const names = async (query: string) =>
      (at((await cloud.ask('GET', `/servers/detail${query}`)).json, 'servers') as { name: string }[]).map(
        ({ name }) => name,
      );
    assert.deepEqual(await names(''), ['a server']);
    assert.deepEqual(await names('?name=serv'), ['a server']);
    assert.deepEqual(await names('?name=other'), []);
    const renamed = await cloud.ask('PUT', `/servers/${server}`, { body: { server: { name: 'another' } } });
    assert.equal(at(renamed.json, 'server', 'name'), 'another');
    await cloud.done(server, { lock: null }, { as: 'admin' });
    assert.equal((await cloud.ask('DELETE', `/servers/${server}`)).status, 409);
    assert.equal((await cloud.ask('DELETE', `/servers/${server}`, { as: 'admin' })).status, 204);
    assert.equal(at(await cloud.show(server), 'OS-EXT-STS:task_state'), 'deleting');
    cloud.settle();
    assert.equal((await cloud.ask('GET', `/servers/${server}`)).status, 404);
  });

  it('lets go of what was under way when the server went', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image();
    for (const action of ['rescue', 'unrescue'] as const) {
      const server = await cloud.server({ image: imageRef });
      if (action === 'unrescue') await cloud.done(server, { rescue: null });
      await cloud.act(server, { [action]: null });
      for (const _ of ['once', 'twice']) await cloud.granted('DELETE', `/servers/${server}`);
      cloud.settle();
      assert.equal((await cloud.ask('GET', `/servers/${server}`)).status, 404);
    }
    const made = await cloud.granted('POST', '/servers', { body: { server: { name: 'x', flavorRef: '1', imageRef } } });
    await cloud.granted('DELETE', `/servers/${textAt(made.json, 'server', 'id')}`);
    cloud.settle();
    assert.deepEqual(at((await cloud.ask('GET', '/servers/detail')).json, 'servers'), []);
  });

  it('deletes a root volume with its server only where it was asked to', async () => {
    for (const keep of [true, false]) {
      const cloud = new Cloud();
      const root = { source_type: 'blank', delete_on_termination: !keep };
      const server = await cloud.server({ root });
      const volume = textAt(await cloud.show(server), 'os-extended-volumes:volumes_attached', 0, 'id');
      await cloud.granted('DELETE', `/servers/${server}`);
      cloud.settle();
      const { status } = await cloud.ask('GET', `/volumes/${volume}`, { service: 'block-storage' });
      assert.equal(status, keep ? 200 : 404);
    }
  });

  it('takes a segment of a path that is no URL encoding as it is', async () => {
    assert.match((await new Cloud().ask('GET', '/servers/%zz')).text, /Instance %zz could not be found/);
  });

  it('shows more of a server at later microversions', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const early = await cloud.show(server);
    assert.equal(at(early, 'flavor', 'id'), '1');
    assert.equal(at(early, 'locked'), undefined);
    const late = await cloud.show(server, version('2.93'));
    assert.equal(at(late, 'flavor', 'original_name'), 'sim.tiny');
    assert.deepEqual([at(late, 'locked'), at(late, 'tags'), at(late, 'locked_reason')], [false, [], null]);
  });

  it('shows the image of a server only where the request named one', async () => {
    const cloud = new Cloud();
    const image = await cloud.image();
    const root = { source_type: 'image', uuid: image };
    assert.equal(at(await cloud.show(await cloud.server({ root })), 'image'), '');
    assert.equal(at(await cloud.show(await cloud.server({ image, root })), 'image', 'id'), image);
    assert.deepEqual(at(await cloud.show(await cloud.server({ image })), 'image'), {
      id: image,
      links: [{ rel: 'bookmark', href: `http://cloud.invalid/compute/images/${image}` }],
    });
  });

  it('shows a server that is being built', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image();
    const made = await cloud.granted('POST', '/servers', { body: { server: { name: 'x', flavorRef: '1', imageRef } } });
    const shown = await cloud.show(textAt(made.json, 'server', 'id'));
    assert.deepEqual(
      [at(shown, 'status'), at(shown, 'OS-EXT-STS:power_state'), at(shown, 'OS-SRV-USG:launched_at')],
      ['BUILD', 0, null],
    );
  });
});
