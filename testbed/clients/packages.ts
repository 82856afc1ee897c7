import { execFileSync, spawnSync } from 'node:child_process';

/** What Debian 12 calls the clients, in the words of its package lists. */
export const packages = [
  'python3-openstackclient',
  'python3-osc-placement',
  'python3-openstacksdk',
  'python3-novaclient',
  'python3-glanceclient',
  'python3-cinderclient',
  'golang-github-gophercloud-gophercloud-dev',
] as const;

/** Where there is another Go, Debian's is not needed. */
const hasGo = () => spawnSync('go', ['version']).status === 0;

/** The installed version; undefined where it is not installed. */
export function versionOf(name: string): string | undefined {
  const { stdout } = spawnSync('dpkg-query', ['--status', name], { encoding: 'utf8' });
  const { status, version } = /^Status: (?<status>.*)$(?:.|\n)*^Version: (?<version>.*)$/m.exec(stdout)?.groups ?? {};
  return status === 'install ok installed' ? version : undefined;
}

/**
 * Installs those that are not there.
 * @returns what hinders it, in a line
 */
export function install(wanted: readonly string[]): string | undefined {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) return 'the clients are Debian’s, and this is no Debian';
  const missing = wanted.filter((name) => versionOf(name) === undefined);
  if (wanted.some((name) => name.startsWith('golang-')) && !hasGo()) missing.push('golang-go');
  if (missing.length === 0) return undefined;
  if (process.getuid?.() !== 0) return `as root: apt-get install ${missing.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['-qq', 'update'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const options = ['-qq', '-y', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0'];
    execFileSync('apt-get', [...options, 'install', ...missing], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    return undefined;
  } catch {
    return `apt-get could not install ${missing.join(' ')}`;
  }
}
