#!/usr/bin/env node
require('../package/load.cjs')('cli/main');
