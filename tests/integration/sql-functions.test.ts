import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { chiSquareTail } from '../../src/stats/chi-square-tail.ts';

let engine: Engine;
let connection: Connection;
beforeAll(async () => {
  engine = await openProjectEngine({ settings: { threads: 2 } });
  connection = await engine.connect();
});
afterAll(() => {
  connection.close();
  engine.close();
});

async function ask(sql: string): Promise<unknown> {
  return (await connection.query(`select ${sql}`)).rows[0]?.[0];
}

describe('chi_square_tail in SQL', () => {
  it.each([
    'chi_square_tail(16.7929::double, 1)',
    'chi_square_tail(16.7929::decimal(9, 4), 1::bigint)',
    "chi_square_tail(16.7929::float8, cast('1' as integer))",
  ])('takes numbers of any type: %s', async sql => {
    expect(await ask(sql)).toBe(chiSquareTail(16.7929, 1));
  });

  it.each([
    'chi_square_tail(null, 1)',
    'chi_square_tail(1, null)',
    'chi_square_tail(null::double, null::double)',
  ])('gives NULL for NULL: %s', async sql => {
    expect(await ask(sql)).toBeNull();
  });

  it('computes each row of a column, NULLs between them, in more than one chunk', async () => {
    const { rows } = await connection.query(`
      select count(*), count(tail), sum(case when (n % 3 = 0) <> (tail is null) then 1 else 0 end),
        max(tail) filter (where n = 4097)
      from (
        select range as n, chi_square_tail(case when range % 3 > 0 then range / 100 end, 2) as tail
        from range(10000)
      )`);
    expect(rows).toEqual([[10_000n, 6666n, 0n, expect.closeTo(Math.exp(-4097 / 200), 18)]]);
  });

  it('is known to connections of the same database that were open before', async () => {
    const other = await engine.connect();
    expect((await other.query('select chi_square_tail(0, 3)')).rows).toEqual([[1]]);
    other.close();
  });

  it.each([
    ['chi_square_tail(-1::double, 1)', 'the statistic is -1; it takes a number from 0'],
    ["chi_square_tail('nan'::double, 1)", 'the statistic is NaN; it takes a number from 0'],
    ["chi_square_tail('inf'::double, 1)", 'the statistic is Infinity; it takes a number from 0'],
    [
      'chi_square_tail(1, 0)',
      'the degrees of freedom are 0; it takes a number above 0, at most 1000000',
    ],
  ])('tells what is wrong with %s, and the connection goes on', async (sql, reason) => {
    const asked = connection.query(`select ${sql}`);
    await expect(asked).rejects.toMatchObject({
      name: 'CrmError',
      code: 'sql-error',
      message: `chi_square_tail(): ${reason}`,
    });
    expect(await ask('chi_square_tail(0, 1)')).toBe(1);
  });

  it('refuses other arguments as the database does', async () => {
    await expect(ask('chi_square_tail(1)')).rejects.toMatchObject({ code: 'sql-binder' });
    await expect(ask("chi_square_tail('many', 1)")).rejects.toMatchObject({
      name: 'CrmError',
    });
  });
});

describe('a function that throws anything', () => {
  it('fails the statement and not the process', async () => {
    await engine.registerFunction({
      name: 'broken',
      parameters: ['x'],
      compute: () => {
        throw 'a text';
      },
    });
    expect(engine.functions.has('broken')).toBe(true);
    await expect(connection.query('select broken(range) from range(5000)')).rejects.toMatchObject({
      name: 'CrmError',
      message: 'broken(): a text',
    });
    expect(await ask('1')).toBe(1);
  });
});
