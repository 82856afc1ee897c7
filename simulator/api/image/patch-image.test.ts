import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt } from '../../cloud.test';

const late = 'application/openstack-images-v2.1-json-patch';
const early = 'application/openstack-images-v2.0-json-patch';

class ImageCloud extends Cloud {
  async made(body: object = {}, as: Question['as'] = 'owner'): Promise<string> {
    const image = { name: 'one', os_distro: 'old', ...body };
    return textAt((await this.granted('POST', '/v2/images', { service: 'image', as, body: image })).json, 'id');
  }

  patch(id: string, body: unknown, type = late, as: Question['as'] = 'owner') {
    const headers = { 'Content-Type': type, accept: 'text/plain' };
    return this.ask('PATCH', `/v2/images/${id}`, { service: 'image', headers, body, as });
  }

  /** The status, and what it says. */
  async refusal(id: string, change: unknown, type = late, as: Question['as'] = 'owner') {
    const { status, text } = await this.patch(id, [change], type, as);
    return [status, text.split('\n\n').slice(1).join('\n').trim()];
  }
}

describe('an image', () => {
  it('is changed by a patch', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made();
    cloud.settle();
    const { status, json } = await cloud.patch(id, [
      { op: 'replace', path: '/name', value: 'two' },
      { op: 'add', path: '/tags', value: ['a', 'a'] },
      { op: 'add', path: '/a~1b', value: 'c' },
      { op: 'replace', path: '/os_distro', value: 'new' },
      { op: 'remove', path: '/a~1b' },
      { op: 'add', path: '/hw_rescue_bus', value: 'usb' },
      { op: 'replace', path: '/disk_format', value: 'raw' },
      { op: 'replace', path: '/visibility', value: 'private' },
    ]);
    const changed = ['name', 'tags', 'a/b', 'os_distro', 'hw_rescue_bus', 'disk_format', 'visibility', 'updated_at'];
    assert.deepEqual(
      [status, ...changed.map((key) => at(json, key))],
      [200, 'two', ['a'], undefined, 'new', 'usb', 'raw', 'private', '2026-01-01T00:00:05Z'],
    );
    const shown = await cloud.ask('GET', `/v2/images/${id}`, { service: 'image' });
    assert.deepEqual(shown.json, json);
    assert.deepEqual((await cloud.patch(id, [])).json, json);
  });

  it('is changed by a patch of the older form', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made();
    const { json } = await cloud.patch(
      id,
      [{ replace: '/name', value: 'two' }, { add: '/x', value: 'y' }, { remove: '/os_distro' }],
      early,
    );
    assert.deepEqual([at(json, 'name'), at(json, 'x'), at(json, 'os_distro')], ['two', 'y', undefined]);
    const one = 'one member named "add", "remove", or "replace".';
    for (const [change, expected] of [
      [{}, [400, `Operation objects must contain exactly ${one}`]],
      [{ add: '/x', remove: '/y' }, [400, `Operation objects must contain only ${one}`]],
      [{ add: '/x', value: 'z' }, [409, /Property x already present\.$/]],
      [{ add: '/name', value: 'z' }, [409, /Property name already present\.$/]],
    ] as const) {
      const [status, why] = await cloud.refusal(id, change, early);
      assert.equal(status, expected[0]);
      assert.match(String(why), new RegExp(expected[1]));
    }
  });

  it('is not changed by what is no patch', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made();
    const active = await cloud.image();
    const known = 'It must be one of the following: add, remove, replace.';
    for (const [change, status, why] of [
      ['a', 400, 'Operations must be JSON objects.'],
      [{ path: '/name' }, 400, `Unable to find \`op\` in JSON Schema change. ${known}`],
      [{ op: 'move', path: '/name' }, 400, `Invalid operation: \`move\`. ${known}`],
      [{ op: 'add' }, 400, "Unable to find 'path' in JSON Schema change"],
      [{ op: 'add', path: 'name', value: 'x' }, 400, 'Pointer `name` does not start with "/".'],
      [{ op: 'add', path: '/a//b', value: 'x' }, 400, 'Pointer `/a//b` contains adjacent "/".'],
      [{ op: 'add', path: '/a/', value: 'x' }, 400, 'Pointer `/a/` end with "/".'],
      [
        { op: 'add', path: '/a~2', value: 'x' },
        400,
        'Pointer `/a~2` contains "~" not part of a recognized escape sequence.',
      ],
      [{ op: 'add', path: '/name/a', value: 'x' }, 400, "Invalid JSON pointer for this resource: '/name/a'"],
      [{ op: 'add', path: '/name' }, 400, 'Operation "add" requires a member named "value".'],
      [{ op: 'replace', path: '/status', value: 'x' }, 403, "Attribute 'status' is read-only."],
      [{ op: 'replace', path: '/deleted', value: 'x' }, 403, "Attribute 'deleted' is reserved."],
      [{ op: 'replace', path: '/os_glance_x', value: 'x' }, 403, "Attribute 'os_glance_x' is reserved."],
      [
        { op: 'replace', path: '/visibility', value: 'public' },
        403,
        'You are not authorized to complete publicize_image action.',
      ],
      [
        { op: 'replace', path: '/min_ram', value: -1 },
        400,
        "Invalid value '-1' for parameter 'min_ram': Cannot be a negative value",
      ],
      [
        { op: 'add', path: '/locations/-', value: { url: 'x', metadata: {} } },
        403,
        "It's not allowed to add locations if locations are invisible.",
      ],
      [{ op: 'remove', path: '/locations/0' }, 403, "It's not allowed to remove locations if locations are invisible."],
      [
        { op: 'replace', path: '/locations', value: [{ url: 'x', metadata: {} }] },
        403,
        "It's not allowed to update locations if locations are invisible.",
      ],
      [
        { op: 'add', path: 3 },
        500,
        'The server has either erred or is incapable of performing the requested operation.',
      ],
    ] as const) {
      assert.deepEqual(await cloud.refusal(id, change), [status, why]);
    }
    for (const [change, status, why] of [
      [{ op: 'replace', path: '/name', value: 3 }, 400, /3 is not of type 'null', 'string'/],
      [{ op: 'replace', path: '/nix', value: 'x' }, 409, /Property nix does not exist\.$/],
      [{ op: 'remove', path: '/nix' }, 409, /Property nix does not exist\.$/],
      [{ op: 'remove', path: '/name' }, 403, /Property name may not be removed\.$/],
      [{ op: 'replace', path: '/owner', value: 'x' }, 403, /Owner can't be updated by non admin\.$/],
      [{ op: 'replace', path: '/locations', value: [] }, 403, /Cannot set locations to empty list\.$/],
    ] as const) {
      const [code, text] = await cloud.refusal(id, change);
      assert.equal(code, status);
      assert.match(String(text), why);
    }
    assert.deepEqual(await cloud.refusal(active, { op: 'replace', path: '/disk_format', value: 'iso' }), [
      403,
      'Attribute disk_format can be only replaced for a queued image.',
    ]);
    const wrongType = await cloud.patch(id, [], 'application/json');
    assert.deepEqual([wrongType.status, wrongType.headers['accept-patch']], [415, `${early}, ${late}`]);
    assert.equal((await cloud.patch(id, {})).status, 400);
    const untyped = await cloud.ask('PATCH', `/v2/images/${id}`, { service: 'image', body: '[]' });
    assert.equal(untyped.status, 415);
  });

  it('is changed by its own project and by admins alone', async () => {
    const cloud = new ImageCloud();
    const id = await cloud.made({ visibility: 'community' });
    const rename = { op: 'replace', path: '/name', value: 'x' };
    const give = { op: 'replace', path: '/owner', value: 'y' };
    assert.deepEqual(await cloud.refusal(id, rename, late, 'other-project'), [403, 'You do not own this image']);
    assert.deepEqual(await cloud.refusal(id, { op: 'remove', path: '/locations/0' }, late, 'other-project'), [
      403,
      'You do not own this image',
    ]);
    assert.equal(at((await cloud.patch(id, [give], late, 'admin')).json, 'owner'), 'y');
    assert.deepEqual(await cloud.refusal('nix', rename), [404, 'No image found with ID nix']);
  });
});
