import { writeFileSync } from 'node:fs';
import { faultsFile, faultsPage } from './faults-page';

/** `npm run faults`: writes docs/faults.md. */
writeFileSync(faultsFile, faultsPage());
process.stdout.write(`written: ${faultsFile}\n`);
