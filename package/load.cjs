// A checkout holds the TypeScript and runs it as it is; an installed package holds it compiled, in dist/.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

/** Loads a file of this package by its path from the root, without its extension. */
module.exports = function load(path) {
  const source = join(root, `${path}.ts`);
  if (!existsSync(source)) return require(join(root, 'dist', `${path}.js`));
  process.env.TS_NODE_PROJECT ??= join(root, 'tsconfig.json');
  require('ts-node/register');
  return require(source);
};
