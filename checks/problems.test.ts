import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import type { Envelope, Pickle, StepDefinition } from '@cucumber/messages';
import { packageRoot } from '../cli/running/package-root';
import { runFeatures } from '../cli/running/run-features';
import { ruleIds } from '../features/catalogue';
import { type Import, importProblems, importsOf, problemOf } from './imports';
import { problems } from './problems';
import { stepProblems } from './steps';
import { tagProblems } from './tags';

const real: Envelope[] = [];
before(() =>
  runFeatures({ session: undefined, tags: '', dryRun: true, onMessage: (message) => void real.push(message) }),
);

/** The messages with each of one kind changed, or left out. */
function changed<Kind extends keyof Envelope>(
  kind: Kind,
  change: (found: NonNullable<Envelope[Kind]>) => Envelope[Kind] | undefined,
): readonly Envelope[] {
  return real.flatMap((message): Envelope[] => {
    const found = message[kind];
    if (found === undefined || found === null) return [message];
    const other = change(found);
    return other === undefined ? [] : [{ [kind]: other }];
  });
}

const tagged = (pickle: Pickle, rule: string) => pickle.tags.some(({ name }) => name === `@rule:${rule}`);
const withTags = (pickle: Pickle, ...names: readonly string[]): Pickle => ({
  ...pickle,
  tags: names.map((name) => ({ name, astNodeId: '' })),
});
const names = ({ tags }: Pickle) => tags.map(({ name }) => name);

/** Only the first scenario is changed. */
function first(change: (pickle: Pickle) => Pickle): readonly Envelope[] {
  const [one] = real.flatMap(({ pickle }) => pickle ?? []);
  return changed('pickle', (pickle) => (pickle.id === one?.id ? change(pickle) : pickle));
}

describe('this checkout', () => {
  it('has no problem', () => {
    assert.deepEqual(problems(real, packageRoot), []);
  });

  it('passes its own check', () => {
    const said = execFileSync(process.execPath, ['-r', 'ts-node/register', 'checks/check.ts'], {
      cwd: packageRoot,
      encoding: 'utf8',
    });
    assert.match(said, /^checked \d+ scenarios and \d+ steps: all is well\n$/);
  });
});

describe('the check of tags', () => {
  it('finds a rule that the catalogue does not have', () => {
    const found = tagProblems(first((pickle) => withTags(pickle, '@rule:no-such-rule')));
    assert.match(found[0] ?? '', /^features\/.*\.feature “.*”: the catalogue has no rule no-such-rule$/);
  });

  it('finds a tag that nobody knows', () => {
    const found = tagProblems(first((pickle) => withTags(pickle, ...names(pickle), '@slow')));
    assert.deepEqual(found.length, 1);
    assert.match(found[0] ?? '', /: nobody knows the tag @slow$/);
  });

  it('finds a scenario with no rule, and one with two', () => {
    const none = tagProblems(first((pickle) => withTags(pickle, '@control')));
    assert.ok(none.some((problem) => / it must have one @rule: tag, and has 0$/.test(problem)));
    const two = tagProblems(first((pickle) => withTags(pickle, '@rule:bfv-needs-trait', '@rule:trait-is-known')));
    assert.ok(two.some((problem) => / it must have one @rule: tag, and has 2$/.test(problem)));
  });

  it('finds @observed where it does not belong, and its lack where it does', () => {
    const wrong = tagProblems(first((pickle) => withTags(pickle, ...names(pickle), '@observed')));
    assert.match(wrong.join(), /@observed must stand at the observed rules, and at no others/);
    const lacking = tagProblems(
      changed('pickle', (pickle) => withTags(pickle, ...names(pickle).filter((name) => name !== '@observed'))),
    );
    assert.ok(lacking.length > 1 && lacking.every((problem) => problem.includes('@observed must stand')));
  });

  it('finds a rule without a scenario', () => {
    const [rule = ''] = ruleIds;
    const found = tagProblems(changed('pickle', (pickle) => (tagged(pickle, rule) ? undefined : pickle)));
    assert.deepEqual(found, [`${rule}: no scenario is tagged with it`]);
    assert.equal(tagProblems([]).length, ruleIds.length);
  });

  it('finds a rule without a witness', () => {
    const [rule = ''] = ruleIds;
    const found = tagProblems(
      changed('pickle', (pickle) => (tagged(pickle, rule) ? withTags(pickle, ...names(pickle), '@control') : pickle)),
    );
    assert.deepEqual(found, [`${rule}: it has no witness, only controls`]);
  });

  it('finds a rule without a twin', () => {
    const [rule = ''] = ruleIds;
    const found = tagProblems(
      changed('pickle', (pickle) =>
        tagged(pickle, rule) ? withTags(pickle, ...names(pickle).filter((name) => name !== '@control')) : pickle,
      ),
    );
    assert.deepEqual(found, [`${rule}: it has no twin: tag one with @control`]);
  });

  it('finds a rule without a departure', () => {
    const [rule = '', ...others] = ruleIds;
    const found = tagProblems(real, Object.fromEntries(others.map((id) => [id, {}])));
    assert.deepEqual(found, [`${rule}: the simulator has no departure for it`]);
  });
});

