// Jest on Node < 24.9 can neither require() ES modules nor run import() in a CommonJS sandbox, so SWC turns into
// CommonJS what a package ships as ESM, and rewrites import() where a CommonJS file calls it.
const { createTransformer } = require('@swc/jest');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const types = new Map();

function packageType(dir) {
  if (types.has(dir)) return types.get(dir);
  const file = join(dir, 'package.json');
  const up = dirname(dir);
  let type = 'commonjs';
  if (existsSync(file)) type = JSON.parse(readFileSync(file, 'utf8')).type ?? 'commonjs';
  else if (up !== dir) type = packageType(up);
  types.set(dir, type);
  return type;
}

function needsRewrite(source, file) {
  if (file.endsWith('.mjs')) return true;
  if (!file.endsWith('.cjs') && packageType(dirname(file)) === 'module') return true;
  return /\bimport\s*\(/.test(source);
}

module.exports.createTransformer = (options) => {
  const swc = createTransformer(options);
  return {
    canInstrument: false,
    process: (source, file, about) => (needsRewrite(source, file) ? swc.process(source, file, about) : { code: source }),
    getCacheKey: (source, file, about) => `${swc.getCacheKey(source, file, about)}-${needsRewrite(source, file)}`,
  };
};
