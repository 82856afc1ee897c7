import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { packageRoot } from '../../cli/running/package-root';
import { textAt } from '../../targets/clients/reading';
import { install, versionOf } from './packages';
import { whileServed } from './served';
import { type Outcome, type Tested, tempest } from './tempest';

/**
 * `npm run test:tempest`: OpenStack's own test suite, Debian's, against the cloud that `nova-rescue serve` serves, for
 * which it makes projects and users of its own. 1 where a test fails, or none runs; 2 where there is no Tempest.
 *
 * `-- --regex TEXT`  the tests whose names match; usually all of rescues
 * `-- --write`       keeps what came of it in docs/results/tempest.md
 */
const usual = 'tempest\\.api\\.compute\\.servers\\.test_server_rescue';
const packages = ['tempest', 'python3-openstackclient'];
const options = ['--edition', 'nova-27.0', '--time', 'steps'];

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { regex: { type: 'string' }, write: { type: 'boolean' } } });
  const hindrance = install(packages);
  if (hindrance !== undefined) {
    process.stderr.write(`error: ${hindrance}\n`);
    return 2;
  }
  const regex = values.regex ?? usual;
  const { tested, said } = await whileServed(options, async (cloudsYaml) => {
    const admin = parse(readFileSync(cloudsYaml, 'utf8')).clouds['sim-admin'].auth;
    const [authUrl = '', password = ''] = [textAt(admin, 'auth_url'), textAt(admin, 'password')];
    return tempest({ cloudsYaml, authUrl, password }, regex);
  });
  const count = (outcome: Outcome) => tested.filter((test) => test.outcome === outcome).length;
  if (tested.length === 0 || count('FAILED') > 0) process.stdout.write(`${said}\n`);
  if (values.write) writeFileSync(join(packageRoot, 'docs/results/tempest.md'), pageOf(tested, regex));
  process.stdout.write(`${count('ok')} passed, ${count('FAILED')} failed, ${count('SKIPPED')} skipped\n`);
  return count('ok') > 0 && count('FAILED') === 0 ? 0 : 1;
}

function pageOf(tested: readonly Tested[], regex: string): string {
  const rows = tested.map(({ name, outcome, why }) => `| ${name} | ${outcome} ${why} |`);
  return `# OpenStack's own test suite, and the simulator

Written by \`npm run test:tempest -- --write\`: Tempest ${versionOf('tempest')} of Debian 12, against
\`nova-rescue serve ${options.join(' ')}\`, with projects and users that it makes itself, and its schemas for every answer.
Tests whose names match \`${regex}\`:

| test | |
|---|---|
${rows.join('\n')}
`;
}

void main().then((code) => {
  process.exitCode = code;
});
