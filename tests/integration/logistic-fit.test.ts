import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { spector } from '../support/spector.ts';

let engine: Engine;
let connection: Connection;
beforeAll(async () => {
  engine = await openProjectEngine({ settings: { threads: 2 } });
  connection = await engine.connect();
  const values = spector.map((row, at) => `(${at}, ${row.join(', ')})`).join(', ');
  await connection.query(
    `create table students as from (values ${values}) as v(id, gpa, tuce, psi, grade)`,
  );
});
afterAll(() => {
  connection.close();
  engine.close();
});

async function rows(sql: string) {
  return (await connection.query(sql)).rows;
}

const fitSql = (ridge: string, where = 'true') => `
  select logistic_fit(
    flatten(list([gpa, tuce, psi]::double[] order by id)), 3,
    list(grade::double order by id), list(1.0::double order by id), ${ridge}
  ) as fit from students where ${where}`;

describe('logistic_fit in SQL', () => {
  it('fits rows, names each coefficient, and scores what it was fitted to', async () => {
    const answer = await rows(`
      with fitted as (${fitSql('0')})
      select unnest(['gpa', 'tuce', 'psi']), round(unnest(fit.coefficients), 7),
        round(unnest(fit.standard_errors), 5)
      from fitted`);
    expect(answer).toEqual([
      ['gpa', 2.8261126, 1.26294],
      ['tuce', 0.0951577, 0.14155],
      ['psi', 2.3786877, 1.06456],
    ]);
    const [scored] = await rows(`
      with fitted as (${fitSql('0')})
      select
        sum(1 / (1 + exp(-fit.intercept - list_dot_product(fit.coefficients, [gpa, tuce, psi])))),
        any_value(round(fit.log_likelihood, 7)), any_value(fit.converged), any_value(fit.separated)
      from students, fitted`);
    expect(scored).toEqual([expect.closeTo(11, 9), -12.8896342, true, false]);
  });

  it('is NULL where nothing is distinguished', async () => {
    expect(await rows(fitSql('1', 'grade = 1'))).toEqual([[null]]);
    expect(await rows(fitSql('1', 'false'))).toEqual([[null]]);
    expect(await rows('select logistic_fit([], 3, [], [], 1)')).toEqual([[null]]);
  });

  it('says what is wrong with its rows', async () => {
    await expect(rows(fitSql('-1'))).rejects.toMatchObject({
      code: 'sql-error',
      message: 'logistic_fit(): the ridge is -1; it takes a number from 0',
    });
  });
});
