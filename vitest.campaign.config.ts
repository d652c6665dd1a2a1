import { defineConfig } from 'vitest/config';

/** Kills, faults and fuzzed input for as many minutes as CRM_CAMPAIGN_MINUTES says. */
export default defineConfig({
  test: {
    include: ['tests/campaign/**/*.test.ts'],
    globalSetup: ['tests/support/build-cli.ts'],
    hookTimeout: 600_000,
    // each part keeps both cores busy by itself
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 24 * 3_600_000,
    reporters: ['default', './tests/support/summary-line.ts'],
  },
});
