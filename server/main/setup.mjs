import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;

/** Refuses an older Node in the two languages of the people who may read it. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Relais a besoin de Node 20.19 ou plus récent ; cette machine a Node ${process.versions.node}. Voir https://nodejs.org`);
  console.error(`Relais needs Node 20.19 or later; this machine has Node ${process.versions.node}. See https://nodejs.org`);
  process.exit(1);
}

/** Runs one step and says how long it took; its output is shown only when it fails, and then ends the program. */
export function step(title, command, words) {
  if (coloured) process.stdout.write(`  … ${title}`);
  const start = performance.now();
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32' && command === 'npm',
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${coloured ? '\r\u001B[2K' : ''}  ${status === 0 ? '✓' : '✗'} ${title} ${seconds} s\n`);
  if (status === 0) return;
  if (signal === null) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`);
  process.exit(1);
}

/** Installs exactly what package-lock.json names, unless it is there already. */
export function install() {
  if (isInstalled()) return;
  // Development tools build the product on this machine: they are needed whatever NODE_ENV says.
  step('packages (npm ci)', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

/** npm writes its own list as the last act of an installation: an interrupted one has none. */
function isInstalled() {
  const list = 'node_modules/.package-lock.json';
  if (!existsSync(list)) return false;
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages);
  return wanted.every(([path, { version, optional }]) => path === '' || (optional && !(path in installed)) || installed[path]?.version === version);
}
