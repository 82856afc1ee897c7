import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Dispatcher, request } from 'undici';
import { simulatorDispatcher, startSimulator, UserError } from './index';

describe('startSimulator', () => {
  it('starts a cloud, and stops it', async () => {
    const cloud = await startSimulator({ maxMicroversion: '2.90', time: 'manual', start: 0 });
    const versions = await request(`${cloud.url}/compute/v2.1`);
    assert.match(await versions.body.text(), /"version":"2\.90"/);
    assert.match(cloud.cloudsYaml, /^clouds:\n {2}sim:\n/);
    assert.equal(cloud.clock.now(), 0);
    await assert.rejects(startSimulator({ port: Number(new URL(cloud.url).port) }), {
      name: 'UserError',
      message: 'startSimulator: cannot listen there (EADDRINUSE): choose another port or host',
    });
    await cloud.stop();
    await assert.rejects(request(cloud.url), /ECONNREFUSED/);
  });

  it('throws a UserError for options that are wrong', async () => {
    for (const [options, message] of [
      [{ editon: 'spec' }, /^startSimulator: editon is not known here; it can be edition, /],
      [{ edition: 'nova-2' }, /^startSimulator: edition must be one of spec, /],
      [
        { edition: 'nova-21.0', maxMicroversion: '2.88' },
        /^startSimulator: maxMicroversion: nova-21\.0 has 2\.1 to 2\.87$/,
      ],
      [{ hosts: { 'a b': {} } }, /^startSimulator: hosts\.a b: a host’s name begins with a letter/],
      [{ hosts: { a: { zone: 1 } } }, /^startSimulator: hosts\.a\.zone must be string$/],
      [{ maxMicroversion: '2' }, /^startSimulator: maxMicroversion: spec has /],
    ] as const) {
      await assert.rejects(startSimulator(options as object), (error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, message);
        return true;
      });
    }
    assert.throws(
      () => simulatorDispatcher({ port: 1 } as object),
      /^UserError: simulatorDispatcher: port is not known/,
    );
  });

  for (const [example, tests] of [
    ['embedded.mjs', 1],
    ['embedded.cjs', 3],
  ] as const) {
    it(`is what its example shows: ${example}`, () => {
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const path = join(__dirname, '../examples', example);
      const { status, stdout } = spawnSync(process.execPath, [path], { encoding: 'utf8', env });
      assert.equal(status, 0, stdout);
      assert.match(stdout, new RegExp(`^[#ℹ] pass ${tests}$`, 'm'));
    });
  }

  it('gets wrong what it is told to, and says so', async (t) => {
    const cloud = await startSimulator({ fault: 'bus-is-enough', departure: 'version-is-echoed' });
    t.after(() => cloud.stop());
    assert.deepEqual(cloud.brokenBy, ['departure version-is-echoed', 'fault bus-is-enough']);
    const { headers, body } = await request(`${cloud.url}/compute/v2.1`);
    await body.dump();
    assert.equal(headers['x-simulated-fault'], 'departure version-is-echoed, fault bus-is-enough');
    await assert.rejects(startSimulator({ fault: 'bus-enough' } as object), {
      name: 'UserError',
      message:
        'startSimulator: no fault is called “bus-enough”; the nearest is bus-is-enough, and “nova-rescue faults” lists all',
    });
  });

  it('is controlled in this process, and over HTTP where that is wanted', async () => {
    const cloud = await startSimulator({ control: true, time: 'manual', seed: 2 });
    const { url = '', token, ...control } = cloud.control;
    const answer = await request(`${url}cloud`, { headers: { Authorization: `Bearer ${token}` } });
    assert.deepEqual(await answer.body.json(), control.cloud());
    const before = cloud.credentials.owner.password;
    control.reset({ seed: 3 });
    assert.notEqual(cloud.credentials.owner.password, before);
    assert.ok(cloud.cloudsYaml.includes(cloud.credentials.owner.password));
    assert.throws(() => control.restore({}), { name: 'UserError', message: 'control.restore: this is no saved cloud' });
    await cloud.stop();
  });

  it('loads no cucumber', () => {
    const program = `
      const { startSimulator } = require(${JSON.stringify(join(__dirname, 'index.cjs'))});
      startSimulator()
        .then((cloud) => cloud.stop())
        .then(() => console.log(Object.keys(require.cache).filter((path) => path.includes('cucumber')).length));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
    assert.deepEqual([stdout, stderr], ['0\n', '']);
  });
});

describe('simulatorDispatcher', () => {
  it('answers undici without a socket', async () => {
    const { dispatcher, mounts, tokens, control } = simulatorDispatcher<Dispatcher>({
      edition: 'nova-21.0',
      hosts: { own: { zone: 'az1' } },
    });
    const url = `http://cloud.invalid${mounts.compute}/servers/detail`;
    const answer = await request(url, { dispatcher, headers: { 'X-Auth-Token': tokens.owner } });
    assert.deepEqual([answer.statusCode, await answer.body.json()], [200, { servers: [] }]);
    const zones = await request(`http://cloud.invalid${mounts.compute}/os-availability-zone`, {
      dispatcher,
      headers: { 'X-Auth-Token': tokens.owner },
    });
    assert.match(await zones.body.text(), /"zoneName":"az1"/);
    assert.deepEqual(
      control.requests().map(({ status }) => status),
      [200, 200],
    );
    assert.throws(() => control.setTraits('own', ['lower']), {
      name: 'UserError',
      message: /^control\.setTraits: traits: /,
    });
  });
});
