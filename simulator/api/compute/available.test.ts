import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Cloud, version } from '../../cloud.test';
import { said } from './flavors.test';

/** What is there at the second microversion and not at the first; with what is sent, where something is. */
const paths: readonly (readonly [asked: string, absent: number, there: number, body?: object])[] = [
  ['GET /os-security-groups', 36, 35],
  ['GET /os-security-groups/x', 36, 35],
  ['POST /os-security-groups', 36, 35, { security_group: { name: 'a', description: 'b' } }],
  ['DELETE /os-security-groups/x', 36, 35],
  ['GET /images', 36, 35],
  ['GET /images/detail', 36, 35],
  ['GET /images/x', 36, 35],
  ['DELETE /images/x', 36, 35],
  ['GET /images/x/metadata', 36, 35],
  ['GET /os-networks', 36, 35],
  ['GET /os-hosts', 43, 42],
  ['GET /os-hosts/x', 43, 42],
  ['PUT /os-hosts/x', 43, 42, {}],
  ['GET /os-hosts/x/startup', 43, 42],
  ['GET /os-hypervisors/x/search', 53, 52],
  ['GET /os-hypervisors/x/servers', 53, 52],
  ['GET /os-hypervisors/statistics', 88, 87],
  ['GET /os-hypervisors/x/uptime', 88, 87],
  ['GET /servers/x/migrations', 22, 23],
  ['GET /servers/x/migrations/1', 22, 23],
  ['GET /servers/x/tags', 25, 26],
  ['GET /servers/x/tags/a', 25, 26],
  ['PUT /servers/x/tags', 25, 26, { tags: [] }],
  ['PUT /servers/x/tags/a', 25, 26],
  ['DELETE /servers/x/tags/a', 25, 26],
  ['DELETE /servers/x/tags', 25, 26],
  ['PUT /flavors/x', 54, 55, { flavor: { description: null } }],
  ['GET /servers/x/topology', 77, 78],
];

describe('what Nova has at some microversions only', () => {
  it('is no path at the others, whoever asks', async () => {
    const cloud = new Cloud();
    const none = [404, 'The resource could not be found.'];
    for (const [asked, absent, there, body] of paths) {
      const [method = '', path = ''] = asked.split(' ');
      for (const as of ['owner', 'admin'] as const) {
        const answer = async (minor: number) =>
          said(await cloud.ask(method, path, { as, headers: version(`2.${minor}`), ...(body && { body }) }));
        assert.deepEqual(await answer(absent), none, `${asked} at 2.${absent}`);
        assert.notDeepEqual(await answer(there), none, `${asked} at 2.${there}`);
      }
    }
  });
});
