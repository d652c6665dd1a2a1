import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    pool: 'forks',
    testTimeout: 20_000,
    reporters: ['default', './tests/support/summary-line.ts'],
  },
});