describe('the check of steps', () => {
  /** With the definitions that the first step of all is said to fit. */
  const fitting = (stepDefinitionIds: readonly string[]) => {
    const steps = real.flatMap(({ testCase }) => testCase?.testSteps ?? []);
    const one = steps.find(({ pickleStepId }) => pickleStepId !== undefined);
    return changed('testCase', (testCase) => ({
      ...testCase,
      testSteps: testCase.testSteps.map((step) =>
        step.id === one?.id ? { ...step, stepDefinitionIds: [...stepDefinitionIds] } : step,
      ),
    }));
  };
  const definitions = () => real.flatMap(({ stepDefinition }) => stepDefinition ?? []);
  const firstDefinition = (change: (found: StepDefinition) => StepDefinition | undefined) => {
    const [one] = definitions();
    return changed('stepDefinition', (found) => (found.id === one?.id ? change(found) : found));
  };

  it('finds a step that nothing defines', () => {
    const found = stepProblems(fitting([]));
    assert.match(found.join(), /^no step definition fits “.* on .*”$/);
  });

  it('finds a step that two definitions fit', () => {
    const found = stepProblems(
      fitting(
        definitions()
          .slice(0, 2)
          .map(({ id }) => id),
      ),
    );
    assert.match(found.join(), /^several step definitions fit “.* on .*”$/);
  });

  it('finds a definition that no feature uses', () => {
    const found = stepProblems(firstDefinition((definition) => ({ ...definition, id: 'another' })));
    assert.deepEqual(found, [`no feature uses the step “${definitions()[0]?.pattern.source}”`]);
  });

  it('finds a definition that is a regular expression', () => {
    const found = stepProblems(
      firstDefinition((definition) => ({
        ...definition,
        pattern: { source: '^it .*$', type: 'REGULAR_EXPRESSION' as never },
      })),
    );
    assert.deepEqual(found, ['the step “^it .*$” is a regular expression']);
  });

  it('finds that there are too many', () => {
    const [one] = definitions();
    const more = Array.from({ length: 31 }, () => ({ stepDefinition: one })) as Envelope[];
    assert.ok(stepProblems([...real, ...more]).some((problem) => /^there are \d+ steps; at most 30$/.test(problem)));
  });
});

