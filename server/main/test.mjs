/**
 * `npm test`: does every set-up step that is missing, then runs everything that CI runs; the last line is `N passed, N failed`.
 * `npm run check` (`--fast`) leaves out what needs a build and a browser. Each static check counts as one test.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { install, requireNode } from './setup.mjs';
import { installTools } from './setup-tools.mjs';
import { countPlaywright, countVitest } from './test-counts.mjs';
import { heading, run } from './test-run.mjs';

const fast = process.argv.includes('--fast');
const RESULTS = 'test-results';
const totals = { passed: 0, failed: 0 };
const broken = [];

requireNode();
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
process.env.NEXT_TELEMETRY_DISABLED = '1';
install();
if (!fast) installTools();
// A result of an earlier run must not be counted.
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS);

check('types', [
  ['next', 'typegen'],
  ['tsc', '-p', '.', '--noEmit'],
]);
check('lint, types known', [['oxlint', '--type-aware']]);
check('format and import order', [['biome', 'check', '--error-on-warnings']]);
check('layers', [['depcruise', 'app', 'db', 'server', '--output-type', 'err-long']]);
check('dead code', [['knip', '--no-config-hints']]);
suite(
  'unit and database tests',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}/vitest.json`],
  `${RESULTS}/vitest.json`,
  countVitest,
);
if (!fast) {
  const built = check('build', [['node', 'server/main/build.mjs']]);
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = `${RESULTS}/playwright.json`;
  if (built) suite('journeys in a browser', ['playwright', 'test'], `${RESULTS}/playwright.json`, countPlaywright);
  else count('journeys in a browser (nothing was built to run)', { passed: 0, failed: 1 });
}

if (broken.length > 0) console.log(`\nFailed: ${broken.join(', ')}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

function check(title, commands) {
  heading(title);
  const passed = commands.every((words) => run(words, { quiet: true }));
  count(title, passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  return passed;
}

/** Believes the report, not the exit code alone: a run that breaks off writes none, and is a failure. */
function suite(title, words, report, counted) {
  heading(title);
  const succeeded = run(words, { quiet: false });
  const counts = existsSync(report) ? counted(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 1 };
  if (!succeeded && counts.failed === 0) counts.failed = 1;
  count(title, counts);
}

function count(title, { passed, failed }) {
  totals.passed += passed;
  totals.failed += failed;
  if (failed > 0) broken.push(title);
}
