import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulatorOptions, start } from '../../simulator';
import { cloudTarget, type Door } from '../../targets/cloud-target';
import { withMicroversions } from '../../targets/compute-endpoint';
import { keystoneDoor } from '../../targets/keystone-door';
import type { Clock, Target } from '../../targets/target';
import { timeoutsWithin } from '../../targets/timeouts';
import { writeOwnFile } from '../serving/files';

/** Nobody waits: an answer comes at once, or not at all. */
const timeouts = timeoutsWithin(10);

/**
 * A simulated cloud behind a socket, to which everybody has signed in at its Keystone. Its time is the target's: who waits
 * moves its clock.
 */
export async function servedTarget(options: SimulatorOptions): Promise<Target> {
  const cloud = await start({ ...options, time: 'manual' });
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-'));
  const file = join(folder, 'clouds.yaml');
  const surroundings = { env: { OS_CLIENT_CONFIG_FILE: file }, cwd: folder, home: folder };
  const clock: Clock = { now: cloud.clock.now, wait: async (milliseconds) => cloud.clock.advance(milliseconds) };
  const stop = async () => {
    rmSync(folder, { recursive: true });
    await cloud.stop();
  };
  try {
    writeOwnFile(file, cloud.cloudsYaml);
    const signIn = async (name: string): Promise<Door> =>
      withMicroversions(await keystoneDoor(name, surroundings, timeouts), timeouts.whole, undefined);
    const target = cloudTarget({
      name: 'served',
      hasKeystone: true,
      doors: {
        owner: await signIn('sim'),
        admin: await signIn('sim-admin'),
        'other-project': await signIn('sim-other'),
        reader: await signIn('sim-reader'),
      },
      clock,
      deadline: timeouts.whole,
      signal: () => undefined,
    });
    return {
      ...target,
      close: async () => {
        await target.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
