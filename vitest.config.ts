import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['server/**/*.test.ts', 'db/**/*.test.ts', 'app/**/*.test.{ts,tsx}'],
    globalSetup: ['db/testing-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Against hanging only: a slow machine is not a failure.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // A test that cannot fail, or that only someone's machine runs, proves nothing.
    allowOnly: false,
    passWithNoTests: false,
    unstubEnvs: true,
    restoreMocks: true,
  },
});
