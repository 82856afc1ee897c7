import { readFileSync, writeFileSync } from 'node:fs';
import type { Findings } from '../../cli/doctoring/examine';
import { doctorFile, doctorPage } from './doctor-page';

/** Writes docs/results/doctor.md from what `doctor --json` has written: in this process, and over sockets. */
const read = (path = ''): readonly Findings[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Findings);

const [, , inProcess, overHttp] = process.argv;
writeFileSync(doctorFile, doctorPage(read(inProcess), read(overHttp)));
process.stdout.write(`written: ${doctorFile}\n`);
