import { defineConfig } from 'vitest/config';

/** Runs that take minutes: many kills, many readers, large random populations. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 600_000,
    reporters: ['default', './tests/support/summary-line.ts'],
  },
});
