/** `npm start`: does every step that is missing, then runs everything. Needs Node alone: nothing is installed yet when it begins. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './build-sources.mjs';
import { install, requireNode, step } from './setup.mjs';

requireNode();
// Under npm, our parent is a shell that a SIGTERM ends without telling us; its number lets the supervisor notice.
if (process.env.npm_lifecycle_event !== undefined) process.env.RELAIS_STARTED_BY = String(process.ppid);
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
install();
if (!isBuilt()) step('build', process.execPath, ['server/main/build.mjs']);
if (process.env.RELAIS_STARTED_BY !== undefined && String(process.ppid) !== process.env.RELAIS_STARTED_BY) process.exit(143);
await import('../../dist/supervisor.js');
