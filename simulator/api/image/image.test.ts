import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, at, Cloud, type Question, textAt } from '../../cloud.test';

const bytes = { 'Content-Type': 'application/octet-stream' };
const usual = { name: 'one', disk_format: 'raw', container_format: 'bare' };

/** What a refusal says, without what WebOb puts around it. */
const why = ({ status, text }: Answer): readonly [number, string] => [
  status,
  (/<h1>.*<\/h1>\n {2}(.*?)<br/s.exec(text)?.[1] ?? text).replaceAll('&#x27;', "'").replaceAll('&quot;', '"'),
];

class ImageCloud extends Cloud {
  images(method: string, path = '', question: Question = {}): Promise<Answer> {
    return this.ask(method, `/v2/images${path}`, { service: 'image', ...question });
  }

  async made(body: object = usual, as: Question['as'] = 'owner'): Promise<string> {
    return textAt((await this.granted('POST', '/v2/images', { service: 'image', body, as })).json, 'id');
  }

  async listed(query: string, as: Question['as'] = 'owner'): Promise<readonly unknown[]> {
    const { json } = await this.images('GET', query, { as });
    return (at(json, 'images') as readonly object[]).map((image) => at(image, 'name'));
  }
}

describe('an image', () => {
  it('is made, takes its data, shows it, gives it and is deleted', async () => {
    const cloud = new ImageCloud();
    const made = await cloud.images('POST', '', { body: { ...usual, hw_rescue_bus: 'virtio', tags: ['b', 'b'] } });
    const id = textAt(made.json, 'id');
    assert.deepEqual(
      [made.status, made.headers.location, made.headers['openstack-image-store-ids']],
      [201, `http://cloud.invalid/image/v2/images/${id}`, 'files'],
    );
    const before = {
      hw_rescue_bus: 'virtio',
      ...usual,
      visibility: 'shared',
      size: null,
      virtual_size: null,
      status: 'queued',
      checksum: null,
      protected: false,
      min_ram: 0,
      min_disk: 0,
      owner: at(made.json, 'owner'),
      os_hidden: false,
      os_hash_algo: null,
      os_hash_value: null,
      id,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      tags: ['b'],
      self: `/v2/images/${id}`,
      file: `/v2/images/${id}/file`,
      schema: '/v2/schemas/image',
    };
    assert.deepEqual(made.json, before);
    const typed = ({ status, headers }: Answer) => [status, headers['content-type']];
    assert.deepEqual(typed(await cloud.images('GET', `/${id}/file`)), [204, undefined]);

    cloud.settle();
    const filled = await cloud.images('PUT', `/${id}/file`, { headers: bytes, body: Buffer.from('12345') });
    assert.deepEqual(typed(filled), [204, 'text/html; charset=UTF-8']);
    const { json } = await cloud.images('GET', `/${id}`);
    assert.deepEqual(json, {
      ...before,
      size: 5,
      virtual_size: 5,
      status: 'active',
      checksum: '827ccb0eea8a706c4c34a16891f84e7b',
      os_hash_algo: 'sha512',
      os_hash_value: at(json, 'os_hash_value'),
      updated_at: '2026-01-01T00:00:05Z',
      stores: 'files',
    });
    const data = await cloud.images('GET', `/${id}/file`);
    assert.deepEqual(
      [data.status, data.text, data.headers['content-type'], data.headers['content-md5']],
      [200, '12345', 'application/octet-stream', '827ccb0eea8a706c4c34a16891f84e7b'],
    );
    assert.equal((await cloud.images('GET', `/${id}/file`, { headers: { Range: 'bytes=0-1' } })).status, 501);

    assert.equal((await cloud.images('DELETE', `/${id}`)).status, 204);
    assert.deepEqual(why(await cloud.images('GET', `/${id}`)), [404, `No image found with ID ${id}`]);
    assert.deepEqual(why(await cloud.images('DELETE', `/${id}`)), [404, `Failed to find image ${id} to delete`]);
  });

  it('has the id that is asked for, once', async () => {
    const cloud = new ImageCloud();
    const body = { id: '11111111-2222-4333-8444-555555555555' };
    assert.equal(await cloud.made(body), body.id);
    assert.deepEqual(why(await cloud.images('POST', '', { body })), [409, `Image ID ${body.id} already exists!`]);
  });

  it('takes data once, as bytes, and when its formats are known', async () => {
    const cloud = new ImageCloud();
    const put = async (id: string, headers: Question['headers'] = bytes, as: Question['as'] = 'owner') =>
      why(await cloud.images('PUT', `/${id}/file`, { headers, body: 'x', as }));
    const id = await cloud.made();
    const type = (name: string) => [415, `The request media type ${name} is not supported by this server.\n`];
    assert.deepEqual(await put(id, {}), type('text/plain'));
    assert.deepEqual(await put(id, { 'Content-Type': 'image/x' }), type('image/x'));
    assert.deepEqual(await put(id), [204, '']);
    assert.deepEqual(await put(id), [409, 'Image status transition from active to saving is not allowed']);
    assert.deepEqual(await put(await cloud.made({})), [
      400,
      'Properties disk_format, container_format must be set prior to saving data.',
    ]);
    assert.deepEqual(await put(await cloud.made({ disk_format: 'raw' })), [
      400,
      'Property container_format must be set prior to saving data.',
    ]);
    const shared = await cloud.made({ visibility: 'community' });
    assert.deepEqual(await put(shared, bytes, 'other-project'), [
      403,
      `Not allowed to upload image data for image ${shared}`,
    ]);
  });

  it('is not made of what does not fit', async () => {
    const cloud = new ImageCloud();
    const refusal = async (body: unknown) => why(await cloud.images('POST', '', { body }));
    const schema = "Provided object does not match schema 'image': ";
    for (const [body, status, message] of [
      ['', 400, 'Body expected in request.'],
      ['xx', 400, 'Malformed JSON in request body.'],
      ['"a"', 400, 'Unexpected body type. Expected list/dict.'],
      [[], 500, 'The server has either erred or is incapable of performing the requested operation.'],
      [{ size: 3 }, 403, "Attribute 'size' is read-only."],
      [{ locations: [] }, 403, "Attribute 'locations' is reserved."],
      [{ deleted: 'x' }, 403, 'Access was denied to this resource.'],
      [{ os_glance_x: '1' }, 403, 'Access was denied to this resource.'],
      [{ visibility: 'public' }, 403, 'You are not authorized to complete publicize_image action.'],
      [{ owner: 'somebody' }, 403, "You are not permitted to create images owned by 'somebody'."],
      [{ min_disk: -1 }, 400, "Invalid value '-1' for parameter 'min_disk': Cannot be a negative value"],
      [{ ['x'.repeat(256)]: 'y' }, 400, 'Custom property should not be greater than 255 characters.'],
      [
        { hw_x: null },
        400,
        `${schema}None is not of type 'string'\n\nFailed validating 'type' in schema['additionalProperties']:\n    {'type': 'string'}\n\nOn instance['hw_x']:\n    None`,
      ],
      [
        { disk_format: 'zip' },
        400,
        `${schema}'zip' is not one of [None, 'ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop']

Failed validating 'enum' in schema['properties']['disk_format']:
    {'description': 'Format of the disk',
     'enum': [None,
              'ami',
              'ari',
              'aki',
              'vhd',
              'vhdx',
              'vmdk',
              'raw',
              'qcow2',
              'vdi',
              'iso',
              'ploop'],
     'type': ['null', 'string']}

On instance['disk_format']:
    'zip'`,
      ],
    ] as const) {
      assert.deepEqual(await refusal(body), [status, message], JSON.stringify(body).slice(0, 50));
    }
  });

  it('is told of in the form that is accepted', async () => {
    const cloud = new ImageCloud();
    const asked = (accept: string) => cloud.images('GET', '/nix', { headers: { accept } });
    assert.deepEqual((await asked('application/json')).json, {
      message: 'No image found with ID nix<br /><br />\n\n\n',
      code: '404 Not Found',
      title: 'Not Found',
    });
    assert.equal((await asked('text/plain')).text, '404 Not Found\n\nNo image found with ID nix\n\n   ');
    const { text, headers } = await cloud.images('GET', '', { as: 'nobody' });
    assert.equal(headers['x-openstack-request-id'], undefined, 'it is nobody’s request');
    assert.match(text, /<title>401 Unauthorized<\/title>[\s\S]*This server could not verify/);
  });

  it('is hidden from other projects, or not, by its visibility', async () => {
    const cloud = new ImageCloud();
    const by = async (visibility: string, as: Question['as'] = 'owner') =>
      cloud.made({ name: visibility, visibility }, as);
    const ids = {
      private: await by('private'),
      shared: await by('shared'),
      community: await by('community'),
      public: await by('public', 'admin'),
    };
    const seen = async (as: Question['as']) => {
      const shown = await Promise.all(
        Object.entries(ids).map(async ([name, id]) => [name, (await cloud.images('GET', `/${id}`, { as })).status]),
      );
      return shown.filter(([, status]) => status === 200).map(([name]) => name);
    };
    assert.deepEqual(await seen('owner'), ['private', 'shared', 'community', 'public']);
    assert.deepEqual(await seen('admin'), ['private', 'shared', 'community', 'public']);
    assert.deepEqual(await seen('other-project'), ['community', 'public']);
    const listed = async (query: string, as: Question['as']) => (await cloud.listed(query, as)).toSorted();
    assert.deepEqual(await listed('', 'owner'), ['community', 'private', 'public', 'shared']);
    assert.deepEqual(await listed('', 'other-project'), ['public']);
    assert.deepEqual(await listed('?visibility=all', 'other-project'), ['community', 'public']);
    assert.deepEqual(await listed('?visibility=community', 'other-project'), ['community']);
    assert.deepEqual(await listed('', 'admin'), ['private', 'public', 'shared']);
  });

  it('is changed and deleted by its own project and by admins, and not while it is protected', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made({ visibility: 'community', protected: true });
    const remove = async (as: Question['as']) => why(await cloud.images('DELETE', `/${id}`, { as }));
    assert.deepEqual(await remove('other-project'), [403, 'You do not own this image']);
    assert.deepEqual(await remove('owner'), [403, `Image ${id} is protected and cannot be deleted.`]);
    await cloud.images('PATCH', `/${id}`, {
      headers: { 'Content-Type': 'application/openstack-images-v2.1-json-patch' },
      body: [{ op: 'replace', path: '/protected', value: false }],
    });
    assert.deepEqual(await remove('admin'), [204, '']);
  });

  it('can be kept from being downloaded', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.image();
    const act = async (action: string, image = id) =>
      (await cloud.images('POST', `/${image}/actions/${action}`)).status;
    const status = async () => at((await cloud.images('GET', `/${id}`)).json, 'status');
    const download = async (as: Question['as']) => (await cloud.images('GET', `/${id}/file`, { as })).status;
    assert.deepEqual([await act('deactivate'), await act('deactivate'), await status()], [204, 204, 'deactivated']);
    assert.deepEqual([await download('owner'), await download('admin')], [403, 200]);
    assert.deepEqual([await act('reactivate'), await status(), await download('owner')], [204, 'active', 200]);
    assert.equal(await act('deactivate', await cloud.made()), 403);
  });

  it('has tags', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made();
    const ask = async (method: string, tag: string, image = id) =>
      why(await cloud.images(method, `/${image}/tags/${tag}`));
    assert.deepEqual(await ask('PUT', 'one'), [204, '']);
    assert.deepEqual(await ask('PUT', 'two'), [204, '']);
    assert.deepEqual(at((await cloud.images('GET', `/${id}`)).json, 'tags'), ['one', 'two']);
    assert.deepEqual(await cloud.listed('?tag=one&tag=two'), ['one']);
    assert.deepEqual(await ask('DELETE', 'one'), [204, '']);
    assert.deepEqual(await ask('DELETE', 'one'), [404, 'The resource could not be found.']);
    assert.deepEqual(await cloud.listed('?tag=one'), []);
    assert.equal((await ask('PUT', 'x'.repeat(256)))[0], 400);
    assert.deepEqual(await ask('PUT', 'x', 'nix'), [404, 'Image nix not found.']);
    const foreign = await cloud.made({ visibility: 'public' }, 'admin');
    assert.deepEqual(await ask('DELETE', 'x', foreign), [403, `Not allowed to delete tags for image ${foreign}.`]);
  });
});

