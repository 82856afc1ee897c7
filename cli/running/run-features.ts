import { join } from 'node:path';
import { Writable } from 'node:stream';
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { openSession, type Session } from '../../steps/session';
import { loadingOwn } from './own-steps';
import { packageRoot } from './package-root';
import { supportOf } from './support';

export interface FeatureRun {
  /** Not needed for a dry run. */
  readonly session: Session | undefined;
  /** A tag expression; empty for every scenario. */
  readonly tags: string;
  readonly onMessage: (message: Envelope) => void;
  /** Cucumber's own formats, such as `junit:PATH`. */
  readonly formats?: readonly string[];
  /** Only say which scenarios there are. */
  readonly dryRun?: boolean;
  /** Other features than the package's own. */
  readonly paths?: readonly string[];
  /** The folder of the user's own features and step files: those features are run, with our steps and those. */
  readonly folder?: string | undefined;
}

/** Below the folder itself; what is installed there is not the user's own. */
const below = (names: string) => [names, `!(node_modules)/**/${names}`];

/**
 * Runs the features in this process. What they show goes to `onMessage`; nothing is judged here.
 * @throws UserError where the user's own step files cannot be loaded
 */
export async function runFeatures({
  session,
  tags,
  onMessage,
  formats = [],
  dryRun = false,
  folder,
  paths = folder === undefined ? ['features/**/*.feature'] : below('*.feature'),
}: FeatureRun): Promise<void> {
  const source = __filename.endsWith('.ts');
  const ours = join(packageRoot, source ? 'steps' : 'dist/steps');
  const provided = {
    paths: [...paths],
    require: [`${literal(ours)}/**/${source ? '!(*.test).ts' : '*.js'}`],
    import: folder === undefined ? [] : [...below('*.{js,cjs,mjs}'), ...below('!(*.d).{ts,cts,mts}')],
    tags,
    format: [...formats],
    dryRun,
  };
  // Cucumber says nothing by itself: whoever asks for a run shows it in his own way.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd: folder ?? packageRoot, stdout: silent, stderr: silent, env: process.env };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const load = () => supportOf(folder ?? '', ours, runConfiguration, environment);
  openSession(session);
  try {
    const support = folder === undefined ? await load() : await loadingOwn(folder, load);
    await runCucumber({ ...runConfiguration, support }, environment, onMessage);
  } finally {
    openSession(undefined);
  }
}

/** A path as a pattern that fits just it. */
const literal = (path: string) => path.replaceAll(/[?*()[\]]/g, '[$&]');
