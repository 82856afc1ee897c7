import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const post = (cloud: Cloud, server: string, headers: Record<string, string>, body: unknown) =>
  cloud.act(server, body, { headers });

describe('the type of a body', () => {
  const types: readonly (readonly [type: string, status: number])[] = [
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['application/vnd.openstack.compute+json', 200],
    ['text/plain', 200],
    ['', 200],
    ['application/xml', 415],
    ['text/html', 415],
    ['application/octet-stream', 415],
  ];
  for (const [type, status] of types) {
    it(`${type || 'none'} is answered ${status}`, async () => {
      const cloud = new Cloud();
      const answer = await post(cloud, await cloud.server(), { 'Content-Type': type }, { rescue: null });
      assert.equal(answer.status, status);
      const unsupported = { badMediaType: { code: 415, message: 'Unsupported Content-Type' } };
      if (status === 415) assert.deepEqual(answer.json, unsupported);
    });
  }

  it('comes after the microversion and before the body, for every request', async () => {
    const cloud = new Cloud();
    const xml = { 'Content-Type': 'application/xml' };
    assert.equal((await post(cloud, 'none', { ...xml, ...version('2.999') }, 'no JSON')).status, 406);
    const refused = await post(cloud, 'none', { ...xml, ...version('2.87') }, 'no JSON');
    assert.equal(refused.status, 415);
    assert.equal(refused.headers['openstack-api-version'], 'compute 2.87');
    assert.equal((await cloud.ask('GET', '/servers/none', { headers: xml })).status, 415);
  });
});

describe('JSON that is no action', () => {
  const bodies: readonly (readonly [body: string | Buffer, status: number])[] = [
    ['', 400],
    ['{', 400],
    ['{}', 400],
    ['[]', 400],
    ['[1, 2]', 400],
    ['\uFEFF{"rescue": null}', 400],
    [Buffer.from('{"rescue": {"adminPass": "\xFF"}}', 'latin1'), 400],
    ['""', 400],
    ['"xy"', 400],
    // What has one thing in it, or no length at all, is taken for a path that does not exist.
    ['[1]', 404],
    ['"x"', 404],
    ['"🛟"', 404],
    ['1', 404],
    ['true', 404],
    ['null', 404],
  ];
  for (const [body, status] of bodies) {
    it(`${body || 'nothing'} is answered ${status}`, async () => {
      const answer = await new Cloud().act('none', body);
      assert.equal(answer.status, status);
      const message = status === 400 ? 'Malformed request body' : 'The resource could not be found.';
      assert.equal(at(answer.json, status === 400 ? 'badRequest' : 'itemNotFound', 'message'), message);
    });
  }

  it('is not looked for where there is no action to name', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    assert.equal((await cloud.ask('PUT', `/servers/${server}`, { body: '{' })).status, 400);
    assert.equal((await cloud.ask('PUT', `/servers/${server}`, { body: { server: {} } })).status, 200);
  });

  it('must be an object with the key that its route is about, before the server is looked up', async () => {
    const message = async (body: unknown) =>
      textAt((await new Cloud().ask('PUT', '/servers/none', { body })).json, 'badRequest', 'message');
    for (const [body, words] of [
      ['', 'None'],
      ['null', 'None'],
      ['[]', '[]'],
      ['"x"', "'x'"],
    ]) {
      assert.equal(await message(body), `${words} is not of type 'object'`);
    }
    assert.equal(await message({}), "'server' is a required property");
  });

  it('may have what Python takes for numbers, outside of texts', async () => {
    const message = async (body: string) => textAt((await new Cloud().act('none', body)).json, 'badRequest', 'message');
    for (const [number, words] of [
      ['NaN', 'nan'],
      ['Infinity', 'inf'],
      ['-1e999', '-inf'],
      ['[-Infinity, "NaN \\" Infinity"]', "[-inf, 'NaN \" Infinity']"],
    ]) {
      const value = `Value: ${words}. ${words} is not of type 'object', 'null'`;
      assert.equal(await message(`{"rescue": ${number}}`), `Invalid input for field/attribute rescue. ${value}`);
    }
    assert.equal(await message('{"": NaN}'), 'There is no such action: ');
    assert.equal(await message('{"rescue": Nan}'), 'Malformed request body');
  });

  it('is quoted with what cannot be printed as Python writes it', async () => {
    const body = '{"rescue": ["\\u001f\\u00a0\\u00e9\\ufeff\\ud800 \\ud83d\\udedf\\udb40\\udc01\\u2028\\\\\\n"]}';
    const words = String.raw`['\x1f\xa0é\ufeff\ud800 🛟\U000e0001\u2028\\\n']`;
    assert.equal(
      textAt((await new Cloud().act('none', body)).json, 'badRequest', 'message'),
      `Invalid input for field/attribute rescue. Value: ${words}. ${words} is not of type 'object', 'null'`,
    );
  });

  it('may have integers of any size, as far as Python reads them', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const console = async (length: string) =>
      (await cloud.act(server, `{"os-getConsoleOutput": {"length": ${length}}}`)).status;
    const [digits, most] = ['9'.repeat(400), '9'.repeat(4300)];
    assert.deepEqual(await Promise.all([digits, most, `${most}9`].map(console)), [200, 200, 400]);
    assert.deepEqual(await Promise.all([`-${digits}`, `${digits}.5`, `"${digits}"`].map(console)), [400, 400, 200]);
  });

  it('may be nested as deep as Nova reads it, and no deeper', async () => {
    const nested = async (depth: number) =>
      (await new Cloud().act('none', `{"rescue": ${'['.repeat(depth)}${']'.repeat(depth)}}`)).text;
    assert.match(await nested(700), /Invalid input for field\/attribute rescue/);
    assert.match(await nested(900), /Malformed request body/);
    assert.match(await nested(50_000), /Malformed request body/);
  });
});

