import { writeFileSync } from 'node:fs';
import { editionPage, editionTable, vtpmVerdicts } from './edition-table';
import { pageFile } from './page-file';

/** `npm run editions`: writes docs/results/editions.md. */
async function main(): Promise<void> {
  process.stderr.write('running the suite as every edition, with either driver\n');
  writeFileSync(pageFile, editionPage(await editionTable(), await vtpmVerdicts()));
  process.stdout.write(`written: ${pageFile}\n`);
}

void main();
