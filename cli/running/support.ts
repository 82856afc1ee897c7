import { join, sep } from 'node:path';
import { type IRunEnvironment, type ISupportCodeLibrary, loadSupport } from '@cucumber/cucumber/api';

type Options = Parameters<typeof loadSupport>[0];

/** What each folder's step files and ours define together; ours alone under the empty name. */
const loaded = new Map<string, ISupportCodeLibrary>();
let begun = false;

/**
 * Loads step definitions, once for each folder in a process. They are defined while their files are loaded, into a
 * library that cucumber lays anew each time: for a second folder our own files have to be loaded again.
 * @param ours where our step files are
 */
export async function supportOf(
  folder: string,
  ours: string,
  options: Options,
  environment: IRunEnvironment,
): Promise<ISupportCodeLibrary> {
  const known = loaded.get(folder);
  if (known) return known;
  if (begun) forget(ours);
  begun = true;
  const support = await loadSupport(options, environment);
  loaded.set(folder, support);
  return support;
}

/** All but the session: there is one in a process, whoever asks for it. */
function forget(ours: string): void {
  const session = join(ours, 'session');
  for (const path of Object.keys(require.cache)) {
    if (path.startsWith(`${ours}${sep}`) && !path.startsWith(`${session}.`)) delete require.cache[path];
  }
}