describe('the project in the URL', () => {
  it('may be the caller’s own, and no other', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const own = textAt(await cloud.show(server), 'tenant_id');
    assert.equal((await cloud.ask('GET', `/${own}/servers/${server}`)).status, 200);
    const other = 'aaaaaaaa-bbbb';
    const message = `Malformed request URL: URL's project_id '${other}' doesn't match Context's project_id '${own}'`;
    const refused = await cloud.ask('GET', `/${other}/servers/${server}`);
    assert.deepEqual(refused.json, { badRequest: { code: 400, message } });
    assert.equal((await cloud.ask('GET', `/no-project/servers/${server}`)).status, 404);
  });

  it('is looked at after the action’s name and before its value', async () => {
    const cloud = new Cloud();
    const answer = (body: unknown) => cloud.ask('POST', '/abc/servers/none/action', { body });
    assert.match((await answer({ rescuex: null })).text, /no such action/);
    assert.match((await answer({ rescue: 1 })).text, /Malformed request URL/);
  });
});

describe('the value of rescue', () => {
  const wrong: readonly (readonly [value: unknown, message: string])[] = [
    [true, "rescue. Value: True. True is not of type 'object', 'null'"],
    [false, "rescue. Value: False. False is not of type 'object', 'null'"],
    [[null, { a: 'b' }], "rescue. Value: [None, {'a': 'b'}]. [None, {'a': 'b'}] is not of type 'object', 'null'"],
    ["it's", `rescue. Value: it's. "it's" is not of type 'object', 'null'`],
    [`"it's"`, `rescue. Value: "it's". '"it\\'s"' is not of type 'object', 'null'`],
    [
      'a\\b\n\r\t\u0000\u007f',
      "rescue. Value: a\\b\n\r\t\u0000\u007f. 'a\\\\b\\n\\r\\t\\x00\\x7f' is not of type 'object', 'null'",
    ],
    [
      { b: 1, a: 2 },
      "rescue. Value: {'b': 1, 'a': 2}. Additional properties are not allowed ('a', 'b' were unexpected)",
    ],
    [{ foo: 1, adminPass: 2 }, "adminPass. Value: 2. 2 is not of type 'string'"],
    [{ rescue_image_ref: 1, adminPass: 2 }, "adminPass. Value: 2. 2 is not of type 'string'"],
  ];
  for (const [value, message] of wrong) {
    it(`may not be ${JSON.stringify(value)}`, async () => {
      const answer = await new Cloud().act('none', { rescue: value });
      assert.equal(at(answer.json, 'badRequest', 'message'), `Invalid input for field/attribute ${message}`);
    });
  }

  it('may name an image by anything like a UUID, which is then unknown', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const id = '00000000-0000-0000-0000-70A599E031E7';
    for (const ref of [id, id.replaceAll('-', ''), `{${id}}`, `urn:uuid:${id}`]) {
      const answer = await cloud.act(server, { rescue: { rescue_image_ref: ref } });
      assert.match(answer.text, /Requested rescue image/, ref);
    }
  });
});
