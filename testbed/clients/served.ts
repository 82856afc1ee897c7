import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../cli/running/package-root';

/**
 * Has `nova-rescue serve` serve while `work` is done, which is given the file of its clouds.yaml.
 * @throws Error where it does not come up
 */
export async function whileServed<T>(options: readonly string[], work: (cloudsYaml: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-clients-'));
  const file = join(folder, 'clouds.yaml');
  const command = [join(packageRoot, 'cli/nova-rescue.cjs'), 'serve', ...options, '--clouds-yaml', file];
  const serve = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(serve, 'close');
  try {
    const ready = new Promise<void>((resolve) => {
      let said = '';
      serve.stdout.setEncoding('utf8').on('data', (more: string) => {
        said += more;
        if (said.includes('# ready:')) resolve();
      });
    });
    const failed = ended.then(([code]) => {
      throw new Error(`serve ${options.join(' ')} ended with ${code}`);
    });
    await Promise.race([ready, failed]);
    return await Promise.race([work(file), failed]);
  } finally {
    serve.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  }
}
