/**
 * How many tests a vitest report says passed and failed. A skipped test proves nothing and counts as failed; so does a file that could not be
 * loaded, and a run without any test.
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')).length;
  return atLeastOne({ passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests + (report.numTodoTests ?? 0) + unloaded });
}

/** The same for a Playwright report; a test that passed only when it was tried again failed. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOne({ passed: expected, failed: unexpected + flaky + skipped + report.errors.length });
}

function atLeastOne(counts) {
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts;
}
