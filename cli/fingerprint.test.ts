import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, listAt } from '../targets/clients/reading';
import { loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

test('the fingerprint of the simulator is told in words, with exit code 0', unlessItHangs, async (t) => {
  const { code, stdout, stderr } = await workplace(t).run('fingerprint', '--edition', 'nova-21.1');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^simulator keeps the text except that the original image is not found on the root volume\.$/m);
  assert.match(stdout, /^simulator behaves as nova-21\.1 \(certain\): /m);
  assert.match(stderr, /^its own image deleted before$/m);
});

test('what cannot be told ends with exit code 3, and as JSON says why', unlessItHangs, async (t) => {
  const words = ['fingerprint', '--edition', 'nova-30.0', '--driver', 'fake', '--json'];
  const { code, stdout, stderr } = await workplace(t).run(...words);
  assert.equal(code, 3, stderr);
  const told: unknown = JSON.parse(stdout);
  assert.equal(at(told, 'kind'), 'as one of');
  assert.deepEqual(at(told, 'editions'), ['nova-27.0', 'nova-30.0']);
  assert.deepEqual(
    listAt(told, 'untold').map((finding) => at(finding, 'probe')),
    ['own-image-deleted'],
  );
  assert.deepEqual(at(told, 'exceptions'), ['the original image is not found on the root volume']);
});

test('that a cloud is as none is told too', unlessItHangs, async (t) => {
  const { code, stdout } = await workplace(t).run('fingerprint', '--departure', 'bfv-needs-trait');
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^simulator behaves as none of the editions\.\n {2}nearest spec, but a host without the trait: RES/m,
  );
});

test('what cannot begin says why in a line, with exit code 2', unlessItHangs, async (t) => {
  const { code, stdout, stderr } = await workplace(t).run('fingerprint', '--cloud', 'nowhere');
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^error: .*nowhere.*\n$/);
});

for (const interrupted of [false, true]) {
  const name = interrupted
    ? 'an interrupted fingerprint removes what it has made'
    : 'a fingerprint leaves nothing in a cloud';
  test(name, unlessItHangs, async (t) => {
    let rescues = 0;
    let stop: () => void = () => undefined;
    const cloud = await loopbackCloud(t, {
      meddle: ({ path }, proceed) => {
        if (path.endsWith('/action')) rescues += 1;
        if (interrupted && rescues === 6) stop();
        return proceed();
      },
    });
    const before = await cloud.names();
    const place = workplace(t);
    place.write('clouds.yaml', cloud.cloudsYaml);
    const { child, ended } = place.start('fingerprint', '--cloud', 'loop', '--out', 'out', '--timeout', '5');
    stop = () => void (child.killed || child.kill('SIGINT'));
    const { code, stdout, stderr } = await ended;
    assert.equal(code, interrupted ? 3 : 0, stderr);
    assert.match(
      stdout + stderr,
      interrupted ? /not seen: the run was interrupted/ : /^loop behaves as spec \(certain\)/m,
    );
    assert.deepEqual(await cloud.names(), before);
    assert.ok(!existsSync(join(place.out, 'ledger.ndjson')));
  });
}
