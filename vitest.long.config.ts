import { defineConfig } from 'vitest/config';

const shared = {
  globalSetup: ['tests/support/build-cli.ts'],
  hookTimeout: 600_000,
  pool: 'forks' as const,
  testTimeout: 600_000,
};

/** Runs that take minutes: many kills, many readers, builds of the whole project, a short campaign. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    reporters: ['default', './tests/support/summary-line.ts'],
    projects: [
      { test: { ...shared, name: 'long', include: ['tests/long/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'campaign',
          include: ['tests/campaign/**/*.test.ts'],
          // tests/long/worlds.test.ts does those
          exclude: ['tests/campaign/worlds.test.ts'],
          env: { CRM_CAMPAIGN_MINUTES: process.env.CRM_CAMPAIGN_MINUTES ?? '1.5' },
          // each part keeps both cores busy by itself
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
