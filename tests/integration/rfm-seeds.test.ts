import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { ownProject } from '../support/own-project.ts';

// What the committed rows of rfm_thresholds and rfm_segments say, against the rules as they are
// written in words.

let engine: Engine;
let connection: Connection;
let seven: Map<string, string>;
let ten: Map<string, string>;

beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
  await connection.run('create schema seeds');
  for (const seed of ['rfm_segments', 'rfm_thresholds']) {
    await connection.run(
      `create table seeds.${seed} as select * from read_csv('seeds/calibration/${seed}.csv')`,
    );
  }
  seven = await readSegments('seven');
  ten = await readSegments('ten');
});

afterAll(() => engine.close());

/** The segment of each of the 125 scores under a set of rules. */
async function readSegments(set: string): Promise<Map<string, string>> {
  const { manifest, compiler } = await ownProject({ rfm_segment_set: set });
  const node = manifest.nodes.get('model.crm.rfm_segment_scores');
  if (node === undefined) throw new Error('there is no model rfm_segment_scores');
  const { rows } = await connection.query(
    `select rfm_score, rfm_segment from (${compiler.compile(node).text})`,
  );
  return new Map(rows.map(([score, segment]) => [String(score), String(segment)]));
}

const scores = [1, 2, 3, 4, 5];
const triples = scores.flatMap(r => scores.flatMap(f => scores.map(m => [r, f, m] as const)));

function oneOfSeven(r: number, f: number, m: number): string {
  if (r >= 4 && f >= 4 && m >= 4) return 'Champions';
  if (r >= 4 && f >= 3) return 'Loyal Customers';
  if (r >= 4 && m >= 4) return 'Big Spenders';
  if (r >= 3) return 'Promising';
  if (f >= 3) return 'Need Attention';
  if (m >= 3) return 'At Risk';
  return 'Lost';
}

test('the set of seven names every score as its rules do in words', () => {
  const expected = triples.map(([r, f, m]) => [`${r}${f}${m}`, oneOfSeven(r, f, m)] as const);
  expect(seven).toEqual(new Map(expected));
});

test('the set of ten names every score, and all ten names are given', () => {
  expect(ten.size).toBe(125);
  expect([...new Set(ten.values())].sort()).toEqual([
    'About To Sleep',
    'At Risk',
    "Can't Lose Them",
    'Champions',
    'Lost',
    'Loyal Customers',
    'Need Attention',
    'New Customers',
    'Potential Loyalists',
    'Promising',
  ]);
});

test.each([
  ['555', 'Champions', 'Champions'],
  ['444', 'Champions', 'Champions'],
  ['533', 'Loyal Customers', 'Loyal Customers'],
  ['333', 'Promising', 'Loyal Customers'],
  ['514', 'Big Spenders', 'New Customers'],
  ['511', 'Promising', 'New Customers'],
  ['422', 'Promising', 'Potential Loyalists'],
  ['311', 'Promising', 'Promising'],
  ['321', 'Promising', 'Need Attention'],
  ['255', 'Need Attention', 'At Risk'],
  ['215', 'At Risk', 'About To Sleep'],
  ['155', 'Need Attention', "Can't Lose Them"],
  ['133', 'Need Attention', 'At Risk'],
  ['111', 'Lost', 'Lost'],
])('%s is %s of the seven and %s of the ten', (score, ofSeven, ofTen) => {
  expect(seven.get(score)).toBe(ofSeven);
  expect(ten.get(score)).toBe(ofTen);
});

test('the thresholds are under 30, 90, 180, 365 days; 20, 10, 5, 2 orders; 10,000 to 500', async () => {
  const { rows } = await connection.query(`
    select score, recency_below_days, frequency_at_least, monetary_at_least
    from seeds.rfm_thresholds order by score desc`);
  expect(rows.map(row => row.map(Number))).toEqual([
    [5, 30, 20, 10_000],
    [4, 90, 10, 5_000],
    [3, 180, 5, 1_000],
    [2, 365, 2, 500],
  ]);
});
