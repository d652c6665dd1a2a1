import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { defineFunction } from '../../src/engine/scalar-function.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { chiSquareTail } from '../../src/stats/distributions/chi-square-tail.ts';
import { poissonTail } from '../../src/stats/distributions/poisson-tail.ts';

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
  ])('says what is wrong with %s, and the connection goes on', async (sql, reason) => {
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

describe('poisson_tail in SQL', () => {
  it('takes counts and means of any type, and gives NULL for NULL', async () => {
    const { rows } = await connection.query(
      'select poisson_tail(3::bigint, 2.0), poisson_tail(3, 2), poisson_tail(null, 2)',
    );
    expect(rows).toEqual([[poissonTail(3, 2), poissonTail(3, 2), null]]);
  });

  it('tells which argument is none', async () => {
    await expect(ask('poisson_tail(1.5, 2)')).rejects.toMatchObject({
      message: 'poisson_tail(): the count is 1.5; it takes a whole number from 0',
    });
  });
});

describe('a function that throws anything', () => {
  it('fails the statement and not the process', async () => {
    await engine.registerFunction(
      defineFunction({
        name: 'broken',
        parameters: { x: 'double' },
        returns: 'double',
        compute: () => {
          throw 'a text';
        },
      }),
    );
    expect(engine.functions.has('broken')).toBe(true);
    await expect(connection.query('select broken(range) from range(5000)')).rejects.toMatchObject({
      name: 'CrmError',
      message: 'broken(): a text',
    });
    expect(await ask('1')).toBe(1);
  });
});

describe('a function of lists and structs', () => {
  const point = {
    struct: { name: 'varchar', x: 'double', hits: 'integer', ok: 'boolean' },
  } as const;

  beforeAll(async () => {
    await engine.registerFunction(
      defineFunction({
        name: 'turn_points',
        parameters: { points: { list: point }, by: 'double', weights: { list: 'double' } },
        returns: {
          struct: { total: 'double', points: { list: point }, words: { list: 'varchar' } },
        },
        compute: ({ points, by, weights }) => ({
          total: points.reduce((sum, { x }, at) => sum + x * (weights[at] ?? 0), 0) * by,
          points: points.map(({ name, x, hits, ok }) => ({
            name: name === '' ? null : `${name}!`,
            x: x * by,
            hits: hits + 1,
            ok: !ok,
          })),
          words: points.length === 0 ? null : points.map(({ name }) => name),
        }),
      }),
    );
  });

  const points =
    "[{'name': 'a', 'x': 1.5, 'hits': 2, 'ok': true}, {'name': '', 'x': 2, 'hits': 0, 'ok': false}]";

  it('takes and gives them nested', async () => {
    expect(
      await ask(`to_json(turn_points(${points}, 2, [1, 10]))`).then(text =>
        JSON.parse(String(text)),
      ),
    ).toEqual({
      total: 43,
      points: [
        { name: 'a!', x: 3, hits: 3, ok: false },
        { name: null, x: 4, hits: 1, ok: true },
      ],
      words: ['a', ''],
    });
  });

  it('takes empty lists, and gives a NULL field', async () => {
    expect(await ask('to_json(turn_points([], 2, []))::varchar')).toBe(
      '{"total":0.0,"points":[],"words":null}',
    );
  });

  it('gives NULL for a NULL list and refuses a NULL inside of one', async () => {
    expect(await ask('turn_points(null, 2, [1])')).toBeNull();
    await expect(ask('turn_points([], 2, [1, null])')).rejects.toMatchObject({
      message: 'turn_points(): there is a NULL in weights',
    });
    await expect(
      ask("turn_points([{'name': null, 'x': 1, 'hits': 2, 'ok': true}], 2, [1])"),
    ).rejects.toMatchObject({ message: 'turn_points(): there is a NULL in points.name' });
  });

  it('computes each row of columns of lists, in more than one chunk', async () => {
    const { rows } = await connection.query(`
      with turned as (
        select n, turn_points(
          list_transform(range(n % 4), lambda i: {'name': n::varchar, 'x': i, 'hits': 0, 'ok': true}),
          case when n % 5 > 0 then 1 end, [1.0, 1, 1]
        ) as t
        from range(5000) as numbers(n)
      )
      select count(t), sum(t.total), sum(len(t.points)), max(t.points[3].name) filter (where n = 4999)
      from turned`);
    const turned = Array.from({ length: 5000 }, (_, n) => n).filter(n => n % 5 > 0);
    const total = turned.reduce((sum, n) => sum + ((n % 4) * ((n % 4) - 1)) / 2, 0);
    const length = turned.reduce((sum, n) => sum + (n % 4), 0);
    expect(rows).toEqual([[4000n, total, BigInt(length), '4999!']]);
  });

  it('tells a result of another type than it says', async () => {
    const wrong = {
      name: 'wrong',
      parameters: {},
      returns: 'double',
      compute: () => 'text',
    } as const;
    await engine.registerFunction(wrong);
    await expect(ask('wrong()')).rejects.toMatchObject({
      message: 'wrong(): text is not a valid double',
    });
  });
});
