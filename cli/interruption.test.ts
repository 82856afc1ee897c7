import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

/** Ctrl-C in the commands that judge nothing; for those that do, see ledger.test.ts. */

test('check-config ends in a line, with nothing left behind', unlessItHangs, async (t) => {
  let child: ChildProcess | undefined;
  const cloud = await loopbackCloud(t, {
    meddle: ({ path }, proceed) => {
      // Asked when the first scenario looks for a place, long after the beginning.
      if (!path.endsWith('/os-availability-zone')) return proceed();
      child?.kill('SIGINT');
      return 'silence';
    },
  });
  for (const command of [['check-config'], ['run', '--plan']]) {
    const place = workplace(t);
    place.write('clouds.yaml', cloud.cloudsYaml);
    const started = place.start(...command, '--cloud', 'loop');
    child = started.child;
    const { code, stdout, stderr } = await started.ended;
    assert.deepEqual([code, stdout], [2, '']);
    const lines =
      'interrupted (once more to stop at once)\nerror: interrupted before all was looked up; nothing was made';
    assert.equal(stderr, `\n${lines}\n`);
    assert.ok(!existsSync(join(place.path, 'reports')));
  }
});

test('knock-out says what it has tried by then', unlessItHangs, async (t) => {
  const { child, ended } = workplace(t).start('knock-out');
  let first = true;
  child.stdout?.on('data', () => {
    if (first) child.kill('SIGINT');
    first = false;
  });
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 3, stderr);
  assert.equal(stderr, '\ninterrupted (once more to stop at once)\n');
  const noticed = stdout.match(/^noticed /gm)?.length ?? 0;
  assert.ok(noticed >= 1 && noticed < 5, stdout);
  assert.ok(stdout.endsWith(`\n${noticed} of ${noticed} departures noticed by the scenarios of their own rule\n`));
});

test('cleanup stops after what it is removing, and goes on when it is called again', unlessItHangs, async (t) => {
  let child: ChildProcess | undefined;
  const cloud = await loopbackCloud(t, {
    meddle: async ({ method, path }, proceed) => {
      const answer = await proceed();
      // The run is killed when it has made a server, cleanup is interrupted at the first thing that it removes.
      if (method === 'POST' && path.endsWith('/servers')) child?.kill('SIGKILL');
      if (method === 'DELETE') child?.kill('SIGINT');
      return answer;
    },
  });
  const place = workplace(t);
  place.write('clouds.yaml', cloud.cloudsYaml);
  const before = await cloud.names();
  const start = (...words: readonly string[]) => {
    const started = place.start(...words, '--cloud', 'loop', '--out', 'out');
    child = started.child;
    return started.ended;
  };
  await start('run', '--rule', 'bfv-needs-microversion');
  const all = (await cloud.names()).length - before.length;
  assert.ok(all >= 2);

  const { code, stdout, stderr } = await start('cleanup');
  assert.deepEqual([code, stderr], [3, '\ninterrupted (once more to stop at once)\n']);
  assert.match(stdout, new RegExp(`\\ninterrupted: \\d of ${all} are left in \\S+; call it again to remove them\\n$`));
  assert.ok(existsSync(join(place.out, 'ledger.ndjson')));

  child = undefined;
  const again = await place.run('cleanup', '--cloud', 'loop', '--out', 'out');
  assert.deepEqual([again.code, again.stderr], [0, '']);
  assert.deepEqual(await cloud.names(), before);
});
