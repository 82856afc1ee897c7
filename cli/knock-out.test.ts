import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleIds } from '../features/catalogue';
import { knockOut } from './knock-out';

describe('the scenarios of a rule notice when it alone is broken', () => {
  for (const rule of ruleIds) {
    it(rule, async () => {
      const { noticed, detail } = await knockOut(rule);
      assert.deepEqual({ noticed, detail }, { noticed: true, detail: '' });
    });
  }
});
