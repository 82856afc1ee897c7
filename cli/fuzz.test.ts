import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

const program = join(__dirname, 'nova-rescue.cjs');
const broken = ['--departure', 'bfv-needs-trait'] as const;

test('fuzz finds nothing in a cloud that keeps the rules, and says what was played', unlessItHangs, async (t) => {
  const { code, stdout } = await workplace(t).run('fuzz', '--runs', '20', '--seed', '7', '--out', 'out');
  assert.equal(code, 0);
  assert.match(stdout, /^played: .*rescue \d+/);
  assert.match(stdout, /no difference in \d+ commands \(seed 7\)\n$/);
});

test('fuzz finds what is broken, keeps it, and replay tells whether it still is', unlessItHangs, async (t) => {
  const place = workplace(t);
  const { code, stdout, stderr } = await place.run(
    'fuzz',
    '--seed',
    '7',
    '--out',
    'out',
    '--corpus',
    'kept',
    ...broken,
  );
  assert.equal(code, 1, stderr);
  assert.match(stdout, /simulator and the simulator as spec: 1 difference in/);
  assert.match(stderr, /as with {3}bfv-needs-trait broken/);
  const folder = join('out', 'counterexamples');
  const files = readdirSync(join(place.path, folder));
  assert.deepEqual(files.map((file) => file.replace(/.*\./, '')).sort(), ['feature', 'json', 'sh']);
  assert.deepEqual(readdirSync(join(place.path, 'kept')), files);

  const file = join(folder, files.find((name) => name.endsWith('.json')) ?? '');
  const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
  const still = await place.run('replay', file, token, ...broken);
  assert.equal(still.code, 1, still.stderr);
  assert.match(still.stdout, /^still fails: out.*: .*\nstill fails: the token: .*\n$/);
  const fixed = await place.run('replay', file, token);
  assert.equal(fixed.code, 0, fixed.stderr);
  assert.match(fixed.stdout, /^fixed: out.*: .*\nfixed: the token: .*\n$/);
  const next = await place.run('fuzz', '--runs', '1', '--seed', '1', '--out', 'out', '--corpus', 'kept', ...broken);
  assert.equal(next.code, 1);
  assert.match(next.stderr, /^still fails: /m);
});

test('relations and invariants hold where the rules are kept', unlessItHangs, async (t) => {
  const words = ['fuzz', '--relations', '--runs', '24', '--seed', '7', '--out', 'out'];
  const { code, stdout, stderr } = await workplace(t).run(...words);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^simulator: all relations and invariants hold, in \d+ commands \(seed 7\)\n$/);
});

test('relations of which nothing is told are named, and do not count as holding', unlessItHangs, async (t) => {
  const words = ['fuzz', '--relations', '--runs', '8', '--seed', '7', '--out', 'out'];
  const { code, stdout } = await workplace(t).run(...words);
  assert.equal(code, 3);
  assert.match(stdout, /^simulator: nothing is broken, and nothing told of unrescue-undoes-rescue, in 47 commands/);
});

test('relations that do not hold are kept, and replay tells whether they do by now', unlessItHangs, async (t) => {
  const place = workplace(t);
  const broken = ['--departure', 'bfv-opt-in-later'] as const;
  const relations = ['fuzz', '--relations', '--seed', '7', '--out', 'out', '--corpus', 'kept', ...broken];
  const { code, stdout, stderr } = await place.run(...relations);
  assert.equal(code, 1, stderr);
  assert.match(stdout, /^simulator: from-opt-in-all-alike: broken, in \d+ commands/);
  assert.match(stderr, /^does not hold: From 2\.87 on every microversion is answered alike\.\n {2}one .*\n {12}\d{3} /);
  const [file = ''] = readdirSync(join(place.path, 'kept'));
  const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
  const both = ['replay', token, join('kept', file)] as const;
  assert.match((await place.run(...both, ...broken)).stdout, /^(still fails: .*\n){2}$/);
  assert.match((await place.run(...both)).stdout, /^(fixed: .*From 2\.87 on.*\n){2}$/);
});

test('relations and invariants are held against a cloud as well', unlessItHangs, async (t) => {
  const place = workplace(t);
  const as = ['--cloud', 'sim', '--admin-cloud', 'sim-admin'] as const;
  const served = (...words: readonly string[]) =>
    place.run(
      ...['serve', '--time', 'steps', '--departure', 'image-backed-unchanged', '--exec', '--'],
      ...[process.execPath, program, ...words, ...as],
    );
  const { code, stdout, stderr } = await served('fuzz', '--relations', '--runs', '8', '--seed', '5', '--out', 'out');
  assert.equal(code, 1, stderr);
  assert.match(stdout, /^sim: image-backed-all-alike: broken\b/m);
  assert.match(stderr, /^10 sequences$/m);
  assert.match(stderr, /^another-servers-rescue: holds \(1 of 1 pairs told something\)$/m);
  const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
  const still = await served('replay', token);
  assert.match(still.stdout, /^still fails: the token: For a server that boots from an image, every microversion/);
});

