import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../cli/running/package-root';
import { ruleIds } from '../../features/catalogue';
import type { Report } from '../../reports/report';

/** A project somewhere that has installed the packed package, and the Node it runs on. */
export interface Consumer {
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  /** A folder of modules in which there is another cucumber. */
  readonly otherModules: string;
}

/** Step files in TypeScript, of what Node can strip by itself. */
const typedSteps = `import { type Answer, arranged, type RescueWorld, target, Then } from 'nova-rescue-conformance/steps';
Then('all is {word}', (word: string): void => void word);
Then('{word} is not {answer}', async function (this: RescueWorld, word: string, answer: Answer) {
  const { server } = await arranged(this);
  const path = '/servers/' + server.id;
  const { reply } = await target().send({ caller: 'owner', service: 'compute', method: 'GET', path });
  if (reply.status !== 200) throw new Error(word + String(answer));
});
`;

/** What is tried there. Each ends, or throws what is wrong. */
export const trials: Readonly<Record<string, (consumer: Consumer) => void>> = {
  '`npx nova-rescue run`': (consumer) => {
    const { status, stdout, stderr } = call(consumer, 'npx', '--no-install', 'nova-rescue', 'run', '--seed', '7');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /simulator \(spec\) conforms: (\d+) of \1 deciding rules verified\.\n$/);
    const report = JSON.parse(readFileSync(join(consumer.project, 'reports/out/report.json'), 'utf8')) as Report;
    assert.deepEqual([report.exitCode, report.rules.length], [0, ruleIds.length]);
  },
  '`--features`': (consumer) => {
    example(consumer, 'features');
    const good = features(consumer, 'features');
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, /: 2 passed, 0 failed\.\n$/);
    const bad = features(consumer, 'features', '--departure', 'bfv-needs-microversion');
    assert.equal(bad.status, 1, bad.stderr);
  },
  'steps in TypeScript': (consumer) => {
    own(consumer, 'typed', 'steps.mts', typedSteps);
    const { status, stderr } = features(consumer, 'typed');
    const strips = call(consumer, 'node', '-p', '!!process.features.typescript').stdout.trim() === 'true';
    assert.equal(status, strips ? 0 : 2, stderr);
    if (!strips)
      assert.match(stderr, /^error: Node \S+ cannot load steps\.mts of .*: for TypeScript take Node 22\.18 or later/);
  },
  'another cucumber': (consumer) => {
    own(
      consumer,
      'other',
      'steps.mjs',
      "import { Then } from '@cucumber/cucumber';\nThen('all is {word}', () => undefined);\n",
    );
    symlinkSync(consumer.otherModules, join(consumer.project, 'other/node_modules'));
    const { status, stderr } = features(consumer, 'other');
    assert.equal(status, 2, stderr);
    assert.match(
      stderr,
      /^error: the step files in .* use another copy of cucumber \(.*\) than nova-rescue: import Given, .*\n$/,
    );
  },
  'ESM program': (consumer) => program(consumer, 'nightly.mjs'),
  'CommonJS program': (consumer) => program(consumer, 'nightly.cjs'),
  startSimulator: (consumer) => {
    for (const name of ['embedded.mjs', 'embedded.cjs']) {
      example(consumer, name);
      const { status, stdout } = call(consumer, 'node', name);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /^[#ℹ] fail 0$/m);
    }
    const page = `const { startSimulator } = require('nova-rescue-conformance');
      startSimulator({ control: true }).then(async (cloud) => {
        console.log((await fetch(cloud.control.url)).headers.get('content-type'));
        await cloud.stop();
      });`;
    assert.equal(call(consumer, 'node', '-e', page).stdout, 'text/html; charset=utf-8\n');
  },
  types: (consumer) => {
    example(consumer, 'typed.mts');
    const source = readFileSync(join(consumer.project, 'typed.mts'), 'utf8');
    writeFileSync(join(consumer.project, 'typed.cts'), source);
    const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
    const good = call(consumer, 'node', tsc, ...options, 'typed.mts', 'typed.cts');
    assert.equal(good.status, 0, good.stdout);
    // Cucumber's own types are not sound without those of Node.
    const steps = call(consumer, 'node', tsc, ...options, '--skipLibCheck', 'typed/steps.mts');
    assert.equal(steps.status, 0, steps.stdout);
    writeFileSync(join(consumer.project, 'wrong.mts'), source.replace("'spec'", "'nova-2'"));
    const bad = call(consumer, 'node', tsc, ...options, 'wrong.mts');
    assert.match(bad.stdout, /Type '"nova-2"' is not assignable to type/);
  },
};

/** Runs a program of the project with the Node that is tried. */
function call({ project, env }: Consumer, command: string, ...words: readonly string[]) {
  return spawnSync(command, words, { cwd: project, env, encoding: 'utf8' });
}

const features = (consumer: Consumer, folder: string, ...words: readonly string[]) =>
  call(consumer, 'npx', '--no-install', 'nova-rescue', 'run', '--seed', '7', '--features', folder, ...words);

/** Copies something of our examples to the project. */
const example = ({ project }: Consumer, name: string) =>
  cpSync(join(packageRoot, 'examples', name), join(project, name), { recursive: true });

/** A feature of one step, and the file that defines it. */
function own({ project }: Consumer, folder: string, file: string, steps: string): void {
  mkdirSync(join(project, folder));
  writeFileSync(join(project, folder, 'own.feature'), 'Feature: own\n  Scenario: own\n    Then all is well\n');
  writeFileSync(join(project, folder, file), steps);
}

function program(consumer: Consumer, name: string): void {
  example(consumer, name);
  const { status, stdout, stderr } = call(consumer, 'node', name);
  assert.deepEqual([status, stderr], [0, ''], stderr);
  assert.match(stdout, /^conforms: .*\nconforms: .*\n$/);
  const unknown = call(consumer, 'node', name, 'no-such-cloud');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /^no clouds\.yaml .*\n$/);
}
