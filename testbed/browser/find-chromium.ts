import { spawnSync } from 'node:child_process';
import { install } from '../clients/packages';

const commands = ['chromium', 'chromium-browser', 'google-chrome'];

const found = (): string | undefined =>
  commands.find((command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0);

export type Chromium = { readonly command: string } | { readonly missing: string };

/** A Chromium of this machine; Debian's is installed where there is none and that can be done. */
export function findChromium(): Chromium {
  const there = found();
  if (there !== undefined) return { command: there };
  const hindered = install(['chromium']);
  const now = found();
  return now === undefined ? { missing: hindered ?? 'no chromium is in PATH' } : { command: now };
}
