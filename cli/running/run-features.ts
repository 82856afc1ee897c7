import { join } from 'node:path';
import { Writable } from 'node:stream';
import { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { openSession, type Session } from '../../steps/session';

/** This package: in a checkout its root, in an installed package too. */
export const packageRoot = __filename.endsWith('.ts') ? join(__dirname, '../..') : join(__dirname, '../../..');

/** Step definitions can be loaded once in a process: cucumber would leave every step of a second copy undefined. */
let support: Awaited<ReturnType<typeof loadSupport>> | undefined;

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
}

/** Runs the features in this process. What they show goes to `onMessage`; nothing is judged here. */
export async function runFeatures({
  session,
  tags,
  onMessage,
  formats = [],
  dryRun = false,
  paths = ['features/**/*.feature'],
}: FeatureRun): Promise<void> {
  const steps = __filename.endsWith('.ts')
    ? join(packageRoot, 'steps/**/!(*.test).ts')
    : join(packageRoot, 'dist/steps/**/*.js');
  // Cucumber's own progress goes nowhere: the command line shows its own.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd: packageRoot, stdout: silent, stderr: process.stderr, env: process.env };
  const provided = { paths: [...paths], require: [steps], tags, format: [...formats], dryRun };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  openSession(session);
  try {
    support ??= await loadSupport(runConfiguration, environment);
    await runCucumber({ ...runConfiguration, support }, environment, onMessage);
  } finally {
    openSession(undefined);
  }
}
