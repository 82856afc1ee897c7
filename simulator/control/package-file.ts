import { join } from 'node:path';

const root = __filename.endsWith('.ts') ? join(__dirname, '../..') : join(__dirname, '../../..');

/** The path of a file of this package, in a checkout as in an installed one. */
export const packageFile = (path: string): string => join(root, path);
