import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allBroken, kill } from './kills';
import { killsPage, type ShownKill } from './page';
import { shown } from './shown';

const pageFile = join(__dirname, '../../docs/results/fuzz-kills.md');
const seed = 2026;
/** Sequences. */
const most = 4000;

/** `npm run fuzz-kills [-- ID…]`: writes docs/results/fuzz-kills.md; of some alone it only tells. */
async function main(ids: readonly string[]): Promise<void> {
  const wanted = allBroken.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const kills: ShownKill[] = [];
  for (const [index, broken] of wanted.entries()) {
    const killed = await kill(broken, { seed, runs: most });
    const { found } = killed;
    const told = found && (await shown(found));
    kills.push({ ...killed, shown: told });
    process.stderr.write(
      `[${index + 1}/${wanted.length}] ${broken.kind} ${broken.id}: ${found ? `after ${found.commands} commands, by ${found.difference.actions.length}; ${JSON.stringify(told)}` : 'not found'}\n`,
    );
  }
  if (wanted.length < allBroken.length) return;
  writeFileSync(pageFile, killsPage(kills, seed, most));
  process.stdout.write(`written: ${pageFile}\n`);
}

void main(process.argv.slice(2));
