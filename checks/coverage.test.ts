import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../cli/running/package-root';
import { coverageProblems } from './coverage';

const counts = (covered: number, total: number) => ({ covered, total });
const file = (branches: number) => ({ branches: counts(branches, 10), functions: counts(1, 1), lines: counts(20, 20) });
const untouched = { branches: counts(0, 1), functions: counts(0, 1), lines: counts(0, 9) };
const at = (path: string) => join(packageRoot, path);

describe('coverage', () => {
  it('is enough where all of the simulator is tested, and nine tenths of the rest', () =>
    assert.deepEqual(
      coverageProblems(
        { total: untouched, [at('simulator/a.ts')]: file(10), [at('cli/b.ts')]: file(8), [at('cli/c.ts')]: file(10) },
        packageRoot,
      ),
      [],
    ));

  it('lacks where one branch of the simulator is not tested', () =>
    assert.deepEqual(coverageProblems({ [at('simulator/a.ts')]: file(9) }, packageRoot), [
      'simulator/a.ts: 9 of 10 branches',
    ]));

  it('lacks where too little of the rest is tested', () =>
    assert.deepEqual(coverageProblems({ [at('cli/b.ts')]: file(8), [at('cli/c.ts')]: file(9) }, packageRoot), [
      'outside simulator/: 85.0 % of the branches',
    ]));

  it('is not asked of files that hold types alone, but of those that nobody has imported', () => {
    assert.deepEqual(coverageProblems({ [at('simulator/playing/stage.ts')]: untouched }, packageRoot), []);
    assert.deepEqual(coverageProblems({ [at('simulator/clock.ts')]: untouched }, packageRoot), [
      'simulator/clock.ts: 0 of 1 branches',
      'simulator/clock.ts: 0 of 1 functions',
      'simulator/clock.ts: 0 of 9 lines',
    ]);
  });
});
