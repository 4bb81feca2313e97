import fc from 'fast-check';

const ROUNDS = 6;

/**
 * Runs a property of random lives, and more of them while they have not met what makes it a test of something: six lives may all be dull. Answers what failed, or null.
 */
export async function untilMet<T>(lives: fc.IAsyncProperty<T>, numRuns: number, isMet: () => boolean): Promise<[string | undefined, unknown] | null> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const report = await fc.check(lives, { numRuns });
    if (report.failed) return [fc.defaultReportMessage(report), report.errorInstance];
    if (isMet()) return null;
  }
  return null;
}
