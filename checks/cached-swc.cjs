/**
 * ts-node's swc, which remembers what it has made of each file: a quarter of what a command costs to start was compiling the
 * same files again. Kept by the path of the file in node_modules/.cache; what is kept of another text or another swc is not used.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const swc = require('ts-node/transpilers/swc');

const folder = join(__dirname, '../node_modules/.cache/nova-rescue');
const version = require('@swc/core/package.json').version;
const hash = (...texts) => createHash('sha1').update(JSON.stringify(texts)).digest('hex');

exports.create = (options) => {
  const { transpile } = swc.create(options);
  const settings = JSON.stringify(options.service.config.options);
  return {
    transpile(input, given) {
      const path = join(folder, `${hash(given.fileName)}.json`);
      const of = hash(version, settings, input);
      const kept = read(path);
      if (kept?.of === of) return kept.output;
      const output = transpile(input, given);
      keep(path, { of, output });
      return output;
    },
  };
};

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whoever reads meanwhile sees all of it or nothing. Where nothing can be written, nothing is kept. */
function keep(path, kept) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}
