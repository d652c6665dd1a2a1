import { defineConfig } from 'vitest/config';

/** Runs that take minutes: many kills, many readers, builds of the whole project. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    globalSetup: ['tests/support/build-cli.ts'],
    hookTimeout: 600_000,
    maxWorkers: '100%',
    pool: 'forks',
    testTimeout: 600_000,
    reporters: ['default', './tests/support/summary-line.ts'],
  },
});
