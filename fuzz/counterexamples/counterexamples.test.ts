import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type FaultId, inWords, start } from '../../simulator';
import { tokens } from '../../simulator/identity/people';
import { asFeature } from './as-feature';
import { asShell } from './as-shell';
import { counterexample, fromText, fromToken, tokenOf } from './counterexample';

const example = counterexample({
  edition: 'spec',
  driver: 'libvirt',
  actions: [
    { do: 'create', boots: 'volume', on: 'capable' },
    { do: 'rescue', image: 'stable', at: '2.86' },
  ],
  expected: '[400,[],{"badRequest":{}},{}]',
  actual: '[200,[],{},{}]',
  rules: ['bfv-opt-in-at-microversion'],
  faults: ['opt-in-at-2.86'],
  seed: 1,
  path: '0:1',
  commands: 7,
});

describe('a counterexample', () => {
  it('comes back from its file and from its token', () => {
    const { edition, driver, actions } = example;
    assert.deepEqual(fromToken(tokenOf(example)), { edition, driver, actions });
    assert.deepEqual(fromText(JSON.stringify(example), 'a.json'), { edition, driver, actions });
    assert.match(tokenOf(example), /^nrc1\.[\w-]{20,400}$/);
  });

  it('says in a line what is wrong with what is none', () => {
    const wrong: Readonly<Record<string, () => ReturnType<typeof fromText>>> = {
      'is no JSON': () => fromText('{', 'a.json'),
      'is no counterexample': () => fromText('{}', 'a.json'),
      'lacks its edition, driver or what to play': () =>
        fromText(JSON.stringify({ ...example, actions: [] }), 'a.json'),
      'the token is damaged': () => fromToken('nrc1.AAAA'),
    };
    for (const [message, read] of Object.entries(wrong)) {
      const found = read();
      assert.ok('wrong' in found && found.wrong.includes(message), message);
    }
  });

  it('is a feature', () => {
    assert.equal(
      asFeature(example),
      `# Breaks perhaps: bfv-opt-in-at-microversion
Feature: Found by fuzzing

  Scenario: ${inWords(example.actions)}
    When these actions are played, and on the simulator as spec
      """
        {"do":"create","boots":"volume","on":"capable"}
        {"do":"rescue","image":"stable","at":"2.86"}
      """
    Then nothing tells the two apart
`,
    );
  });
});

describe('a counterexample as a script', () => {
  it('leaves it to its user to change what a host reports', async () => {
    const actions = [
      { do: 'create', boots: 'volume' },
      { do: 'set trait', on: 'capable', to: 'absent' },
      { do: 'rescue', at: '2.87' },
    ] as const;
    const script = await asShell({ ...example, actions });
    assert.match(
      script,
      /^echo "have the host of zone \$ZONE_CAPABLE no longer report COMPUTE_RESCUE_BFV, then press Return"; read -r _$/m,
    );
    assert.doesNotMatch(script, /PLACEMENT/);
  });

  /** What it prints, run against a simulated cloud behind a socket. */
  async function printed(t: TestContext, script: string, fault?: FaultId): Promise<string> {
    const cloud = await start({ time: 'steps', ...(fault && { fault }) });
    t.after(() => cloud.stop());
    const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
    t.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'example.sh'), script);
    const env = {
      PATH: process.env.PATH,
      COMPUTE: `${cloud.url}/compute/v2.1`,
      IMAGE: `${cloud.url}/image`,
      VOLUME: `${cloud.url}/volume/v3`,
      TOKEN: tokens.owner,
      ADMIN_TOKEN: tokens.admin,
      ZONE_CAPABLE: 'rescue-bfv',
      FLAVOR: '1',
    };
    const child = spawn('sh', [join(folder, 'example.sh')], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    await new Promise((done) => child.on('close', done));
    return output;
  }

  it('shows it with curl alone, and what was expected', async (t) => {
    const script = await asShell(example);
    assert.match(await printed(t, script), /^HTTP\/1.1 400 [\s\S]*expected: 400 \{"badRequest":\{\}\}\n$/);
    assert.match(await printed(t, script, 'opt-in-at-2.86'), /^HTTP\/1.1 200 [\s\S]*expected: 400 /);
    for (const token of Object.values(tokens)) assert.ok(!script.includes(token));
  });

  it('shows what is left behind, where that is what differs', async (t) => {
    const left = { ...example, expected: '[400,[],{},{"task":null}]', actual: '[400,[],{},{"task":"rescuing"}]' };
    const script = await asShell({ ...left, actions: [{ do: 'create', boots: 'volume' }] });
    const output = await printed(t, script);
    assert.match(output, /^HTTP\/1.1 202 /);
    assert.match(output, /\n\{"server":\{.*"OS-EXT-STS:task_state":null/);
    assert.match(output, /\n\{"volumeAttachments":\[\{/);
    assert.match(output, /\n\{"instanceAction":\{"action":"create"/);
    assert.match(output, /\n\{"volume":\{.*"status":"in-use"/);
    assert.match(output, /\nexpected afterwards: \{"task":null\}\n$/);
  });
});
