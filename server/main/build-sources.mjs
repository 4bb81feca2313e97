import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['app', 'db', 'public', 'server', 'next.config.ts', 'package-lock.json', 'postcss.config.mjs', 'proxy.ts', 'tsconfig.json'];
const MADE_BY_THE_BUILD = /^public\/sw\.js/;
const NOT_BUILT = /\.test\.tsx?$|\.md$/;
const STAMP = 'dist/built-from';

/** True only if what was built last was built whole, from exactly these sources. */
export function isBuilt() {
  return existsSync(STAMP) && existsSync('.next/BUILD_ID') && readFileSync(STAMP, 'utf8') === hashOfSources();
}

export function rememberBuild() {
  writeFileSync(STAMP, hashOfSources());
}

/** By content: a checkout changes every date and no source. */
function hashOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const file of SOURCES.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return MADE_BY_THE_BUILD.test(path) || NOT_BUILT.test(path) ? [] : [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesBelow(join(path, name).replaceAll('\\', '/')));
}
