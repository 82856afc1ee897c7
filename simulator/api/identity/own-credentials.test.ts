import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { defaultDomain, Keystone } from './keystone.test';

describe('a test tool that makes its own credentials', () => {
  it('works with them as with any others, and leaves nothing behind', async () => {
    const keystone = new Keystone();
    const { cloud } = keystone;
    const project = await keystone.made('project', { name: 'tool-project' });
    const user = await keystone.made('user', { name: 'tool-user', password: 'pw', email: 'tool@example' });
    const grant = `/projects/${project}/users/${user}/roles/${await keystone.idOf('role', 'member')}`;
    await keystone.answers(204, 'PUT', grant);

    const who = { name: 'tool-user', domain: defaultDomain, password: 'pw' };
    const identity = { methods: ['password'], password: { user: who } };
    const token = await keystone.token(identity, { project: { name: 'tool-project', domain: defaultDomain } });
    const image = await cloud.granted('POST', '/v2/images', {
      token,
      service: 'image',
      body: { name: 'tool-image', disk_format: 'raw', container_format: 'bare' },
    });
    const imageRef = textAt(image.json, 'id');
    const file = `/v2/images/${imageRef}/file`;
    const data = Buffer.alloc(512);
    const headers = { 'Content-Type': 'application/octet-stream' };
    await cloud.granted('PUT', file, { token, service: 'image', body: data, headers });
    const body = { server: { name: 'tool-server', flavorRef: '1', imageRef } };
    const server = textAt((await cloud.granted('POST', '/servers', { token, body })).json, 'server', 'id');
    cloud.settle();
    const shown = await cloud.granted('GET', `/servers/${server}`, { token });
    assert.deepEqual(
      [at(shown.json, 'server', 'status'), at(shown.json, 'server', 'tenant_id'), at(shown.json, 'server', 'user_id')],
      ['ACTIVE', project, user],
    );
    assert.equal((await cloud.ask('GET', `/servers/${server}`)).status, 404, 'another project does not see it');

    await cloud.granted('DELETE', `/servers/${server}`, { token });
    cloud.settle();
    await cloud.granted('DELETE', `/v2/images/${imageRef}`, { token, service: 'image' });
    await keystone.answers(204, 'DELETE', grant);
    await keystone.answers(204, 'DELETE', `/users/${user}`);
    await keystone.answers(204, 'DELETE', `/projects/${project}`);
    assert.equal((await cloud.ask('GET', '/servers/detail', { token })).status, 401);
    assert.equal((await keystone.signIn(identity)).status, 401);
  });
});
