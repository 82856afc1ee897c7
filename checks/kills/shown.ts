import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Replayed, readReplayable, replay } from '../../cli/fuzzing/replay-files';
import { writeCounterexample } from '../../cli/fuzzing/write-counterexample';
import { counterexample } from '../../fuzz/counterexamples/counterexample';
import { run } from '../../package/index';
import { type SimulatorOptions, simulator, start } from '../../simulator';
import { Ledger } from '../../targets/ledger/ledger';
import { patience } from '../../targets/settle';
import { simulatorTarget } from '../../targets/simulator-target';
import { discover } from '../../targets/subject';
import type { Found } from './kills';

/** Whether what was kept of a finding shows it: on the cloud that is broken, and not on one that is not. */
export interface Shown {
  readonly replay: boolean;
  readonly feature: boolean;
  readonly script: boolean;
}

/** Writes a finding down as `fuzz` does, and has each of the three files tell. */
export async function shown({ difference, options, sane }: Found): Promise<Shown> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-kill-'));
  try {
    const { edition, driver } = options;
    const found = { rules: [], faults: [], seed: 1, path: '', commands: 1 };
    const { path } = await writeCounterexample(
      join(folder, 'kept'),
      counterexample({ edition, driver, ...difference, ...found }),
    );
    return {
      replay: (await replayed(path, options)) === 'still fails' && (await replayed(path, sane)) === 'fixed',
      feature: (await exitCode(path, options)) === 1 && (await exitCode(path, sane)) === 0,
      script: (await printed(path, options)) !== (await printed(path, sane)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function replayed(path: string, options: SimulatorOptions): Promise<Replayed['kind']> {
  const subject = await discover(simulatorTarget(options), patience);
  const ledger = new Ledger(join(dirname(path), 'ledger.ndjson'));
  const cloud = { subject, ledger, configuration: {}, say: () => {} };
  return (await replay(readReplayable(path), cloud, options, () => false)).kind;
}

async function exitCode(path: string, { edition, driver, fault, departure }: SimulatorOptions): Promise<number> {
  const features = dirname(path);
  const report = await run({ features, edition, driver, fault, departure, seed: 1, out: join(features, '../out') });
  return report.exitCode;
}

/** What the script prints, but for what differs from run to run. */
async function printed(path: string, options: SimulatorOptions): Promise<string> {
  const cloud = await start({ ...options, time: 'steps', start: Date.UTC(2026, 0, 1) });
  try {
    const { tokens } = simulator(options);
    const script = spawn('sh', [path.replace(/json$/, 'sh')], {
      env: {
        PATH: process.env.PATH,
        COMPUTE: `${cloud.url}/compute/v2.1`,
        IMAGE: `${cloud.url}/image`,
        VOLUME: `${cloud.url}/volume/v3`,
        PLACEMENT: `${cloud.url}/placement`,
        TOKEN: tokens.owner,
        ADMIN_TOKEN: tokens.admin,
        OTHER_TOKEN: tokens['other-project'],
        READER_TOKEN: tokens.reader,
        ZONE_CAPABLE: 'rescue-bfv',
        ZONE_INCAPABLE: 'no-rescue-bfv',
        ZONE_LIBVIRT: 'libvirt',
        // With each look 10 s pass there.
        PATIENCE: '2',
        FLAVOR: '1',
        FLAVOR_TOO_LARGE: '3',
      },
    });
    let output = '';
    for (const stream of [script.stdout, script.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
    script.stdout.on('data', (chunk: Buffer) => {
      const wish = /^have the host of zone (\S+) (no longer )?report /m.exec(String(chunk));
      const host = cloud.control.hosts().find(({ zone }) => zone === wish?.[1]);
      if (!wish || !host) return;
      cloud.control.setTraits(host.name, wish[2] === undefined ? ['COMPUTE_RESCUE_BFV'] : []);
      script.stdin.write('\n');
    });
    await new Promise((done) => script.on('close', done));
    return output.replaceAll(cloud.url, '').replaceAll(/^(date|keep-alive|connection): .*$/gim, '');
  } finally {
    await cloud.stop();
  }
}
