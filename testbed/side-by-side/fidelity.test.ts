import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Judgement } from './judge';
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

  it('is as docs/results/fidelity.md says', () =>
    assert.equal(readFileSync(pageFile, 'utf8'), page(judgement, themes), 'npm run side-by-side -- --page'));
});
