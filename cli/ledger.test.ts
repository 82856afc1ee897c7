import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { at, listAt, textAt } from '../targets/clients/reading';
import type { Answer, Visit } from '../targets/loopback.test';
import { type LoopbackCloud, loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, type Workplace, workplace } from './testing/command-line.test';

/** What happens to the run while the cloud deals with a request of it; it may answer for the cloud. */
type Happening = (visit: Visit, child: ChildProcess, cloud: LoopbackCloud) => Promise<Answer | undefined>;

interface Scene {
  readonly cloud: LoopbackCloud;
  readonly place: Workplace;
  readonly ledger: string;
  /** The run that things happen to. */
  readonly run: (...words: readonly string[]) => ReturnType<Workplace['run']>;
}

/** A cloud with things of others in it, and a run on it to which something happens. */
async function scene(t: TestContext, happening: Happening): Promise<Scene> {
  let child: ChildProcess | undefined;
  const cloud: LoopbackCloud = await loopbackCloud(t, {
    meddle: async (visit, proceed) => {
      const answer = await proceed();
      return (child && (await happening(visit, child, cloud))) ?? answer;
    },
  });
  await makeServer(cloud, 'foreign server');
  const place = workplace(t);
  place.write('clouds.yaml', cloud.cloudsYaml);
  return {
    cloud,
    place,
    ledger: join(place.out, 'ledger.ndjson'),
    run: (...words) => {
      const usual = [
        'run',
        '--cloud',
        'loop',
        '--out',
        'out',
        '--timeout',
        '5',
        '--rule',
        'bfv-needs-microversion,rescue-answers-200',
      ];
      const started = place.start(...usual, ...words);
      child = started.child;
      return started.ended;
    },
  };
}

async function makeServer(cloud: LoopbackCloud, name: string): Promise<void> {
  const [image] = listAt(await cloud.ask('GET', '/image/v2/images'), 'images');
  const server = { name, flavorRef: '1', imageRef: textAt(image, 'id') };
  await cloud.ask('POST', '/compute/v2.1/servers', { server });
}

const foreign = ['foreign plain', 'foreign server', 'foreign stable'];
const isPost = ({ method, path }: Visit, end: string) => method === 'POST' && path.endsWith(end);

test('what a killed run has left is listed and removed, and nothing else', unlessItHangs, async (t) => {
  const { cloud, place, ledger, run } = await scene(t, async (visit, child, there) => {
    if (!isPost(visit, '/servers') || child.killed) return undefined;
    // Another's, whose name begins like ours: a search by name finds both.
    const name = textAt(JSON.parse(visit.body.toString()), 'server', 'name') ?? '';
    await makeServer(there, `${name}0`);
    child.kill('SIGKILL');
    return 'cut';
  });
  assert.equal((await run()).code, null);
  assert.equal(statSync(ledger).mode & 0o777, 0o600);

  const all = await cloud.names();
  const own = all.filter((name) => name.startsWith('nova-rescue-') && !name.endsWith('0'));
  assert.ok(own.some((name) => name.includes('-server-')) && own.some((name) => name.includes('-image-')), all.join());
  const others = all.filter((name) => !own.includes(name));

  const listed = await place.run('cleanup', '--cloud', 'loop', '--out', 'out', '--dry-run');
  assert.equal(listed.code, 0);
  const lines = listed.stdout.trimEnd().split('\n');
  assert.ok(lines.every((line) => line.endsWith(` at ${cloud.endpoint}`)));
  assert.deepEqual(lines.map((line) => line.split(' ')[1]).sort(), own);
  assert.match(lines[0] ?? '', /^server /, 'newest first');
  assert.deepEqual(await cloud.names(), all);

  // The simulator, where no cloud is named, has none of it.
  const elsewhere = await place.run('cleanup', '--out', 'out');
  assert.equal(elsewhere.code, 3);
  assert.match(elsewhere.stdout, new RegExp(`^${own.length} of ${own.length} are left in .*: name the cloud`, 'm'));

  const removed = await place.run('cleanup', '--cloud', 'loop', '--out', 'out');
  assert.deepEqual([removed.code, removed.stderr], [0, '']);
  assert.match(removed.stdout, /\nall of it is gone\n$/);
  assert.deepEqual(await cloud.names(), others);
  assert.ok(!existsSync(ledger));

  const again = await place.run('cleanup', '--out', 'out');
  assert.deepEqual([again.code, again.stdout], [0, 'nothing is left: out/ledger.ndjson lists nothing\n']);
});

