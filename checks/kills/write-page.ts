import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allBroken, type Kill, kill } from './kills';
import { killsPage } from './page';

const pageFile = join(__dirname, '../../docs/results/fuzz-kills.md');
const seed = 2026;
/** Sequences. */
const most = 4000;

/** `npm run fuzz-kills`: writes docs/results/fuzz-kills.md. */
async function main(): Promise<void> {
  const kills: Kill[] = [];
  for (const [index, broken] of allBroken.entries()) {
    const found = await kill(broken, { seed, runs: most });
    kills.push(found);
    process.stderr.write(
      `[${index + 1}/${allBroken.length}] ${broken.kind} ${broken.id}: ${found.commands === undefined ? 'not found' : `after ${found.commands} commands, shown by ${found.actions.length}`}\n`,
    );
  }
  writeFileSync(pageFile, killsPage(kills, seed, most));
  process.stdout.write(`written: ${pageFile}\n`);
}

void main();
