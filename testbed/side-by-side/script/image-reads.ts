import type { ScriptedRequest, Theme } from '../request';
import { get, none, of, post } from './requests';

const image = `/v2/images/${none}`;
const patch = (name: string, path: string, body: unknown, type: string): ScriptedRequest => ({
  name,
  method: 'PATCH',
  path,
  body,
  headers: { 'Content-Type': type },
});
const jsonPatch = 'application/openstack-images-v2.1-json-patch';

export const imageReads: Theme = {
  name: 'Glance, reads and refusals',
  harmless: true,
  requests: of('image', [
    get('no such image', image),
    get('no such image, not a UUID', '/v2/images/not-a-uuid'),
    get('the data of no image', `${image}/file`),
    { name: 'deleting no image', method: 'DELETE', path: image },
    {
      name: 'data for no image',
      method: 'PUT',
      path: `${image}/file`,
      body: 'x',
      headers: { 'Content-Type': 'application/octet-stream' },
    },
    { name: 'data as JSON', method: 'PUT', path: `${image}/file`, body: 'x' },
    patch('changing no image', image, [{ op: 'add', path: '/a', value: 'b' }], jsonPatch),
    patch('changing as JSON', image, [{ op: 'add', path: '/a', value: 'b' }], 'application/json'),
    patch('changing by no list', image, {}, jsonPatch),
    patch('changing in an unknown way', image, [{ op: 'swap', path: '/a' }], jsonPatch),
    get('by name, none', '/v2/images?name=side-by-side-none'),
    get('a limit that is none', '/v2/images?limit=x'),
    get('a negative limit', '/v2/images?limit=-1'),
    get('an unknown marker', `/v2/images?marker=${none}`),
    get('by an unknown key', '/v2/images?sort_key=side_by_side'),
    get('in an unknown direction', '/v2/images?sort_dir=up'),
    get('of an unknown status', '/v2/images?status=side-by-side'),
    get('of an unknown visibility', '/v2/images?visibility=side-by-side'),
    get('of a size that is none', '/v2/images?size_min=x'),
    post('an image of an unknown format', '/v2/images', { name: 'side-by-side', disk_format: 'tape' }),
    post('an image with a number for a name', '/v2/images', { name: 1 }),
    post('an image with a number for a property', '/v2/images', { name: 'side-by-side', a: 1 }),
    post('an image of another owner', '/v2/images', { name: 'side-by-side', owner: '{project of other-project}' }),
    post('an image with what is read-only', '/v2/images', { name: 'side-by-side', status: 'active' }),
    post('an image that is public', '/v2/images', { name: 'side-by-side', visibility: 'public' }),
    post('an image with an id that is none', '/v2/images', { id: 'x' }),
    post('no JSON', '/v2/images', '{'),
    post('a list', '/v2/images', []),
    get('the schema of an image', '/v2/schemas/image'),
    get('the schema of images', '/v2/schemas/images'),
    get('the schema of a member', '/v2/schemas/member'),
    get('the schema of nothing', '/v2/schemas/nothing'),
    get('members of no image', `${image}/members`),
    { name: 'a tag for no image', method: 'PUT', path: `${image}/tags/a` },
    get('stores', '/v2/info/stores'),
    get('ways to import', '/v2/info/import'),
  ]),
};
