#!/usr/bin/env node
// A checkout holds the TypeScript and runs it as it is; an installed package holds it compiled, in dist/.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (existsSync(join(__dirname, 'main.ts'))) {
  process.env.TS_NODE_PROJECT ??= join(__dirname, '../tsconfig.json');
  require('ts-node/register');
  require('./main.ts');
} else {
  require('../dist/cli/main.js');
}
