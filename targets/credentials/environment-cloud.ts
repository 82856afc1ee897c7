import type { ConfiguredCloud } from './configured-cloud';
import type { Surroundings } from './surroundings';

/** They choose a cloud or a file, and make no cloud by themselves. */
const selectors = ['OS_CLOUD', 'OS_REGION_NAME', 'OS_CLIENT_CONFIG_FILE', 'OS_CLIENT_SECURE_FILE', 'OS_CLOUD_NAME'];

/** What the cloud of the OS_* variables is called: `envvars`, unless OS_CLOUD_NAME says otherwise. */
export function environmentName({ env }: Surroundings): string {
  return env.OS_CLOUD_NAME || 'envvars';
}

/**
 * The cloud that the plain OS_* variables describe: OS_PROJECT_NAME is `project_name`, and so on; empty ones count as
 * unset. Undefined where there are none but those that choose a cloud.
 * Source: openstack.config.loader, _get_os_environ.
 */
export function environmentCloud(surroundings: Surroundings): ConfiguredCloud | undefined {
  const variables = Object.entries(surroundings.env).filter(
    ([variable, value]) => variable.startsWith('OS_') && !/^OS_(TEST|STD|LOG)/.test(variable) && Boolean(value),
  );
  if (variables.every(([variable]) => selectors.includes(variable))) return undefined;
  return {
    name: environmentName(surroundings),
    settings: Object.fromEntries(variables.map(([variable, value]) => [variable.slice(3).toLowerCase(), value])),
    auth: {},
    at: () => 'environment',
    spelt: (key) => `OS_${key.toUpperCase()}`,
    place: 'in the environment, or name a cloud of clouds.yaml in OS_CLOUD',
  };
}
