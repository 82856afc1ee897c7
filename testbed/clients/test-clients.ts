import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../cli/running/package-root';
import { install, packages, versionOf } from './packages';
import { whileServed } from './served';

/**
 * `npm run test:clients`: Debian's OpenStack clients make servers in the cloud that `nova-rescue serve` serves, rescue
 * and remove them, and look at what they are shown. 1 where anything is not as it should be; 2 where there are no clients.
 *
 * `-- --only NAME`   one of them
 * `-- --cloud NAME`  in a cloud of your clouds.yaml, of which NAME-admin is the admin: flavor 1, and the zone rescue-bfv
 * `-- --write`       keeps the transcripts in docs/results/clients.md
 */
const clients: Readonly<Record<string, readonly string[]>> = {
  openstack: ['bash', 'openstack.sh'],
  'openstack, credentials': ['bash', 'openstack-credentials.sh'],
  // Debian's Python: another one does not see Debian's packages.
  openstacksdk: ['/usr/bin/python3', 'with_openstacksdk.py'],
  novaclient: ['/usr/bin/python3', 'with_novaclient.py'],
  gophercloud: ['bash', 'gophercloud.sh'],
};

/** A cloud, and what becomes in it of a volume-backed server that is rescued without an image. */
interface Cloud {
  readonly name: string;
  readonly withoutImage: 'RESCUE' | 'ACTIVE';
  readonly cloudsYaml: string | undefined;
}

interface Run {
  readonly client: string;
  readonly where: string;
  readonly passed: boolean;
  readonly transcript: string;
}

const servings = [
  { options: ['--edition', 'spec', '--time', 'steps'], withoutImage: 'RESCUE' },
  { options: ['--edition', 'nova-27.0', '--time', 'real'], withoutImage: 'ACTIVE' },
] as const;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, cloud: { type: 'string' }, write: { type: 'boolean' } },
  });
  const chosen = Object.keys(clients).filter((client) => values.only === undefined || client === values.only);
  const hindrance = chosen.length === 0 ? `--only: ${Object.keys(clients).join(', ')}` : install(packages);
  if (hindrance !== undefined) {
    process.stderr.write(`error: ${hindrance}\n`);
    return 2;
  }
  const runs = values.cloud === undefined ? await servedRuns(chosen) : await runsIn(values.cloud, chosen);
  const passed = runs.filter((run) => run.passed);
  if (values.write) writeFileSync(join(packageRoot, 'docs/results/clients.md'), pageOf(runs));
  process.stdout.write(`${passed.length} passed, ${runs.length - passed.length} failed\n`);
  return passed.length === runs.length ? 0 : 1;
}

async function servedRuns(chosen: readonly string[]): Promise<readonly Run[]> {
  const runs = servings.map(({ options, withoutImage }) =>
    whileServed(options, (cloudsYaml) =>
      runsOf(chosen, `serve ${options.join(' ')}`, { name: 'sim', withoutImage, cloudsYaml }),
    ),
  );
  return (await Promise.all(runs)).flat();
}

const runsIn = (name: string, chosen: readonly string[]): Promise<readonly Run[]> =>
  runsOf(chosen, name, { name, withoutImage: 'ACTIVE', cloudsYaml: process.env.OS_CLIENT_CONFIG_FILE });

async function runsOf(chosen: readonly string[], where: string, cloud: Cloud): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const client of chosen) {
    const began = performance.now();
    const { passed, transcript } = await runOf(clients[client] ?? [], cloud);
    runs.push({ client, where, passed, transcript });
    const seconds = Math.round((performance.now() - began) / 1000);
    if (!passed) process.stdout.write(`${transcript}\n`);
    process.stdout.write(`${client}, ${where}: ${passed ? 'passed' : 'FAILED'}, ${seconds} s\n`);
  }
  return runs;
}

/** Runs a script, which finds in its environment no cloud but those of clouds.yaml. */
async function runOf([command = '', ...words]: readonly string[], { name, withoutImage, cloudsYaml }: Cloud) {
  const own = Object.entries(process.env).filter(([key]) => !key.startsWith('OS_'));
  const env = {
    ...Object.fromEntries(own),
    LC_ALL: 'C.UTF-8',
    PYTHONWARNINGS: 'ignore',
    ...(cloudsYaml !== undefined && { OS_CLIENT_CONFIG_FILE: cloudsYaml }),
  };
  const script = spawn(command, [...words, name, `${name}-admin`, withoutImage], { cwd: __dirname, env });
  let transcript = '';
  for (const stream of [script.stdout, script.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      transcript += more;
    });
  }
  const code = await new Promise((resolve) => void script.on('close', resolve).on('error', resolve));
  return { passed: code === 0, transcript: transcript.trim() };
}

function pageOf(runs: readonly Run[]): string {
  const wheres = [...new Set(runs.map(({ where }) => where))];
  const names = [...new Set(runs.map(({ client }) => client))];
  const cell = (client: string, where: string) =>
    runs.find((run) => run.client === client && run.where === where)?.passed ? 'passed' : 'FAILED';
  const rows = names.map((client) => `| ${client} | ${wheres.map((where) => cell(client, where)).join(' | ')} |`);
  const versions = packages.map((name) => `${name} ${versionOf(name)}`);
  const shown = runs.filter(({ where }) => where === wheres[0]);
  return `# Ordinary clients, and the simulator

Written by \`npm run test:clients -- --write\`. The scripts are in testbed/clients/: they make, rescue and remove servers,
and look at what they are shown, not only whether it went well. They are given a clouds.yaml and nothing else.

| client | ${wheres.map((where) => `\`${where}\``).join(' | ')} |
|---|${wheres.map(() => '---|').join('')}
${rows.join('\n')}

Of Debian 12: ${versions.join(', ')}.

${shown.map(({ client, where, transcript }) => `## ${client}, \`${where}\`\n\n\`\`\`text\n${transcript}\n\`\`\`\n`).join('\n')}`;
}

void main().then((code) => {
  process.exitCode = code;
});
