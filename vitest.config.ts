import { defineConfig } from 'vitest/config';

// generous, because machines that run many things at once are slow
const shared = { pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    // the default leaves one core idle, which on two cores doubles the time
    maxWorkers: '100%',
    reporters: ['default', './tests/support/summary-line.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'source',
          // none of these tests changes what its process has loaded, and loading costs the most
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: ['long', 'planted', 'e2e', 'campaign', 'isolated'].map(
            name => `tests/${name}/**`,
          ),
        },
      },
      {
        // tests that replace a module of src
        test: { ...shared, name: 'isolated', include: ['tests/isolated/**/*.test.ts'] },
      },
      {
        // what is shipped: compiled, in processes of its own
        test: {
          ...shared,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/build-cli.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
