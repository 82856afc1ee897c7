import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Judgement } from './judge';
import { knownDifferences } from './known-differences';
import { page, pageFile } from './page';
import { recordedThemes, sideBySide } from './run';
import { themes } from './script';
import { holds, judgementText } from './tell';

describe('the simulator, beside what was recorded of the real Nova', () => {
  let judgement: Judgement;
  before(async () => {
    judgement = await sideBySide(recordedThemes(), { real: false, keep: false, isWhole: true });
  });

  it('answers the same, but for the differences that are known', () =>
    assert.ok(holds(judgement), `${judgementText(judgement)}\nnpm run side-by-side tells it again`));

  // While something is still to be mended, the page is of the day it was written.
  const skip = knownDifferences.some(({ isPending }) => isPending) && 'some differences are still to be mended';
  it('is as docs/results/fidelity.md says', { skip }, () =>
    assert.equal(readFileSync(pageFile, 'utf8'), page(judgement, themes), 'npm run side-by-side -- --page'),
  );
});