describe('the members of a shared image', () => {
  it('see it, and list it once they have accepted', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made();
    const { other } = {
      other: textAt((await cloud.images('POST', '', { as: 'other-project', body: {} })).json, 'owner'),
    };
    const path = `/${id}/members`;
    const offer = await cloud.images('POST', path, { body: { member: other } });
    const member = {
      member_id: other,
      image_id: id,
      status: 'pending',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      schema: '/v2/schemas/member',
    };
    assert.deepEqual([offer.status, offer.json], [200, member]);
    assert.deepEqual(why(await cloud.images('POST', path, { body: { member: other } })), [
      409,
      `Member ${other} is duplicated for image ${id}`,
    ]);
    assert.equal((await cloud.images('GET', `/${id}`, { as: 'other-project' })).status, 200);
    assert.deepEqual(await cloud.listed('', 'other-project'), [null]);
    assert.deepEqual(await cloud.listed('?member_status=all&name=one', 'other-project'), ['one']);

    const answer = (as: Question['as'], body: unknown, whose = other) =>
      cloud.images('PUT', `${path}/${whose}`, { as, body });
    assert.equal((await answer('owner', { status: 'accepted' })).status, 403);
    assert.deepEqual(why(await answer('other-project', { status: 'perhaps' })), [
      400,
      'Incorrect request: Status must be "pending", "accepted" or "rejected".',
    ]);
    assert.deepEqual(why(await answer('other-project', {})), [400, 'Status not specified']);
    assert.deepEqual(why(await answer('other-project', [])), [
      400,
      'Expected a status in the form: {"status": "status"}',
    ]);
    assert.equal((await answer('admin', { status: 'accepted' }, 'nobody')).status, 404);
    assert.deepEqual((await answer('other-project', { status: 'accepted' })).json, { ...member, status: 'accepted' });
    assert.deepEqual((await cloud.listed('', 'other-project')).toSorted(), [null, 'one'].toSorted());

    const list = await cloud.images('GET', path, { as: 'other-project' });
    assert.deepEqual(list.json, { members: [{ ...member, status: 'accepted' }], schema: '/v2/schemas/members' });
    assert.deepEqual((await cloud.images('GET', `${path}/${other}`)).json, { ...member, status: 'accepted' });
    assert.deepEqual(why(await cloud.images('GET', `${path}/nobody`)), [
      404,
      `nobody not found in the member list of the image ${id}.`,
    ]);
    assert.equal((await cloud.images('DELETE', `${path}/${other}`, { as: 'other-project' })).status, 403);
    assert.equal((await cloud.images('DELETE', `${path}/${other}`)).status, 204);
    assert.equal((await cloud.images('GET', `/${id}`, { as: 'other-project' })).status, 404);
  });

  it('are named, and are those of no other image', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made({ visibility: 'private' });
    const offer = async (body: unknown) => why(await cloud.images('POST', `/${id}/members`, { body }));
    assert.deepEqual(await offer({ member: 'x' }), [403, `Not allowed to create members for image ${id}.`]);
    assert.deepEqual(await offer({ member: '' }), [400, "Member can't be empty"]);
    assert.deepEqual(await offer({}), [400, 'Member to be added not specified']);
    assert.deepEqual(await offer([]), [400, 'Expected a member in the form: {"member": "image_id"}']);
    assert.deepEqual(why(await cloud.images('GET', `/${id}/members`)), [
      403,
      `Not allowed to list members for image ${id}: Only shared images have members.`,
    ]);
    assert.deepEqual(why(await cloud.images('GET', `/${id}/members/x`)), [404, 'Only shared images have members.']);
  });
});

