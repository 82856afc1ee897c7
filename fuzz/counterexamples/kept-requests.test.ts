import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { start } from '../../simulator';
import { tokens } from '../../simulator/identity/people';
import { arranging } from '../../targets/arranging/wrapped-target.test';
import { simulatorTarget } from '../../targets/simulator-target';
import type { Ask } from '../requests/request';
import { playBoth, readActions } from '../stages/against-model';
import { fromText, fromToken, keptRequest, tokenOf } from './counterexample';
import { requestAsFeature } from './request-as-feature';
import { requestAsShell } from './request-as-shell';

const ask: Ask = {
  method: 'POST',
  path: '/servers/@{active}/action',
  headers: { 'OpenStack-API-Version': 'compute 2.87' },
  as: 'owner',
  body: '{"rescue":{"a":null}}',
};

const kept = (request: Ask) =>
  keptRequest({
    ...{
      edition: 'spec',
      driver: 'libvirt',
      request,
      expected: '[400,[],{"badRequest":{}},{}]',
      actual: '[200,[],{},{}]',
    },
    ...{ rules: ['rescue-body'], faults: [], seed: 1, path: '0:1', requests: 7 },
  });

describe('a request that is kept', () => {
  it('comes back from its file and from its token', () => {
    const replayable = { edition: 'spec', driver: 'libvirt', request: ask };
    assert.deepEqual(fromToken(tokenOf(kept(ask))), replayable);
    assert.deepEqual(fromText(JSON.stringify(kept(ask)), 'a.json'), replayable);
    const damaged = JSON.stringify({ ...kept(ask), request: { ...ask, path: 7 } });
    assert.match(JSON.stringify(fromText(damaged, 'a.json')), /lacks its edition, driver or what to play/);
  });

  it('is a feature, where our steps can say it', () => {
    const feature = requestAsFeature(
      kept({ ...ask, path: '/servers/@{rescued}/action', as: 'admin', body: '{\n"rescue":7}' }),
    );
    assert.match(feature ?? '', /^# Breaks perhaps: rescue-body\nFeature: /);
    assert.match(feature ?? '', /^ {2}Scenario: .*send the action \{ "rescue":7\} as admin/m);
    assert.match(feature ?? '', /^ {8}\{"do":"rescue","image":"stable"\}\n {8}\{"do":"act","text":"\{\\n/m);
    const unsaid: readonly Partial<Ask>[] = [
      { method: 'PUT' },
      { path: '/servers' },
      { body: '{"rescue":{"rescue_image_ref":"@{image}"}}' },
      { body: '"""' },
    ];
    for (const other of unsaid) assert.equal(requestAsFeature(kept({ ...ask, ...other })), undefined);
    const { body: _, ...bodiless } = ask;
    assert.equal(requestAsFeature(kept({ ...bodiless, bytes: '/w==' })), undefined);
    assert.match(
      requestAsFeature(kept(bodiless)) ?? '',
      /Scenario: .* send no body with .*[\s\S]*\{"do":"act","headers":/,
    );
  });
});

describe('the feature of a request', () => {
  /** Whether it tells a broken cloud from the simulator. */
  async function fails(t: TestContext, request: Ask, isCloud: boolean, broken: object): Promise<boolean> {
    const simulated = simulatorTarget({ edition: 'nova-27.0', driver: 'libvirt', seed: 1, ...broken });
    const on = isCloud ? { ...simulated, kind: 'cloud' as const } : simulated;
    const { subject, arranger } = arranging(t, { on });
    const [, text = ''] = (requestAsFeature(kept(request)) ?? '').split('"""');
    const actions = readActions(text);
    assert.ok(typeof actions !== 'string', `${actions}`);
    return (await playBoth(subject, arranger, 'nova-27.0', actions)) !== undefined;
  }

  const { body: _, ...bodiless } = ask;
  const rescue: Ask = { ...ask, body: '{"rescue":null}' };
  const refused: Ask = { ...rescue, path: '/servers/@{locked}/action' };
  const found: Readonly<Record<string, readonly [Ask, object]>> = {
    'a header of an acceptance': [rescue, { fault: 'vary-missing' }],
    'a header of a refusal': [refused, { departure: 'version-is-echoed' }],
    'the password that is missing': [rescue, { fault: 'password-missing' }],
    'the password under another name': [rescue, { fault: 'password-under-another-name' }],
    'the words of a refusal': [ask, { fault: 'fault-without-message' }],
    'the words of a refusal of no body': [bodiless, { fault: 'fault-without-message' }],
    'the form of a refusal': [ask, { fault: 'fault-code-as-text' }],
  };
  for (const [what, [request, broken]] of Object.entries(found)) {
    it(`fails for ${what}, and only on what is broken`, async (t) => {
      // A cloud may have headers of its own: there no request is found for them.
      const isHeader = what.startsWith('a header');
      assert.equal(await fails(t, request, false, broken), true, 'on the simulator');
      assert.equal(await fails(t, request, true, broken), !isHeader, 'on a cloud');
      for (const isCloud of [false, true]) assert.equal(await fails(t, request, isCloud, {}), false);
    });
  }
});

describe('a request as a script', () => {
  /** What it prints, run against a simulated cloud behind a socket. */
  async function printed(t: TestContext, request: Ask): Promise<string> {
    const cloud = await start({ time: 'steps' });
    t.after(() => cloud.stop());
    const env = { PATH: process.env.PATH, COMPUTE: `${cloud.url}/compute/v2.1`, TOKEN: tokens.owner };
    const ids = { ACTIVE: 'no-such-server', IMAGE: '00000000-0000-4000-8000-00000000dead' };
    const { stdout } = await promisify(execFile)('sh', ['-c', requestAsShell(kept(request))], {
      env: { ...env, ...ids },
    });
    return stdout;
  }

  it('shows it with one curl command, and what was expected', async (t) => {
    const script = requestAsShell(kept(ask));
    assert.match(script, /^curl -sSi -X POST "\$COMPUTE"'\/servers\/'"\$ACTIVE"'\/action' -H "X-Auth-Token: \$TOKEN"/m);
    for (const token of Object.values(tokens)) assert.ok(!script.includes(token));
    assert.match(
      await printed(t, ask),
      /^HTTP\/1.1 400 [\s\S]*'a' was unexpected[\s\S]*expected: 400 \{"badRequest":\{\}\}\n$/,
    );
  });

  it('sends what no word of the shell can hold', async (t) => {
    const strange = await printed(t, {
      ...ask,
      body: '{"rescue":{"rescue_image_ref":"@{image}","\\u0000\\u0001%\\\\":"\u0000"}}',
    });
    assert.match(strange, /^HTTP\/1.1 400 /);
    const { body: _, ...bodiless } = ask;
    const json = { ...bodiless, headers: { 'Content-Type': 'application/json' } };
    assert.match(
      await printed(t, { ...json, bytes: Buffer.from('{"rescue":\xff}', 'latin1').toString('base64') }),
      /^HTTP\/1.1 400 /,
    );
    assert.match(await printed(t, { ...json, as: 'nobody' }), /^HTTP\/1.1 401 /);
  });

  it('says what it lacks', async () => {
    const script = requestAsShell(kept(ask));
    const run = promisify(execFile)('sh', ['-c', script], { env: { PATH: process.env.PATH, COMPUTE: 'http://x' } });
    await assert.rejects(run, /set ACTIVE/);
  });
});
