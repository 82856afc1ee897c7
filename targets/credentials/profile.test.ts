import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCloud } from './cloud-credentials';
import { scratchHome } from './scratch-home.test';

const vendors = `
public-clouds:
  vendor:
    auth: {auth_url: 'http://{region_name}.vendor/v3', user_domain_name: Vendor, project_domain_name: Vendor}
    regions: [{name: north, values: {interface: internal}}, south]
`;
const cloud = (...lines: string[]) =>
  `clouds:\n  c:\n    auth: {username: u, password: p, project_name: n, user_domain_name: Own}\n${lines.map((line) => `    ${line}\n`).join('')}`;

test('a cloud lies over its profile', (t) => {
  const home = scratchHome(t, { 'etc/openstack/clouds-public.yaml': vendors });
  for (const key of ['profile', 'cloud']) {
    home.write('work/clouds.yaml', cloud(`${key}: vendor`));
    const { authUrl, auth, regionName, interface: name } = findCloud('c', home);
    assert.deepEqual([authUrl, regionName, name], ['http://north.vendor/v3', 'north', 'internal']);
    assert.deepEqual(auth, {
      ...{ method: 'password', username: 'u', password: 'p', userDomainName: 'Own' },
      scope: { projectName: 'n', projectDomainName: 'Vendor' },
    });
  }
  home.write('work/clouds.yaml', cloud('profile: vendor', 'region_name: south'));
  assert.equal(findCloud('c', home).authUrl, 'http://south.vendor/v3');
});

test('a profile that is not found', (t) => {
  const home = scratchHome(t, { 'work/clouds.yaml': cloud('profile: ovh') });
  const refused = (why: string) => {
    const message = `${home.cwd}/clouds.yaml:4: cloud "c" refers to the profile "ovh", which was not found (${why}): add it there, or write its auth_url and region_name into the cloud`;
    assert.throws(() => findCloud('c', home), { name: 'UserError', message });
  };
  refused('there is no clouds-public.yaml');
  const file = home.write('work/clouds-public.yaml', vendors);
  refused(`${file} has: vendor`);
  home.write('work/clouds-public.yaml', 'public-clouds: {}');
  refused(`${file} has: none`);
  home.write('work/clouds-public.yaml', 'other: {}');
  refused(`${file} has: none`);
});
