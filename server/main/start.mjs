/**
 * `npm start`: does every step that is missing, then runs everything. Needs Node alone: nothing is installed yet when it begins.
 * `npm run dev` (`--dev`): the same, and every process follows the sources.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './build-sources.mjs';
import { install, requireNode, step } from './setup.mjs';

requireNode();
// Under npm, our parent is a shell that a SIGTERM ends without telling us; its number lets the supervisor notice.
if (process.env.npm_lifecycle_event !== undefined) process.env.RELAIS_STARTED_BY = String(process.ppid);
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
install();
if (process.argv.includes('--dev')) {
  process.env.RELAIS_DEV = '1';
  step('build (without the web)', process.execPath, ['server/main/build.mjs', '--programs']);
  const watcher = spawn(process.execPath, ['server/main/build.mjs', '--watch'], { stdio: ['pipe', 'inherit', 'inherit'] });
  process.on('exit', () => watcher.kill());
} else if (!isBuilt()) {
  step('build', process.execPath, ['server/main/build.mjs']);
}
if (process.env.RELAIS_STARTED_BY !== undefined && String(process.ppid) !== process.env.RELAIS_STARTED_BY) process.exit(143);
await import('../../dist/supervisor.js');
