import { defineConfig } from 'vitest/config';

/** What is planted in synthetic data of 100,000 customers comes back, for three seeds. */
export default defineConfig({
  test: {
    include: ['tests/planted/**/*.test.ts'],
    hookTimeout: 600_000,
    maxWorkers: '100%',
    pool: 'forks',
    testTimeout: 900_000,
    reporters: ['default', './tests/support/summary-line.ts'],
  },
});
