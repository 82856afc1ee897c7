import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What OpenStack's own test suite is told of a cloud. Its images can be rescued from, its flavors are 1 and 2. */
export interface Surroundings {
  readonly cloudsYaml: string;
  readonly authUrl: string;
  /** Of the admin of the project admin. */
  readonly password: string;
}

export type Outcome = 'ok' | 'FAILED' | 'SKIPPED';

export interface Tested {
  /** Below `tempest.`; or what is done before or after the tests of a class. */
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it was skipped. */
  readonly why: string;
}

/**
 * Runs those of Tempest's tests whose names match.
 * @returns each with what came of it, and all that was said
 */
export function tempest(surroundings: Surroundings, regex: string): { tested: readonly Tested[]; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-tempest-'));
  try {
    const workspace = join(folder, 'workspace');
    const home = { ...process.env, HOME: folder };
    command(home, folder, 'tempest', 'init', workspace);
    const images = ['tempest-system', 'tempest-other'].map((name) => image(surroundings, folder, name));
    writeFileSync(join(workspace, 'etc/tempest.conf'), configuration(surroundings, images, workspace));
    const { stdout } = spawnSync('tempest', ['run', '--concurrency', '1', '--regex', regex], {
      cwd: workspace,
      env: home,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { tested: readOutcomes(stdout), said: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function image({ cloudsYaml }: Surroundings, folder: string, name: string): string {
  const file = join(folder, `${name}.raw`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, Buffer.alloc(1 << 20));
  const form = ['--disk-format', 'raw', '--container-format', 'bare', '--public', '--file', file];
  const env = { ...process.env, OS_CLIENT_CONFIG_FILE: cloudsYaml };
  const words = ['--os-cloud', 'sim-admin', 'image', 'create', ...form, name, '-f', 'value', '-c', 'id'];
  return command(env, folder, 'openstack', ...words).trim();
}

function command(env: NodeJS.ProcessEnv, cwd: string, name: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(name, words, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${words.join(' ')}: ${stderr}`);
  return stdout;
}

const configuration = (
  { authUrl, password }: Surroundings,
  [first, second]: readonly string[],
  folder: string,
) => `[DEFAULT]
log_dir = ${folder}/logs
log_file = tempest.log
[oslo_concurrency]
lock_path = ${folder}/tempest_lock
[auth]
use_dynamic_credentials = true
create_isolated_networks = false
admin_username = admin
admin_project_name = admin
admin_password = ${password}
admin_domain_name = Default
[identity]
uri_v3 = ${authUrl}
auth_version = v3
region = RegionOne
[identity-feature-enabled]
api_v2 = false
api_v3 = true
[service_available]
cinder = true
glance = true
neutron = true
nova = true
swift = false
horizon = false
[compute]
image_ref = ${first}
image_ref_alt = ${second}
flavor_ref = 1
flavor_ref_alt = 2
max_microversion = latest
build_interval = 1
build_timeout = 60
[compute-feature-enabled]
rescue = true
stable_rescue = true
ide_bus = true
[volume]
build_interval = 1
build_timeout = 60
[validation]
run_validation = false
`;

/** From lines such as `{0} tempest.api.compute.test_x.Class.test_y [1.2s] ... ok`. */
function readOutcomes(said: string): readonly Tested[] {
  const line = /^\{\d+\} (\S+).*? \.\.\. (ok|FAILED|SKIPPED)(?:: (.*))?$/gm;
  return [...said.matchAll(line)].map(([, name = '', outcome, why = '']) => ({
    name,
    outcome: outcome as Outcome,
    why,
  }));
}
