import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../cli/running/package-root';
import { runFeatures } from '../cli/running/run-features';
import { problems } from './problems';

/** `npm run check`: every problem on a line of its own, and 1 where there is any. */
async function main(): Promise<void> {
  const messages: Envelope[] = [];
  const everything = { session: undefined, tags: '', dryRun: true };
  await runFeatures({ ...everything, onMessage: (message) => void messages.push(message) });
  const found = problems(messages, packageRoot);
  for (const problem of found) process.stderr.write(`${problem}\n`);
  const steps = messages.filter(({ stepDefinition }) => stepDefinition).length;
  const scenarios = messages.filter(({ testCase }) => testCase).length;
  process.stdout.write(
    `checked ${scenarios} scenarios and ${steps} steps: ${found.length === 0 ? 'all is well' : `${found.length} problems`}\n`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}

void main();
