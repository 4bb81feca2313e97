import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['server/**/*.test.ts', 'db/**/*.test.ts', 'app/**/*.test.{ts,tsx}'],
    globalSetup: ['db/testing-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A test that cannot fail, or that only someone's machine runs, proves nothing.
    allowOnly: false,
    passWithNoTests: false,
    unstubEnvs: true,
    restoreMocks: true,
  },
});