test('the next run removes what a killed one has left', unlessItHangs, async (t) => {
  let first = true;
  const { cloud, run } = await scene(t, async (visit, child) => {
    if (!isPost(visit, '/volumes') || !first) return undefined;
    first = false;
    child.kill('SIGKILL');
    return 'cut';
  });
  assert.equal((await run()).code, null);
  assert.notDeepEqual(await cloud.names(), foreign);
  const next = await run('--tags', '@control');
  assert.match(
    next.stderr,
    /^warning: \d+ things of an earlier run are still listed in .*; this run removes them too$/m,
  );
  assert.deepEqual(await cloud.names(), foreign);
});

test('an interrupted run removes what it has made, and reports what it has found', unlessItHangs, async (t) => {
  let rescues = 0;
  const { cloud, place, ledger, run } = await scene(t, async (visit, child) => {
    if (isPost(visit, '/action')) rescues += 1;
    // The first rule takes some ninety.
    if (rescues === 100 && !child.killed) child.kill('SIGINT');
    return undefined;
  });
  const { code, stdout, stderr } = await run();
  assert.equal(code, 3, stderr);
  assert.match(stderr, /^interrupted: removing what the run has made \(once more to stop at once\)$/m);
  assert.match(stdout, /^Nothing can be said of loop: the run was interrupted; /m);
  const report: unknown = JSON.parse(place.read('report.json'));
  assert.equal(at(report, 'interrupted'), true);
  const verdicts = listAt(report, 'rules').map((rule) => [textAt(rule, 'id'), textAt(rule, 'verdict')]);
  assert.deepEqual(verdicts, [
    ['bfv-needs-microversion', 'conforms'],
    ['rescue-answers-200', 'inconclusive'],
  ]);
  assert.doesNotMatch(stdout, /an error of ours/);
  assert.deepEqual(await cloud.names(), foreign);
  assert.ok(!existsSync(ledger));
});

test('a server that is being made when the run is interrupted is removed too', unlessItHangs, async (t) => {
  const { cloud, ledger, run } = await scene(t, async (visit, child) => {
    if (isPost(visit, '/servers') && !child.killed) child.kill('SIGTERM');
    return undefined;
  });
  assert.equal((await run()).code, 3);
  assert.deepEqual(await cloud.names(), foreign);
  assert.ok(!existsSync(ledger));
});

test('interrupted once more it ends at once, and says how to go on', unlessItHangs, async (t) => {
  let deletions = 0;
  const { cloud, place, ledger, run } = await scene(t, async (visit, child) => {
    if (isPost(visit, '/servers') && !child.killed) child.kill('SIGINT');
    if (visit.method !== 'DELETE') return undefined;
    deletions += 1;
    // Not answered: what comes next is the end.
    if (deletions === 1) child.kill('SIGINT');
    return deletions === 1 ? 'silence' : undefined;
  });
  const { code, stderr } = await run();
  assert.equal(code, 3);
  assert.ok(
    stderr.endsWith(`\nstopped at once; what is left is in ${ledger}: nova-rescue cleanup removes it\n`),
    stderr,
  );
  assert.ok(existsSync(ledger));
  assert.equal((await place.run('cleanup', '--cloud', 'loop', '--out', 'out')).code, 0);
  assert.deepEqual(await cloud.names(), foreign);
});

test('interrupted before it has begun, it says so in a line', unlessItHangs, async (t) => {
  const { run, place } = await scene(t, async (visit, child) => {
    if (visit.path !== '/compute/v2.1/') return undefined;
    child.kill('SIGINT');
    return 'silence';
  });
  const { code, stdout, stderr } = await run();
  assert.deepEqual([code, stdout], [2, ''], stderr);
  assert.match(stderr, /\nerror: the run was interrupted before it began\n$/);
  assert.ok(!existsSync(place.out));
});