test(
  'requests find what a cloud remembers of an earlier one, and replay sends that first',
  unlessItHangs,
  async (t) => {
    const place = workplace(t);
    const remembers = ['--fault', 'sticky-opt-in-of-token'] as const;
    const found = await place.run('fuzz', '--requests', '400', '--seed', '7', '--out', 'out', ...remembers);
    assert.equal(found.code, 1);
    assert.match(found.stderr, /^difference after \d+ requests: POST .*; then /m);
    assert.match(found.stderr, /as with {3}opt-in-is-per-request broken, sticky-opt-in-of-token/);
    assert.match(found.stdout, /: 1 difference in 400 requests/);
    // Neither a feature nor a script sends two requests.
    const [file = '', ...more] = readdirSync(join(place.out, 'counterexamples'));
    assert.deepEqual(more, []);
    const kept = join('out', 'counterexamples', file);
    const [token = ''] = /nrc1\.\S+/.exec(found.stderr) ?? [];
    const still = await place.run('replay', kept, token, ...remembers);
    assert.equal(still.code, 1);
    assert.match(still.stdout, /^still fails: .*; then .*\nstill fails: the token: /);
    assert.match((await place.run('replay', kept)).stdout, /^fixed: /);
  },
);

test(
  'requests find what is refused otherwise, in process and over HTTP, and replay sends them again',
  unlessItHangs,
  async (t) => {
    const place = workplace(t);
    const fault = ['--fault', 'unknown-action-is-501'] as const;
    const fuzz = [
      'fuzz',
      '--requests',
      '60',
      '--seed',
      '7',
      '--edition',
      'spec',
      '--out',
      'out',
      '--corpus',
      'kept',
    ] as const;
    const { code, stdout, stderr } = await place.run(...fuzz, ...fault);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /^answered: 400 \d+, /);
    assert.match(stdout, /simulator and the simulator as spec: 1 difference in 60 requests \(seed 7\)\n$/);
    assert.match(stderr, /^difference after \d+ requests: POST \/servers\/@\{\w+\}\/action \{"\w+":null\}$/m);
    assert.match(stderr, /^ {2}as with {3}no-such-action broken/m);
    const files = readdirSync(join(place.path, 'out', 'counterexamples'));
    assert.deepEqual(files.map((file) => file.replace(/.*\./, '')).sort(), ['feature', 'json', 'sh']);
    const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
    assert.match((await place.run('replay', token, ...fault)).stdout, /^still fails: the token: POST /);
    assert.match((await place.run('replay', token)).stdout, /^fixed: /);

    const served = (...words: readonly string[]) => {
      const exec = ['--time', 'steps', '--exec', '--', process.execPath, program] as const;
      return place.run('serve', ...fault, ...exec, ...words, '--cloud', '--admin-cloud', 'sim-admin');
    };
    const cloud = await served(...fuzz);
    assert.equal(cloud.code, 1, cloud.stderr);
    assert.match(cloud.stderr, /^still fails: .*: POST /m);
    assert.match(cloud.stdout, /: 1 difference in 60 requests \(seed 7\)\n$/);
    assert.match((await served('replay', token)).stdout, /^still fails: the token: POST /);
  },
);

test('requests tell of two faults that are answered alike', unlessItHangs, async (t) => {
  const broken = ['--fault', 'lock-unchecked', '--departure', 'rescue-once'] as const;
  const { code, stderr } = await workplace(t).run('fuzz', '--requests', '300', '--seed', '9', ...broken);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^ {2}as with {3}locked-server-refused broken, lock-unchecked$/m);
  assert.match(stderr, /^ {2}as with {3}rescue-once broken/m);
  assert.equal(stderr.match(/^ {2}expected {2}409 /gm)?.length, 2, 'each once');
  assert.equal(stderr.match(/^ {2}found {5}200 /gm)?.length, 2);
});

test('requests go on after what decides nothing, and find what does', unlessItHangs, async (t) => {
  const broken = ['--fault', 'malformed-json-is-500'] as const;
  const { code, stderr } = await workplace(t).run('fuzz', '--requests', '40', '--seed', '9', ...broken);
  assert.match(stderr, /^ {2}as with {3}malformed-is-no-server-error broken, malformed-json-is-500$/m);
  assert.match(stderr, /^ {2}as with {3}malformed-json broken, malformed-is-no-server-error broken/m);
  assert.equal(code, 1, stderr);
});

