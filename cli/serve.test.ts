import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { request } from 'undici';
import { parse } from 'yaml';
import { at, listAt, textAt } from '../targets/clients/reading';
import { unlessItHangs, type Workplace, workplace } from './testing/command-line.test';

/** Starts it, and waits for the line that it is ready. */
async function serving(place: Workplace, ...words: readonly string[]) {
  const { child, ended } = place.start('serve', ...words);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: string) => {
      said += text;
      const [, found] = /^# ready: (\S+)/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  return { child, ended, url, said: () => said };
}

test(
  'serve prints a clouds.yaml and that it is ready, writes what it is told to, and ends at once',
  unlessItHangs,
  async (t) => {
    const place = workplace(t);
    const files = ['--clouds-yaml', 'clouds.yaml', '--openrc', 'openrc', '--log', 'requests.ndjson'];
    place.write('hosts.yaml', 'hosts:\n  own:\n    zone: az1\n');
    const words = [
      '--hosts',
      'hosts.yaml',
      '--edition',
      'nova-27.0',
      '--max-microversion',
      '2.90',
      '--latency',
      '0-1',
      ...files,
    ];
    const { child, ended, url } = await serving(place, ...words);
    const answer = await request(`${url}/compute/v2.1`);
    assert.equal(textAt(await answer.body.json(), 'version', 'version'), '2.90');
    const headers = { 'X-Auth-Token': 'owner-token' };
    const zones = await request(`${url}/compute/v2.1/os-availability-zone`, { headers });
    const [zone] = listAt(await zones.body.json(), 'availabilityZoneInfo');
    assert.equal(textAt(zone, 'zoneName'), 'az1');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(
      stdout,
      /# ready: \S+ \(edition nova-27\.0, driver libvirt, seed 1, in real time; Ctrl-C ends it\)\n$/,
    );
    const printed: unknown = parse(stdout);
    assert.equal(textAt(at(printed, 'clouds', 'sim-admin', 'auth'), 'auth_url'), `${url}/identity/v3`);
    const read = (name: string) => readFileSync(join(place.path, name), 'utf8');
    assert.deepEqual(parse(read('clouds.yaml')), printed);
    assert.match(read('openrc'), /^export OS_USERNAME='demo'$/m);
    for (const name of ['clouds.yaml', 'openrc', 'requests.ndjson']) {
      assert.equal(statSync(join(place.path, name)).mode & 0o777, 0o600, name);
    }
    const [first = '', ...more] = read('requests.ndjson').trimEnd().split('\n');
    assert.equal(more.length, 1);
    const { time, request_id: id, ...line } = JSON.parse(first) as Record<string, unknown>;
    assert.match(String(id), /^req-/);
    assert.deepEqual(line, { method: 'GET', path: '/compute/v2.1', status: 200 });
    const again = await serving(place, ...files);
    again.child.kill('SIGINT');
    assert.equal((await again.ended).code, 0, 'its own files are written anew');
  },
);

test(
  'serve --control lets whoever has the token save a cloud, which another one goes on as',
  unlessItHangs,
  async (t) => {
    const place = workplace(t);
    const words = [
      '--control',
      '--time',
      'manual',
      '--seed',
      '5',
      '--edition',
      'nova-21.0',
      '--log',
      'requests.ndjson',
    ];
    const one = await serving(place, ...words);
    const [, door = '', token = ''] = /^# control: (\S+\/_control\/)#token=(\S+)$/m.exec(one.said()) ?? [];
    const headers = { Authorization: `Bearer ${token}` };
    const saved = await request(`${door}snapshot`, { headers });
    assert.equal(saved.statusCode, 200);
    place.write('saved.json', await saved.body.text());
    one.child.kill('SIGTERM');
    const { stdout, stderr } = await one.ended;
    assert.match(
      stdout,
      /\(edition nova-21\.0, driver libvirt, seed 5, time by its control alone; Ctrl-C ends it\)\n$/,
    );
    assert.ok(!`${stderr}${readFileSync(join(place.path, 'requests.ndjson'), 'utf8')}`.includes(token));
    const another = await serving(place, '--restore', 'saved.json');
    another.child.kill('SIGTERM');
    assert.match(
      (await another.ended).stdout,
      /\(edition nova-21\.0, driver libvirt, seed 5, in real time; Ctrl-C ends it\)\n$/,
    );
    assert.equal(withoutOrigin(another.said()), withoutOrigin(one.said()));
    const within = await place.run(
      'serve',
      '--control',
      '--exec',
      'sh',
      '-c',
      'echo $NOVA_RESCUE_CONTROL_URL $NOVA_RESCUE_CONTROL_TOKEN',
    );
    assert.match(within.stdout, /^http:\/\/127\.0\.0\.1:\d+\/_control\/ [\w-]{32}\n$/);
  },
);

/** The clouds of a clouds.yaml, wherever they listen. */
const withoutOrigin = (said: string): string =>
  JSON.stringify(at(parse(said), 'clouds')).replaceAll(/127\.0\.0\.1:\d+/g, '');

test(
  'serve --exec runs a command that finds this cloud and no other, and ends as it does',
  unlessItHangs,
  async (t) => {
    const place = workplace(t, { OS_CLOUD: 'elsewhere', OS_TOKEN: 'elsewhere' });
    const shown = await place.run(
      'serve',
      '--seed',
      '3',
      '--exec',
      'sh',
      '-c',
      'env; cat $OS_CLIENT_CONFIG_FILE; exit 7',
    );
    assert.equal(shown.code, 7, shown.stderr);
    assert.match(shown.stdout, /^OS_AUTH_URL=http:\/\/127\.0\.0\.1:\d+\/identity\/v3$/m);
    assert.match(shown.stdout, /^ {2}sim-reader:$/m);
    assert.doesNotMatch(shown.stdout, /elsewhere|ready/);
    assert.equal((await place.run('serve', '--exec', 'sh', '-c', 'kill -9 $$')).code, 137);
    const gone = await place.run('serve', '--exec', './nothing', '--port', '1');
    assert.deepEqual([gone.code, gone.stderr], [2, 'error: cannot run ./nothing (ENOENT)\n']);
  },
);

