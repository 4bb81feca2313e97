import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const COUNTS = pathToFileURL(resolve('server/main/test-counts.mjs')).href;

/** As `npm test` runs it: in plain JavaScript, from what the reporters wrote. */
function counted(counter: 'countVitest' | 'countPlaywright', report: unknown): unknown {
  const script = `import { ${counter} } from '${COUNTS}'; console.log(JSON.stringify(${counter}(${JSON.stringify(report)})));`;
  return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout);
}

const vitest = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

test.each([
  ['what passed', vitest, { passed: 7, failed: 0 }],
  ['what failed', { ...vitest, numFailedTests: 2 }, { passed: 7, failed: 2 }],
  ['a skipped test as failed', { ...vitest, numPendingTests: 1 }, { passed: 7, failed: 1 }],
  ['a file that could not be loaded', { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] }, { passed: 7, failed: 1 }],
  ['a run of nothing as a failure', { ...vitest, numPassedTests: 0 }, { passed: 0, failed: 1 }],
])('counts %s', (_, report, expected) => {
  expect(counted('countVitest', report)).toEqual(expected);
});

test.each([
  ['what passed', playwright, { passed: 4, failed: 0 }],
  ['a journey that passed only when tried again', { ...playwright, stats: { ...playwright.stats, flaky: 1 } }, { passed: 4, failed: 1 }],
  ['a skipped journey', { ...playwright, stats: { ...playwright.stats, skipped: 1 } }, { passed: 4, failed: 1 }],
  ['a product that did not start', { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }, { passed: 0, failed: 1 }],
])('counts %s', (_, report, expected) => {
  expect(counted('countPlaywright', report)).toEqual(expected);
});
