import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { loopback, nobodyThere } from '../targets/loopback.test';
import { loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, type Workplace, workplace } from './testing/command-line.test';

/** The run says one line, writes nothing, and ends with 2. @returns the line, without its `error: ` */
async function refusal(place: Workplace, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await place.run('run', '--out', 'out', ...words);
  assert.deepEqual([code, stdout], [2, ''], stderr);
  assert.match(stderr, /^error: [^\n]+\n$/);
  assert.doesNotMatch(stderr, /\n\s+at |mistake of nova-rescue/);
  assert.throws(() => place.readAll(), { code: /ENOENT|ENOTDIR/ });
  return stderr.slice('error: '.length, -1);
}

async function refused(t: TestContext, line: string | RegExp, ...words: readonly string[]): Promise<void> {
  const said = await refusal(workplace(t), ...words);
  if (typeof line === 'string') assert.equal(said, line);
  else assert.match(said, line);
}

test('what does not exist', unlessItHangs, async (t) => {
  await Promise.all([
    refused(
      t,
      'no rule is called “needs-microversion”; did you mean bfv-needs-microversion?; “nova-rescue rules” lists them',
      '--rule',
      'bfv-needs-trait,needs-microversion',
    ),
    refused(t, 'no level is called “must”; there are spec, api, observed', '--level', 'spec,must'),
    refused(t, /^option '--edition <EDITION>' argument 'nova-2' is invalid\. there are spec, /, '--edition', 'nova-2'),
    refused(
      t,
      /^option '--departure <RULE>' argument 'x' is invalid\. it must be the id of a rule/,
      '--departure',
      'x',
    ),
    refused(
      t,
      /^option '--driver <DRIVER>' argument 'x' is invalid\. Allowed choices are fake, libvirt\./,
      '--driver',
      'x',
    ),
    refused(t, /^option '--allow-unverified .* argument 'x' is invalid\. Allowed choices/, '--allow-unverified', 'x'),
    refused(t, "unknown option '--editon' (Did you mean --edition?)", '--editon', 'spec'),
    refused(t, /^too many arguments for 'run'/, 'this'),
  ]);
});

test('numbers that are none', unlessItHangs, async (t) => {
  const samples = (wrong: string) => {
    const line = `option '--samples <N>' argument '${wrong}' is invalid. give a whole number from 1 on.`;
    return refused(t, line, `--samples=${wrong}`);
  };
  await Promise.all(['0', '-1', '1.5', 'many', ''].map(samples));
  await refused(
    t,
    "option '--timeout <SECONDS>' argument '0' is invalid. give a whole number from 1 on.",
    '--timeout',
    '0',
  );
});

test('a tag expression that is none', unlessItHangs, async (t) => {
  await refused(t, /^--tags “@a and \(” cannot be read: /, '--tags', '@a and (');
});

test('options that exclude or need each other', unlessItHangs, async (t) => {
  const endpoint = ['--endpoint', 'http://127.0.0.1:1/v2.1'];
  const withPassword = 'http://me:S3cret@127.0.0.1:1/v2.1';
  await Promise.all([
    refused(t, '--cloud and --endpoint exclude each other: give one of them', '--cloud', 'c', ...endpoint),
    refused(
      t,
      '--endpoint needs a token: set OS_TOKEN, or give --token-file FILE or callers.owner.token-file in nova-rescue.yaml',
      ...endpoint,
    ),
    refused(
      t,
      /^--departure, --fault, --driver and --vtpm are for the simulator/,
      ...endpoint,
      '--departure',
      'bfv-needs-trait',
    ),
    refused(t, /^--admin-cloud goes with --cloud or --endpoint/, '--admin-cloud', 'c'),
    refused(t, /^“cloud.example” is no http or https URL/, '--endpoint', 'cloud.example', '--token', 'S3cret-token'),
    refused(
      t,
      /^--endpoint takes a URL of scheme, host and path only/,
      '--endpoint',
      withPassword,
      '--token',
      'S3cret-token',
    ),
  ]);
});

test('where nothing can be written', unlessItHangs, async (t) => {
  const place = workplace(t);
  place.write('out', 'a file');
  assert.equal(await refusal(place), `cannot write to ${place.out} (ENOTDIR); give another folder with --out`);
  assert.equal(
    await refusal(place, '--out', 'out/below'),
    `cannot write to ${place.out}/below (ENOTDIR); give another folder with --out`,
  );
  // Node's own recursive mkdir does not come back from this one.
  await refused(t, 'cannot write to /proc/no/such (ENOENT); give another folder with --out', '--out', '/proc/no/such');
});

test('files that are not what they should be', unlessItHangs, async (t) => {
  const yaml = async (text: string, line: string | RegExp) => {
    const place = workplace(t);
    place.write('nova-rescue.yaml', text);
    const said = await refusal(place);
    if (typeof line === 'string') assert.equal(said, line);
    else assert.match(said, line);
  };
  await yaml(
    'flavor: "1"\n\nimages: {root: a}}\n',
    /^nova-rescue\.yaml:3: this is no YAML \(.*\); put that line right$/,
  );
  await yaml(
    'flavor: "1"\n\nzonen:\n  capable: [a]\n',
    'nova-rescue.yaml:3: zonen is not known here; it can be implementation, flavor, images, zones, hosts, network, servers, claims, callers, hooks',
  );
  await yaml('zones:\n  capable: a\n', 'nova-rescue.yaml:2: zones.capable must be array');
  await yaml('flavor: 1\n', 'nova-rescue.yaml:1: flavor must be string');
  await refused(t, 'cannot read /no/such (ENOENT); give the path of a file that can be read', '--config', '/no/such');
});

test('expectations that are none', unlessItHangs, async (t) => {
  const place = workplace(t);
  const own = place.write('own.yaml', '- rule: bfv-needs-trait\n  verdict: never\n  reason: none\n');
  assert.equal(await refusal(place, '--expect', own), `${own}:2: 0.verdict must be one of violates, inconclusive`);
  await refused(
    t,
    'no expectations are called “nova-28.0”, and there is no such file; the package has nova-21.0, nova-21.1, nova-27.0, nova-30.0',
    '--expect',
    'nova-28.0',
  );
});

test('clouds that are not there, or not understood', unlessItHangs, async (t) => {
  await refused(t, /^no clouds\.yaml in .* there is no cloud "c"/, '--cloud', 'c');
  await refused(t, /^no cloud is configured/, '--cloud');
  const place = workplace(t);
  place.write('clouds.yaml', 'clouds:\n  c:\n   auth: {\n');
  assert.match(await refusal(place, '--cloud', 'c'), /clouds\.yaml:\d+: not valid YAML/);
  place.write('clouds.yaml', 'clouds:\n  c:\n    auth:\n      username: demo\n');
  assert.match(await refusal(place, '--cloud', 'c'), /auth_url/);
  assert.match(await refusal(place, '--cloud', 'd'), /there is no cloud "d"/);
});

test('a password that is wrong', unlessItHangs, async (t) => {
  const { cloudsYaml, origin } = await loopbackCloud(t, { password: 'S3cret-right' });
  const place = workplace(t);
  place.write('clouds.yaml', cloudsYaml.replaceAll('S3cret-right', 'S3cret-wrong'));
  assert.equal(
    await refusal(place, '--cloud', 'loop'),
    `Keystone at ${origin}/identity/v3 refused the credentials of cloud "loop" (401): check the user name, check the password, and the domain of the user and the project`,
  );
});

test('an endpoint that nobody listens at', unlessItHangs, async (t) => {
  const origin = await nobodyThere();
  const place = workplace(t);
  const token = place.write('token', 'S3cret-token');
  assert.equal(
    await refusal(place, '--endpoint', `${origin}/v2.1`, '--token-file', token),
    `${origin}/v2.1 cannot be reached: GET ${origin}/v2.1/: no complete answer came (ECONNREFUSED); check the endpoint and the network`,
  );
  // A warning about the token would be a second line.
  assert.match(await refusal(place, '--endpoint', `${origin}/v2.1`, '--token', 'S3cret-token'), /ECONNREFUSED/);
  place.write(
    'clouds.yaml',
    `clouds: {c: {auth: {auth_url: '${origin}/v3', token: S3cret-token}, auth_type: v3token}}`,
  );
  assert.match(
    await refusal(place, '--cloud', 'c'),
    /^Keystone cannot be reached at .* \(ECONNREFUSED\): check auth_url/,
  );
});

test('a token that has expired and cannot be renewed', unlessItHangs, async (t) => {
  const version = { id: 'v2.1', version: '2.96', min_version: '2.1' };
  const unauthorized = { status: 401, body: { error: { code: 401, message: 'S3cret-token has expired' } } };
  const said = async (open: boolean) => {
    const origin = await loopback(t, ({ path }) =>
      open && path === '/v2.1/' ? { status: 200, body: { version } } : unauthorized,
    );
    const place = workplace(t);
    const token = place.write('token', 'S3cret-token');
    const line = await refusal(place, '--endpoint', `${origin}/v2.1`, '--token-file', token);
    assert.equal(
      line,
      `${origin}/v2.1 refuses the token (401): it may have expired; give a fresh one of a user of this cloud`,
    );
  };
  await said(true);
  await said(false);
});

test('the other commands', unlessItHangs, async (t) => {
  const place = workplace(t);
  const says = async (line: RegExp, ...words: readonly string[]) => {
    const { code, stdout, stderr } = await place.run(...words);
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr, line);
  };
  await says(/^error: no rule is called “x”; “nova-rescue rules” lists them\n$/, 'knock-out', '--rule', 'x');
  await says(/^error: unknown command 'runn' \(Did you mean run\?\)\n$/, 'runn');
  await says(/^error: no clouds\.yaml .* there is no cloud "c"[^\n]*\n$/, 'check-config', '--cloud', 'c');
});
