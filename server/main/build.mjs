/**
 * Makes everything that `npm start` runs: `.next` (web), `dist` (the other processes) and `public/sw.js` (service worker).
 * For `npm run dev`: `--programs` makes `dist` only, `--watch` makes it again at every change until it is stopped.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import process from 'node:process';
import { build, context } from 'esbuild';
import { injectManifest } from 'workbox-build';
import { rememberBuild } from './build-sources.mjs';

/** One program per process; packages stay in node_modules, so that native code and data files find their place. */
const PROGRAMS = {
  supervisor: 'server/main/supervisor.ts',
  'follow-supervisor': 'server/main/follow-supervisor.ts',
  gateway: 'server/main/gateway.ts',
  worker: 'server/main/worker.ts',
  admin: 'server/main/admin.ts',
  'seed-demo': 'server/main/seed-demo.ts',
  simulator: 'server/simulator/main.ts',
};

const programs = {
  entryPoints: PROGRAMS,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
  tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
};

if (process.argv.includes('--watch')) {
  await (await context(programs)).watch();
} else {
  // First of all: a build that breaks in the middle must not look like a whole one.
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  await build(programs);
  if (!process.argv.includes('--programs')) {
    buildWeb();
    await buildServiceWorker();
    rememberBuild();
  }
}

function buildWeb() {
  const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function buildServiceWorker() {
  await build({
    entryPoints: { 'sw-without-list': 'app/sw.ts' },
    outdir: 'dist',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const { count, size, warnings } = await injectManifest({
    swSrc: 'dist/sw-without-list.js',
    swDest: 'public/sw.js',
    globDirectory: '.next',
    globPatterns: ['static/**/*.{js,css,woff2}'],
    modifyURLPrefix: { 'static/': '/_next/static/' },
    // Their names hold a hash of what is in them: no version is needed beside it.
    dontCacheBustURLsMatching: /^\/?_next\/static\/|^static\//,
  });
  for (const warning of warnings) console.warn(warning);
  console.log(`service worker: ${count} files, ${Math.round(size / 1000)} kB`);
}
