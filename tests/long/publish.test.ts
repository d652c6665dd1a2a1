import { afterAll, beforeAll, expect, it } from 'vitest';
import { Children } from '../support/children.ts';
import { killBuilds, readDuringBuilds } from '../support/publish-trials.ts';

let children: Children;
beforeAll(() => {
  children = new Children();
});
afterAll(() => children.cleanUp());

it('60 builds that are killed leave the old build or the whole new one', async () => {
  const { broken, unchanged, published, beside } = await killBuilds(children, 60);
  expect(broken).toEqual([]);
  expect(unchanged + published).toBe(60);
  expect(beside).toEqual(['w.duckdb', 'w.duckdb.lock']);
});

it('a reader that opens the file thousands of times never fails and never sees two builds', async () => {
  const { opens, mixed, failures, generations } = await readDuringBuilds(children, {
    opens: 2000,
    builds: 100,
  });
  expect(failures).toEqual([]);
  expect(mixed).toBe(0);
  expect(opens).toBeGreaterThanOrEqual(2000);
  expect(generations).toBeGreaterThanOrEqual(100);
});
