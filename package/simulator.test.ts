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

  it('is what its example shows', () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const example = join(__dirname, '../examples/embedded.mjs');
    const { status, stdout } = spawnSync(process.execPath, [example], { encoding: 'utf8', env });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^# pass 1$|^ℹ pass 1$/m);
  });
});

describe('simulatorDispatcher', () => {
  it('answers undici without a socket', async () => {
    const { dispatcher, mounts, tokens } = simulatorDispatcher<Dispatcher>({
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
  });
});