test('a cloud is played on as the simulator is, and says how far it has come', unlessItHangs, async (t) => {
  const [place, exec] = [workplace(t), ['--exec', '--', process.execPath, program]] as const;
  const served = (fault: readonly string[], ...words: readonly string[]) =>
    place.run('serve', '--edition', 'nova-27.0', '--time', 'steps', ...fault, ...exec, ...words);
  const cloud = ['--cloud', '--admin-cloud', 'sim-admin', '--edition', 'nova-27.0', '--seed', '3'] as const;
  const kept = await served([], 'fuzz', ...cloud, '--runs', '12', '--max-commands', '20', '--budget', 'servers=3');
  assert.equal(kept.code, 0, kept.stdout + kept.stderr);
  assert.match(kept.stderr, /^1\d\d commands$/m);
  assert.match(kept.stdout, /no difference in \d+ commands/);
  const broken = await served(
    ['--departure', 'rescue-answers-200'],
    'fuzz',
    ...cloud,
    '--runs',
    '2',
    '--max-commands',
    '20',
  );
  assert.equal(broken.code, 1);
  assert.match(broken.stderr, /as with {3}rescue-answers-200 broken/);
});

test('what a release does in what the text leaves open is no more than a note', unlessItHangs, async (t) => {
  const place = workplace(t);
  const { code, stdout, stderr } = await place.run(
    ...['serve', '--time', 'steps', '--edition', 'nova-27.0', '--exec', '--', process.execPath, program],
    ...['fuzz', '--edition', 'spec', '--disruptive', '--runs', '8', '--seed', '1', '--out', 'out'],
    ...['--cloud', 'sim', '--admin-cloud', 'sim-admin'],
  );
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^sim and the simulator as spec: no difference and \d+ notes? in \d+ commands/m);
  assert.match(stderr, /^ {2}as {8}.*nova-27\.0.*, in what the text leaves open$/m);
  assert.throws(() => readdirSync(join(place.path, 'out/counterexamples')), { code: 'ENOENT' });
});

test(
  'what a cloud does now and then is called flaky, with its rate, and replay looks for it often enough',
  unlessItHangs,
  async (t) => {
    let broken = 0;
    const cloud = await loopbackCloud(t, {
      meddle: (visit, proceed) => {
        const isUsual = /^\{"(rescue|unrescue|lock|unlock)"/i.test(visit.body.toString());
        if (isUsual || visit.method !== 'POST' || !visit.path.endsWith('/action') || visit.body.length === 0)
          return proceed();
        broken += 1;
        return broken % 3 === 0 ? { status: 500, body: {} } : proceed();
      },
    });
    const place = workplace(t);
    place.write('clouds.yaml', cloud.cloudsYaml);
    const as = ['--cloud', 'loop', '--admin-cloud', 'loop-admin'] as const;
    const words = ['--requests', '60', '--seed', '7', '--edition', 'spec', '--out', 'out'] as const;
    const { code, stderr } = await place.run('fuzz', ...words, ...as);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^difference after \d+ requests, flaky: [1-4] of 5 times: /m);
    const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
    assert.match((await place.run('replay', token, ...as)).stdout, /^still fails: /);
    assert.match((await place.run('replay', token)).stdout, /^fixed: /);
  },
);

test('a fault that lies before the cloud is no fault of what is played in process', unlessItHangs, async (t) => {
  const { code, stderr } = await workplace(t).run('fuzz', '--fault', 'slow');
  assert.equal(code, 2);
  assert.match(stderr, /^error: --fault slow lies before the cloud, .*--endpoint\n$/);
});

test(
  'fuzz finds a fault, in the edition in which it makes a difference, and replay finds it again',
  unlessItHangs,
  async (t) => {
    const place = workplace(t);
    const fault = ['--fault', 'bus-is-enough'] as const;
    const { code, stdout, stderr } = await place.run('fuzz', '--seed', '7', '--runs', '60', '--out', 'out', ...fault);
    assert.equal(code, 0, 'it is about what Novas do, and no rule that decides');
    assert.match(stdout, /simulator and the simulator as nova-27\.0: 1 difference in/);
    assert.match(stderr, /as with {3}bfv-needs-stable-device-image broken, bus-is-enough/);
    const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
    assert.match((await place.run('replay', token, ...fault)).stdout, /^still fails: /);
    assert.match((await place.run('replay', token)).stdout, /^fixed: /);
  },
);

test('what cannot be replayed or drawn ends in one line', unlessItHangs, async (t) => {
  const place = workplace(t);
  const wrong: readonly (readonly [RegExp, ...string[]])[] = [
    [/^error: the token is damaged/, 'replay', 'nrc1.AAAA'],
    [/^error: cannot read nothing\.json/, 'replay', 'nothing.json'],
    [/give servers=N or servers=N,volumes=N/, 'fuzz', '--budget', 'many'],
    [/give a whole number from 1 on/, 'fuzz', '--runs', '0'],
    [/--clients and --requests are two runs/, 'fuzz', '--clients', '2', '--requests', '2'],
  ];
  for (const [line, ...words] of wrong) {
    const { code, stderr } = await place.run(...words);
    assert.equal(code, 2);
    assert.match(stderr, line);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }
});