test('serve --exec hands a SIGTERM on', unlessItHangs, async (t) => {
  const { child, ended } = workplace(t).start(
    'serve',
    '--exec',
    'sh',
    '-c',
    "trap 'exit 5' TERM; echo up; for i in $(seq 200); do sleep 0.05; done",
  );
  child.stdout?.once('data', () => child.kill('SIGTERM'));
  assert.equal((await ended).code, 5);
});

test('serve says in a line what is wrong', unlessItHangs, async (t) => {
  const server = createServer();
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  const taken = String((server.address() as AddressInfo).port);
  const place = workplace(t);
  place.write('own.yaml', 'clouds: {}\n');
  for (const [words, line] of [
    [
      ['--port', taken],
      /^error: cannot listen at 127\.0\.0\.1, port \d+ \(EADDRINUSE\): choose another --port or --listen$/,
    ],
    [['--exec'], /^error: --exec: say what to run, after all options$/],
    [['true'], /^error: put --exec before “true” to have it run$/],
    [['--clouds-yaml', 'own.yaml'], /^error: own\.yaml is there already and was not written by nova-rescue serve: /],
    [['--openrc', 'no/such'], /^error: cannot write no\/such \(ENOENT\)$/],
    [['--time', 'manual'], /^error: --time manual: add --control, which alone lets time pass then$/],
    [['--restore', 'own.yaml'], /^error: own\.yaml: this is no saved cloud$/],
    [['--restore', 'none'], /^error: cannot read none \(ENOENT\); give a file that \/_control\/snapshot has given$/],
    [
      ['--restore', 'own.yaml', '--max-microversion', '2.88'],
      /^error: --restore: the file says what the cloud is like; leave out --max-microversion$/,
    ],
    [['--hosts', 'own.yaml'], /^error: own\.yaml:1: the file must have required property 'hosts'$/],
    [['--log', 'no/such'], /^error: cannot write no\/such \(ENOENT\)$/],
    [
      ['--edition', 'nova-21.0', '--max-microversion', '2.88'],
      /^error: --max-microversion: nova-21\.0 has 2\.1 to 2\.87$/,
    ],
    [['--max-microversion', '2'], /^error: --max-microversion: spec has 2\.1 to 2\.104$/],
    [['--latency', '9-3'], /^error: .*give milliseconds such as 20, or from which to which, such as 20-80\.$/],
    [['--time', 'fast'], /^error: .*Allowed choices are real, steps, manual\.$/],
  ] as const) {
    const { code, stdout, stderr } = await place.run('serve', ...words);
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr.trimEnd(), line);
  }
});

test('serve warns who lets others in', unlessItHangs, async (t) => {
  const { stderr, code } = await workplace(t).run('serve', '--listen', '0.0.0.0', '--exec', 'true');
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^warning: whoever reaches this machine at 0\.0\.0\.0 can sign in: the passwords are no secret\n$/,
  );
});

/** Some of each family, what needs another caller, and what only some editions keep. */
const some = [
  ...['bfv-needs-microversion', 'bfv-opt-in-at-microversion', 'version-is-echoed', 'bfv-needs-trait'],
  ...['trait-of-own-host', 'bfv-falls-back-to-original', 'bfv-without-original-fails', 'image-backed-falls-back'],
  ...['bfv-needs-stable-device-image', 'refusal-is-400', 'refusal-changes-nothing', 'no-token'],
  ...['other-projects-server', 'role-refused', 'rescue-reaches-rescue', 'unrescue-only-rescued'],
].join();

for (const edition of ['spec', 'nova-27.0']) {
  test(`a run over HTTP gives the verdicts that it gives in process: ${edition}`, unlessItHangs, async (t) => {
    const place = workplace(t);
    place.write('nova-rescue.yaml', 'callers: {other-project: {cloud: sim-other}, reader: {cloud: sim-reader}}\n');
    const usual = ['--rule', some, '--seed', '7', '--samples', '3', '--accept-samples', '0', '--timeout', '5'];
    const verdicts = (out: string) =>
      listAt(JSON.parse(readFileSync(join(place.path, out, 'report.json'), 'utf8')), 'rules').map(
        (rule) => `${textAt(rule, 'id')}: ${textAt(rule, 'verdict')}`,
      );
    const ours = [process.execPath, join(__dirname, 'nova-rescue.cjs')];
    const simulated = ['--edition', edition, '--driver', 'fake'];
    const inside = await place.run('run', ...simulated, ...usual, '--out', 'inside');
    const cloud = ['run', '--cloud', 'sim', '--admin-cloud', 'sim-admin', ...usual, '--out', 'outside'];
    const outside = await place.run('serve', ...simulated, '--time', 'steps', '--exec', ...ours, ...cloud);
    assert.deepEqual(
      [outside.code, inside.code],
      [edition === 'spec' ? 0 : 1, edition === 'spec' ? 0 : 1],
      outside.stderr,
    );
    assert.deepEqual(verdicts('outside'), verdicts('inside'));
    // That release does not tell a reader from a member.
    const untold = edition === 'spec' ? [] : ['role-refused: not-applicable'];
    assert.deepEqual(
      verdicts('outside').filter((verdict) => /inconclusive|not-applicable/.test(verdict)),
      untold,
    );
  });
}