describe('the image service', () => {
  it('shows its schemas, its store, and that it imports nothing', async () => {
    const cloud = new ImageCloud();
    const get = async (path: string) => (await cloud.granted('GET', `/v2/${path}`, { service: 'image' })).json;
    assert.equal(at(await get('schemas/image'), 'properties', 'name', 'maxLength'), 255);
    assert.equal(at(await get('schemas/images'), 'properties', 'images', 'items', 'name'), 'image');
    assert.equal(at(await get('schemas/members'), 'properties', 'members', 'items', 'name'), 'member');
    assert.equal(at(await get('schemas/member'), 'name'), 'member');
    assert.deepEqual(at(await get('info/import'), 'import-methods', 'value'), []);
    assert.deepEqual(await get('info/stores'), { stores: [{ id: 'files', default: 'true' }] });
    assert.deepEqual(await get('info/usage'), { usage: {} });
  });

  it('says what it does not simulate, what there is not, and which methods there are', async () => {
    const cloud = new ImageCloud();
    const status = async (method: string, path: string, as: Question['as'] = 'owner') =>
      (await cloud.ask(method, path, { service: 'image', as })).status;
    assert.equal(await status('PUT', '/v2/images/x/stage'), 501);
    assert.equal(await status('GET', '/v2/metadefs/namespaces'), 501);
    assert.equal(await status('GET', '/v2/schemas/task'), 501);
    assert.deepEqual([await status('GET', '/v2/tasks'), await status('GET', '/v2/tasks', 'admin')], [403, 501]);
    assert.equal(await status('GET', '/v2/nix'), 404);
    const wrong = await cloud.images('POST', '/x');
    assert.deepEqual(
      [wrong.status, wrong.headers.allow, why(wrong)[1]],
      [405, 'GET, PATCH, DELETE', 'The method POST is not allowed for this resource. '],
    );
    const redirected = await cloud.ask('GET', '/v2', { service: 'image' });
    assert.deepEqual([redirected.status, redirected.headers.location], [302, 'http://cloud.invalid/image/v2/']);
    assert.deepEqual(why(await cloud.images('GET', '/x', { body: 'a' })), [
      400,
      'A body is not expected with this request.',
    ]);
  });
});
