import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../targets/clients/reading';
import { loopbackCloud } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

const password = 'S3cret-"pass"\\word';
const token = 'S3cret-token-of-loop';
const adminPass = 'S3cret-adminPass';

/** A cloud that answers with every secret it has heard, in every way there is. */
test('no secret gets into the files of a run, nor into what it says', unlessItHangs, async (t) => {
  let answers = 0;
  const cloud = await loopbackCloud(t, {
    password,
    token,
    meddle: async ({ method, path }, proceed) => {
      const answer = await proceed();
      if (method !== 'POST' || !path.endsWith('/action') || typeof answer !== 'object') return answer;
      const headers = { ...answer.headers, 'x-auth-token': token, 'set-cookie': `session=${token}`, 'x-echo': token };
      delete headers['content-length' as keyof typeof headers];
      if (answer.status === 200) return { ...answer, headers, body: { adminPass } };
      answers += 1;
      const inner = JSON.stringify({ adminPass, auth: { password } });
      const echo = `${token} of ${password} (${encodeURIComponent(password)}): ${inner}`;
      const bodies = [
        { conflictingRequest: { code: 409, message: echo, adminPass } },
        `${'x'.repeat(280)}${echo}`,
        echo,
      ];
      return answer.status === 400 ? { status: 409, headers, body: bodies[answers % bodies.length] } : answer;
    },
  });
  const place = workplace(t);
  place.write('clouds.yaml', cloud.cloudsYaml);
  const rules = 'rescue-answers-200,refusal-is-400,refusal-has-fault-body,image-backed-unchanged,trait-is-known';
  const usual = ['run', '--cloud', 'loop', '--admin-cloud', 'loop-admin', '--out', 'out', '--timeout', '5'];
  const { code, stdout, stderr } = await place.run(...usual, '--rule', rules);
  // A refusal of 409 is a violation: its exchanges are kept and shown.
  assert.equal(code, 1, stderr);
  const files = place.readAll();
  assert.deepEqual(Object.keys(files).sort(), ['junit.xml', 'messages.ndjson', 'report.json', 'report.md', 'run.json']);
  for (const [name, text] of Object.entries({ ...files, stdout, stderr })) {
    const found = text.indexOf('S3c');
    assert.equal(found, -1, `${name}: ${text.slice(Math.max(0, found - 200), found + 100)}`);
    if (!['run.json', 'stderr'].includes(name)) assert.match(text, /\[redacted\]/, name);
  }
});

test('a token from the command line is not in its files, and is warned of', unlessItHangs, async (t) => {
  const cloud = await loopbackCloud(t, { token });
  const place = workplace(t);
  place.write('nova-rescue.yaml', cloud.configuration);
  const usual = ['run', '--endpoint', cloud.endpoint, '--out', 'out', '--rule', 'version-is-advertised'];
  const { stdout, stderr } = await place.run(...usual, '--token', token);
  assert.match(stderr, /^warning: a token on the command line can be read by every user of this machine/m);
  for (const text of [stdout, stderr, ...Object.values(place.readAll())]) assert.ok(!text.includes(token));
  assert.equal(at(JSON.parse(place.read('run.json')), 'run', 'options', 'token'), '[redacted]');
});