describe('the check of imports', () => {
  const found = (from: string, to: string, typeOnly = false): Import => ({ from, to, typeOnly });

  it('knows who may look where', () => {
    for (const allowed of [
      found('simulator/a', 'features/catalogue', true),
      found('simulator/a', 'simulator/b/c'),
      found('reports/a', 'features/catalogue'),
      found('targets/a', 'simulator'),
      found('targets/a', 'simulator/index'),
      found('steps/a', 'targets/target'),
      found('steps/a', 'targets/clients/compute'),
      found('steps/a', 'reports/media-types'),
      found('probing/a/b', 'simulator'),
      found('probing/a/b', 'targets/ledger/ledger'),
      found('probing/a/b', 'targets/arranging/arranger'),
      found('probing/a/b', 'steps/judging/classes'),
      found('cli/a', 'targets/keystone/sign-in'),
    ])
      assert.deepEqual(problemOf(allowed), [], allowed.to);
  });

  it('finds an import of what must not be seen', () => {
    for (const forbidden of [
      found('features/catalogue', 'features/other'),
      found('features/catalogue', 'simulator'),
      found('simulator/a', 'features/catalogue'),
      found('simulator/a', 'targets/target', true),
      found('reports/a', 'targets/target'),
      found('targets/a', 'simulator/world'),
      found('targets/a', 'steps/world'),
      found('steps/a', 'simulator'),
      found('steps/a', 'targets/keystone-door'),
      found('steps/a', 'targets/credentials/auth'),
      found('steps/a', 'features/catalogue'),
      found('steps/a', 'targets/ledger/ledger'),
      found('probing/a/b', 'simulator/editions'),
      found('probing/a/b', 'steps/session'),
      found('probing/a/b', 'targets/keystone-door'),
      found('cli/a', 'package/run'),
    ])
      assert.deepEqual(problemOf(forbidden), [`${forbidden.from}.ts must not import ${forbidden.to}`]);
  });

  it('reads every kind of import', () => {
    const source = `
import a from './a';
import { b, type C } from '../b';
import type { D } from '../d';
import {
  e,
  f,
} from './deep/e';
import './g';
export { h } from './h';
export type { I } from './i';
import { readFileSync } from 'node:fs';
const text = "import x from './x'";
`;
    assert.deepEqual(importsOf('room/file', source), [
      found('room/file', 'room/a'),
      found('room/file', 'b'),
      found('room/file', 'd', true),
      found('room/file', 'room/deep/e'),
      found('room/file', 'room/g'),
      found('room/file', 'room/h'),
      found('room/file', 'room/i', true),
    ]);
  });

  /** A package with a source file of one line in each of its rooms, and a test, which may import all. */
  function rooms(t: TestContext, sources: Readonly<Record<string, string>>): string {
    const root = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
    t.after(() => rmSync(root, { recursive: true }));
    const names = ['cli', 'features', 'simulator', 'reports', 'targets', 'probing', 'fuzz', 'steps'];
    const all = Object.fromEntries(names.map((room) => [`${room}/a.ts`, '']));
    for (const [path, source] of Object.entries({ ...all, ...sources })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), source);
    }
    return root;
  }

  it('reads the files of every room, and no tests', (t) => {
    const root = rooms(t, {
      'steps/deep/b.ts': "import { x } from '../../simulator';\n",
      'steps/deep/b.test.ts': "import { x } from '../../simulator';\n",
      'reports/notes.md': "import { x } from '../simulator';\n",
    });
    assert.deepEqual(importProblems(root), ['steps/deep/b.ts must not import simulator']);
  });
});

describe('the check as a command', () => {
  it('says each problem on a line, and ends with 1', (t) => {
    const root = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
    t.after(() => rmSync(root, { recursive: true }));
    for (const room of [
      'checks',
      'cli',
      'features',
      'fuzz',
      'probing',
      'reports',
      'simulator',
      'steps',
      'targets',
      'package.json',
      'tsconfig.json',
    ])
      cpSync(join(packageRoot, room), join(root, room), {
        recursive: true,
        filter: (path) => !path.endsWith('.test.ts') && !path.includes('reports/out'),
      });
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
    writeFileSync(
      join(root, 'features/broken.feature'),
      'Feature: broken\n  Scenario: broken\n    Given nothing of the kind\n',
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', 'ts-node/register', 'checks/check.ts'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /^features\/broken\.feature “broken”: it must have one @rule: tag, and has 0$/m);
    assert.match(stderr, /^no step definition fits “nothing of the kind”$/m);
    assert.match(stdout, /: 2 problems\n$/);
  });
});
