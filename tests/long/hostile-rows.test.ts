import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrmError } from '../../src/base/errors/crm-error.ts';
import { typedLiteral } from '../../src/dialect/types/typed-literal.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { expectedRowsSql, givenRowsSql } from '../../src/plan/tests/unit-test-rows.ts';
import type { UnitTestRows } from '../../src/project/project.ts';
import { hostileOutcome, hostileProblems } from '../support/hostile-outcome.ts';
import { columnTypes, hostileCsv, hostileDicts, hostileValues } from '../support/hostile-rows.ts';
import { rows } from '../support/node-fixtures.ts';

let engine: Engine;
let connection: Connection;
beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
});
afterAll(() => {
  connection.close();
  engine.close();
});

const columns = [
  { name: 'a', type: 'VARCHAR' },
  { name: 'b', type: 'INTEGER' },
];
const context = { what: "ref('x')", owner: "ref('x')" };
/** The file that the rows' places name. */
const file = `${'\n'.repeat(9)}        `;

test.each([
  ...hostileDicts.map(dicts => rows(dicts)),
  ...hostileCsv.map(text => rows(text, 'csv')),
])('rows %# give SQL that runs, or errors with places, in less than two seconds', async written => {
  const made: string[] = [];
  const outcome = hostileOutcome(() => {
    const errors: CrmError[] = [];
    made.push(givenRowsSql(written, columns, context, errors));
    if (errors.length === 0) made.push(expectedRowsSql(written, columns, context, errors).sql);
    return errors;
  });
  expect(hostileProblems(file, outcome)).toEqual([]);
  if (outcome.errors.length > 0) return;
  for (const sql of made) await connection.query(sql);
});

test('each value of each type is a literal that the database takes or refuses, or has a problem', async () => {
  for (const type of columnTypes) {
    for (const value of hostileValues) {
      const literal = typedLiteral(value, type);
      if ('problem' in literal) {
        expect(literal.problem.length).toBeLessThan(200);
        continue;
      }
      await connection.query(`select ${literal.sql}`).catch(error => {
        if (!(error instanceof CrmError)) throw error;
      });
    }
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('more rows than an example needs are refused', () => {
  const errors: CrmError[] = [];
  const many: UnitTestRows = rows(Array.from({ length: 10_001 }, () => ({ a: 'x' })));
  givenRowsSql(many, columns, context, errors);
  expect(errors.map(({ code, message }) => [code, message])).toEqual([
    ['invalid-value', "ref('x') has 10001 rows; a unit test takes at most 10000"],
  ]);
});
