import { join } from 'node:path';

/** Where the page of rules and editions is kept. */
export const pageFile = join(__dirname, '../../docs/results/editions.md');
