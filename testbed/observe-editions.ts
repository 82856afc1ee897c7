import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTarget } from '../cli/running/open-target';
import { type SimulatedEdition, simulatedEditions } from '../simulator';
import type { Target } from '../targets/target';
import { cases, nameOf } from './editions/cases';
import { type Observation, observe } from './editions/observe';

/**
 * `npm run observe:editions [-- EDITION…]`: puts each Nova edition in the testbed's place and takes down what becomes of
 * each case on the fake driver and on libvirt. Writes simulator/observed/editions.json: a hundred lines to read in a diff.
 */
const file = join(__dirname, '../simulator/observed/editions.json');
const zones = { fake: 'rescue-bfv', libvirt: 'libvirt' } as const;

export interface Row extends Observation {
  readonly edition: string;
  readonly driver: string;
  readonly case: string;
}

/** Debian's Nova is of this one by itself; the others are patches of it. */
const own = 'nova-27.0';

async function main(): Promise<number> {
  const isNova = (name: string) => name.startsWith('nova-');
  const named = process.argv.slice(2);
  const chosen = named.length > 0 ? named : simulatedEditions.filter(isNova);
  const unknown = chosen.filter((name) => !simulatedEditions.filter(isNova).includes(name as SimulatedEdition));
  if (unknown.length > 0) {
    process.stderr.write(
      `error: no edition ${unknown.join(', ')}: name ${simulatedEditions.filter(isNova).join(', ')}\n`,
    );
    return 2;
  }
  execFileSync(join(__dirname, 'up'), { stdio: 'inherit' });
  let rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Row[];
  try {
    for (const edition of chosen) {
      execFileSync(join(__dirname, 'patched-nova'), [edition === own ? '--off' : `edition-${edition}`], {
        stdio: 'inherit',
      });
      const found = await observeEdition(edition);
      rows = [...rows.filter((row) => row.edition !== edition), ...found];
      writeFileSync(
        file,
        `[\n${inOrder(rows)
          .map((row) => JSON.stringify(row))
          .join(',\n')}\n]\n`,
      );
      process.stdout.write(`${edition}: ${found.length} observed\n`);
    }
  } finally {
    execFileSync(join(__dirname, 'patched-nova'), ['--off'], { stdio: 'inherit' });
  }
  execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'inherit' });
  return 0;
}

const inOrder = (rows: readonly Row[]) =>
  simulatedEditions.flatMap((edition) => rows.filter((row) => row.edition === edition));

async function observeEdition(edition: string): Promise<readonly Row[]> {
  process.env.OS_CLIENT_CONFIG_FILE = join(process.env.NOVABED_HOME ?? '/opt/novabed', 'clouds.yaml');
  const options = { cloud: 'novabed', adminCloud: 'novabed-admin', timeout: 60 };
  const target = await openTarget(options, {}, 1, () => undefined);
  try {
    const [fake, libvirt] = await Promise.all(
      (['fake', 'libvirt'] as const).map((driver) => observeDriver(target, edition, driver)),
    );
    return [...(fake ?? []), ...(libvirt ?? [])];
  } finally {
    await target.close();
  }
}

/** Two cases at a time: most of it is waiting. */
async function observeDriver(target: Target, edition: string, driver: keyof typeof zones): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const waiting = [...cases.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, wanted] = next;
      rows[index] = { edition, driver, case: nameOf(wanted), ...(await observe(target, wanted, zones[driver])) };
    }
  };
  await Promise.all([work(), work()]);
  return rows;
}

if (require.main === module) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      process.stderr.write(`error: ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
