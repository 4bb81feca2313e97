import { spawnSync } from 'node:child_process';
import process from 'node:process';

const LONGEST_MS = 30 * 60_000;
const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;
let previous = null;

/** Prints how long the part before took and begins the next one. */
export function heading(title) {
  if (previous !== null) console.log(`   ${((performance.now() - previous) / 1000).toFixed(1)} s`);
  previous = performance.now();
  console.log(`\n${coloured ? '\u001B[1m' : ''}== ${title}${coloured ? '\u001B[0m' : ''}`);
}

/** Runs one tool of the project to its end, without a keyboard, and answers whether it succeeded; a quiet one is heard only when it fails. */
export function run([tool, ...words], { quiet }) {
  const [command, all] = tool === 'node' ? [process.execPath, words] : [process.execPath, [programOf(tool), ...words]];
  const { status, stdout, stderr, error } = spawnSync(command, all, {
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: LONGEST_MS,
  });
  if (status !== 0) process.stdout.write(`${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : `${error.message}\n`}`);
  return status === 0;
}

/** The program behind a name in node_modules/.bin, which is a script of the shell on some systems. */
function programOf(tool) {
  const programs = {
    biome: '@biomejs/biome/bin/biome',
    depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
    knip: 'knip/bin/knip.js',
    next: 'next/dist/bin/next',
    oxlint: 'oxlint/bin/oxlint',
    playwright: '@playwright/test/cli.js',
    tsc: 'typescript/bin/tsc',
    vitest: 'vitest/vitest.mjs',
  };
  return `node_modules/${programs[tool]}`;
}
