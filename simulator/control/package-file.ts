import { dirname, join } from 'node:path';

const root = dirname(require.resolve('nova-rescue-conformance/package.json'));

/** The path of a file of this package, in a checkout as in an installed one. */
export const packageFile = (path: string): string => join(root, path);
