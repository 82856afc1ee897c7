import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { faultsFile, faultsPage } from './faults-page';

it('docs/faults.md lists the faults there are: write it anew with “npm run faults”', () => {
  assert.equal(readFileSync(faultsFile, 'utf8'), faultsPage());
});
