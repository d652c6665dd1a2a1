import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { formatLocation } from '../../src/base/errors/source-location.ts';
import { buildProject } from '../support/build-project.ts';
import { writeSmallProject } from '../support/small-project.ts';

const root = mkdtempSync(join(tmpdir(), 'ref-places-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Models with several references in a line, of which « marks the one that is wrong, and what is said. */
const cases: readonly (readonly [string, string])[] = [
  [
    "select * from {{ ref('orders') }} a, {{ «ref('rule') }} b",
    "model 'm' refers to 'rule', which is neither a model nor a seed",
  ],
  [
    "select * from {{ source('raw', 'orders') }}, {{ «source('raw', 'order') }}",
    "model 'm' reads source 'raw.order', which is not declared",
  ],
  [
    "select * from {{ ref('orders') }} {{ «source('raw', 'orders') }}",
    "syntax error at or near '.', at source('raw', 'orders')",
  ],
  [
    "select {{ «ref('rules') }}.least from {{ ref('orders') }}",
    "referenced table 'main.rules' not found, at ref('rules')",
  ],
  [
    "select «nope from {{ ref('orders') }}, {{ ref('rules') }}",
    "referenced column 'nope' not found in FROM clause",
  ],
];

it.each(cases)('an error at a reference names it, in %s', async (marked, message) => {
  const directory = mkdtempSync(join(root, 'project-'));
  await writeSmallProject(directory, { 'models/m.sql': marked.replace('«', '') });
  const { errors } = await buildProject(directory);
  const [error] = errors;
  expect(errors).toHaveLength(1);
  expect(error?.message).toBe(message);
  expect(error?.location && formatLocation(error.location)).toBe(
    `models/m.sql:1:${marked.indexOf('«') + 1}`,
  );
});
