import { join } from 'node:path';

/** This package: in a checkout its root, in an installed package too. */
export const packageRoot = __filename.endsWith('.ts') ? join(__dirname, '../..') : join(__dirname, '../../..');
