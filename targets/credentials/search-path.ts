import path from 'node:path';
import type { Surroundings } from './surroundings';

/**
 * Where a file called `stem` (`clouds`, `secure`, `clouds-public`) may be, absolute, first come first taken.
 * Source: openstack.config.loader, CONFIG_SEARCH_PATH and CONFIG_FILES, as it is on Linux.
 */
export function searchPath(stem: string, surroundings: Surroundings, override?: string): readonly string[] {
  const { env, cwd } = surroundings;
  const etc = surroundings.etc ?? '/etc';
  const home = env.SNAP_REAL_HOME || surroundings.home;
  const folders = [
    cwd,
    path.join(env.XDG_CONFIG_HOME || path.join(surroundings.home, '.config'), 'openstack'),
    path.join(home, '.config', 'openstack'),
    ...(env.XDG_CONFIG_DIRS || path.join(etc, 'xdg')).split(':').map((folder) => path.join(folder, 'openstack')),
    path.join(etc, 'openstack'),
  ];
  const files = folders.flatMap((folder) =>
    ['.yaml', '.yml', '.json'].map((suffix) => path.join(folder, stem + suffix)),
  );
  return [...new Set([...(override ? [path.resolve(cwd, override)] : []), ...files])];
}
