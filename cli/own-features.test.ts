import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { listAt, textAt } from '../targets/clients/reading';
import { packageRoot } from './running/package-root';
import { type Ended, unlessItHangs, type Workplace, workplace } from './testing/command-line.test';

const given = 'Given a volume-backed server on a host that reports the trait\n    When its rescue is asked for at 2.87';

/** A feature of one scenario with these further steps. */
const feature = (steps: string) => `Feature: own\n  Scenario: one\n    ${given}\n    ${steps}\n`;
const importing = "import { Given, Then, When } from 'nova-rescue-conformance/steps';\n";

/** A project in which this package is installed, with files in its folder `own` (brackets and all). */
function project(t: TestContext, files: Readonly<Record<string, string>>): Workplace {
  const place = workplace(t);
  mkdirSync(join(place.path, 'node_modules'));
  symlinkSync(packageRoot, join(place.path, 'node_modules/nova-rescue-conformance'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(place.path, 'own [ü]', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return place;
}

const runOwn = (place: Workplace, ...words: readonly string[]): Promise<Ended> =>
  place.run('run', '--features', 'own [ü]', '--seed', '7', '--out', 'out', ...words);

async function refusal(t: TestContext, files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const place = project(t, files);
  const { code, stdout, stderr } = await runOwn(place, ...words);
  assert.deepEqual([code, stdout], [2, ''], stderr);
  assert.match(stderr, /^error: [^\n]+\n$/);
  assert.throws(() => place.readAll(), { code: 'ENOENT' });
  return stderr.slice('error: '.length, -1).replaceAll(place.path, '.');
}

test('own scenarios are run in place of ours, and reported by themselves', unlessItHangs, async (t) => {
  const place = project(t, {
    'deep/mixed.feature': `Feature: mixed
  Scenario: passes
    ${given}
    Then every answer is an acceptance
  @rule:bfv-needs-trait @control
  Scenario: fails, whatever its tags say
    ${given}
    Then every answer is a refusal
  Scenario: cannot be arranged
    Given a thing that is not there
  Scenario: has a mistake in it
    Given a mistake
  Scenario: is left out
    Given something to be skipped
  Scenario: is not written yet
    Given something to come
`,
    'steps.mjs': `${importing}import { NotApplicable } from 'nova-rescue-conformance/steps';
Given('a thing that is not there', () => { throw new NotApplicable('there is none here'); });
Given('a mistake', () => { throw new TypeError('x is no function'); });
Given('something to be skipped', () => 'skipped');
Given('something to come', () => 'pending');
`,
    'node_modules/other/steps.js': 'throw new Error("this is not the user’s own");',
    'node_modules/other/other.feature': 'this is no Gherkin',
  });
  const { code, stdout, stderr } = await runOwn(place);
  assert.equal(code, 1, stderr);
  const report: unknown = JSON.parse(place.read('report.json'));
  const own = Object(report).ownScenarios;
  assert.deepEqual(Object(report).rules, []);
  assert.deepEqual(
    listAt(own, 'scenarios').map((scenario) => [
      textAt(scenario, 'name'),
      textAt(scenario, 'verdict'),
      textAt(scenario, 'reason'),
    ]),
    [
      ['passes', 'passed', undefined],
      ['fails, whatever its tags say', 'failed', own.scenarios[1].reason],
      ['cannot be arranged', 'not-applicable', 'there is none here'],
      ['has a mistake in it', 'inconclusive', 'a step ended in an error: TypeError: x is no function'],
      ['is left out', 'not-applicable', 'a step of it says so'],
      ['is not written yet', 'inconclusive', 'a step of it is pending'],
    ],
  );
  assert.match(own.scenarios[1].reason, /^expected every request to be refused, but at 2\.87: POST /);
  assert.deepEqual([own.folder, own.scenarios[0].feature, own.scenarios[0].line], ['own [ü]', 'deep/mixed.feature', 2]);
  assert.match(stdout, /^Your own scenarios, of own \[ü\]\npassed {10}passes {2}\(deep\/mixed\.feature:2\)\nfailed /);
  assert.match(stdout, /\n {2}request {3}POST .*\n/);
  assert.match(
    stdout,
    /\n6 scenarios of your own on simulator \(spec\): 1 passed, 1 failed, 2 inconclusive, 2 not applicable\.\n$/,
  );
  assert.match(place.read('report.md'), /^\| passes \| deep\/mixed\.feature:2 \| \*\*passed\*\* \| {2}\|$/m);
  assert.match(place.read('junit.xml'), /fails, whatever its tags say/);
});

test('exit codes of own scenarios', unlessItHangs, async (t) => {
  const steps = `${importing}Then('it is {word}', (word) => word);\n`;
  const ends = async (code: number, word: string, ...words: readonly string[]) => {
    const ended = await runOwn(project(t, { 'a.feature': feature(`Then it is ${word}`), 'a.mjs': steps }), ...words);
    assert.equal(ended.code, code, ended.stdout + ended.stderr);
  };
  await ends(0, 'fine');
  await ends(3, 'pending');
  await ends(3, 'skipped');
  await ends(3, 'fine', '--tags', '@nobody');
});

test('step files of every kind are loaded', unlessItHangs, async (t) => {
  const step = (name: string) => `Then('${name} is heard', () => undefined);\n`;
  const required = "const { Then } = require('nova-rescue-conformance/steps');\n";
  const kinds = ['cjs', 'mjs', 'js'];
  const place = project(t, {
    'a.feature': feature(kinds.map((kind) => `Then ${kind} is heard`).join('\n    ')),
    'a.cjs': required + step('cjs'),
    'below/a.mjs': importing + step('mjs'),
    'a.js': required + step('js'),
    'types.d.ts': 'declare const unused: string;',
  });
  const { code, stderr } = await runOwn(place);
  assert.equal(code, 0, stderr);
});

test('own steps have our parameter types, our World, and may extend it', unlessItHangs, async (t) => {
  const place = project(t, {
    'a.feature': feature('Then a rescue at 2.87 of a volume-backed server was asked for once'),
    'a.mjs': `import { RescueWorld, setWorldConstructor, Then } from 'nova-rescue-conformance/steps';
import assert from 'node:assert/strict';
class Own extends RescueWorld { count() { return this.trials.length; } }
setWorldConstructor(Own);
Then('a rescue {asking} of {server} was asked for once', function (askings, disk) {
  assert.deepEqual([typeof askings, disk, this.wish.disk, this.count()], ['function', 'volume', 'volume', 1]);
});
`,
  });
  const { code, stdout, stderr } = await runOwn(place);
  assert.equal(code, 0, stdout + stderr);
});

test('own scenarios are listed', unlessItHangs, async (t) => {
  const place = project(t, { 'a.feature': feature('Then every answer is an acceptance') });
  const { code, stdout } = await runOwn(place, '--list');
  assert.deepEqual([code, stdout], [0, 'one  (a.feature:2)\n']);
});

test('features that cannot be run', unlessItHangs, async (t) => {
  const nowhere = await workplace(t).run('run', '--features', 'nowhere');
  assert.match(nowhere.stderr, /^error: --features: there is no folder .*\/nowhere; give the one /);
  const said = [
    await refusal(t, { 'a.mjs': '' }),
    await refusal(t, { 'a.feature': 'Feature: a\n  Scenario: b\n    Given c\n  Giwen d\n' }),
    await refusal(t, { 'a.feature': 'Feature: a\n  Scenario: b\n    Giwen c\n' }),
    await refusal(t, { 'a.feature': feature('Then pigs fly\n    And hens too') }),
    await refusal(t, {
      'a.feature': feature('Then every answer is a refusal'),
      'a.mjs': `${importing}Then('every answer is a refusal', () => undefined);`,
    }),
    await refusal(t, { 'a.feature': feature('Then pigs'), 'a.mjs': `${importing}Then('{pig}', () => undefined);` }),
    await refusal(t, { 'a.feature': feature(''), 'a.mjs': 'const a = ;\n' }),
    await refusal(t, { 'a.feature': feature(''), 'b/a.mjs': '\nthrow new Error("no\\nmore");\n' }),
    await refusal(t, { 'a.feature': feature(''), 'a.mjs': "import 'nowhere';\n" }),
    await refusal(t, { 'a.feature': feature('') }, '--tags', '@a and ('),
  ];
  assert.deepEqual(said, [
    '--features: there is no .feature file in ./own [ü]',
    "in ./own [ü], a.feature:4 is no Gherkin: expected: #EOF, #TableRow, #DocStringSeparator, #StepLine, #TagLine, #ExamplesLine, #ScenarioLine, #RuleLine, #Comment, #Empty, got 'Giwen d'",
    'in ./own [ü], a.feature “b” has no step: is a Given, When or Then misspelt?',
    'in ./own [ü], nothing defines the step “pigs fly” of a.feature “one”: add a step file, or put it in the words of ours (and 1 more like it)',
    'in ./own [ü], several definitions fit the step “every answer is a refusal” of a.feature “one”: “every {answer}”, “every answer is a refusal”; change yours',
    'in ./own [ü], a step file defines “{pig}”, but there is no parameter type {pig} (and 1 more like it)',
    "a step file cannot be loaded: a.mjs:1: SyntaxError: Unexpected token ';'",
    'a step file cannot be loaded: b/a.mjs:2: Error: no',
    said[8],
    '--tags “@a and (” cannot be read: Tag expression "@a and (" could not be parsed because of syntax error: Unmatched (.',
  ]);
  assert.match(
    said[8] ?? '',
    /^a step file cannot be loaded: .*Cannot find package 'nowhere' imported from \S*.*a\.mjs$/,
  );
});

test('options that have no meaning with own features', unlessItHangs, async (t) => {
  const files = { 'a.feature': feature('') };
  for (const words of [
    ['--rule', 'bfv-needs-trait'],
    ['--level', 'spec'],
    ['--strict'],
    ['--expect', 'nova-27.0'],
    ['--allow-unverified', 'trait'],
    ['--write-expectations', 'own.yaml'],
    ['--plan'],
  ])
    assert.match(
      await refusal(t, files, ...words),
      new RegExp(`${words[0]}.* leave |^${words[0]} .*: leave |leave ${words[0]} out$`),
    );
});

test('step files that define their steps for another cucumber', unlessItHangs, async (t) => {
  const other = 'node_modules/@cucumber/cucumber';
  const files = {
    'a.feature': feature('Then pigs fly'),
    'a.mjs': "import { Then } from '@cucumber/cucumber';\nThen('pigs fly', () => undefined);\n",
    [`${other}/package.json`]: '{"name": "@cucumber/cucumber", "main": "lib/index.js"}',
  };
  const expected = `the step files in ./own [ü] use another copy of cucumber (./own [ü]/${other}) than nova-rescue: import Given, When and Then from nova-rescue-conformance/steps`;
  // Recent ones object; old ones keep what they hear to themselves.
  const recent =
    'throw new Error("\\n  You\'re calling functions (e.g. \\"Then\\") on an instance of Cucumber that isn\'t running");';
  assert.equal(
    await refusal(t, { ...files, [`${other}/lib/index.js`]: `exports.Then = () => { ${recent} };` }),
    expected,
  );
  assert.equal(await refusal(t, { ...files, [`${other}/lib/index.js`]: 'exports.Then = () => undefined;' }), expected);
});

test('step files that replace the World', unlessItHangs, async (t) => {
  const files = {
    'a.feature': feature('Then every answer is an acceptance'),
    'a.mjs': `import { setWorldConstructor } from 'nova-rescue-conformance/steps';\nsetWorldConstructor(class Own {});\n`,
  };
  assert.match(await refusal(t, files), /replace the World, which our steps need: .*extend RescueWorld$/);
});

test('step files in TypeScript', unlessItHangs, async (t) => {
  const files = {
    'a.feature': feature('Then it is {word} typed').replace('{word}', 'well'),
    'a.mts':
      "import { Then } from 'nova-rescue-conformance/steps';\nThen('it is {word} typed', (word: string): void => void word);\n",
  };
  if (Object(process.features).typescript) {
    assert.equal((await runOwn(project(t, files))).code, 0);
  } else {
    assert.match(
      await refusal(t, files),
      /^Node \S+ cannot load a\.mts of \.\/own \[ü\]: for TypeScript take Node 22\.18 or later, /,
    );
  }
});

test('a project without this package', unlessItHangs, async (t) => {
  const place = workplace(t);
  place.write('a.feature', feature('Then every answer is an acceptance'));
  place.write('a.mjs', importing);
  const { code, stderr } = await place.run('run', '--features', '.');
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^error: the step files in \S+ cannot find nova-rescue-conformance: install it in their project/,
  );
});

test('the example does what the README says', unlessItHangs, async (t) => {
  const place = project(t, {});
  cpSync(join(packageRoot, 'examples'), join(place.path, 'examples'), { recursive: true });
  const words = ['run', '--features', 'examples/features', '--seed', '7'];
  const good = await place.run(...words);
  assert.equal(good.code, 0, good.stderr);
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
  const example = (name: string) => readFileSync(join(packageRoot, 'examples/features', name), 'utf8');
  const [, , refused = ''] = example('audit.feature')
    .replaceAll(/^ {2}/gm, '')
    .split(/^(?=Scenario:)/m);
  for (const text of [good.stdout, example('audit.steps.mjs'), refused]) assert.ok(readme.includes(text), text);
  const bad = await place.run(...words, '--departure', 'bfv-needs-microversion');
  assert.deepEqual(
    [bad.code, bad.stdout.trimEnd().split('\n').at(-1)],
    [1, '2 scenarios of your own on simulator (spec, broken on purpose): 1 passed, 1 failed.'],
  );
});
