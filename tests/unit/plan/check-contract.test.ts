import { expect, test } from 'vitest';
import { normalizeType } from '../../../src/dialect/types/normalize-type.ts';
import { checkContract } from '../../../src/plan/models/check-contract.ts';
import { model } from '../../support/node-fixtures.ts';

function contract(columns: readonly (readonly [string, string | undefined])[], enforced = true) {
  return model('kpis', {
    contract: { enforced },
    columns: columns.map(([name, dataType], index) => ({
      name,
      dataType,
      description: '',
      meta: {},
      tags: [],
      location: { file: 'models/_m.yml', line: 10 + index, column: 9 },
    })),
  });
}

const declared = contract([
  ['id', 'text'],
  ['units', 'numeric(18, 6)'],
  ['orders', 'int'],
]);

function check(actual: readonly (readonly [string, string])[], node = declared) {
  return checkContract(
    node,
    actual.map(([name, type]) => ({ name, type })),
  ).map(({ code, message, location, hint }) => [
    code,
    message.replace("model 'kpis' breaks its contract: column ", ''),
    `${location?.file}:${location?.line}`,
    hint,
  ]);
}

test('the same names, order and types fit, however they are spelled', () => {
  expect(
    check([
      ['ID', 'VARCHAR'],
      ['units', 'DECIMAL(18,6)'],
      ['orders', 'INTEGER'],
    ]),
  ).toEqual([]);
});

test('every difference is reported at its column, and one that is not declared at the model', () => {
  expect(
    check([
      ['unit', 'DECIMAL(18,6)'],
      ['id', 'VARCHAR'],
      ['orders', 'BIGINT'],
      ['extra_one', 'DATE'],
      ['extra_one', 'DATE'],
    ]),
  ).toEqual([
    [
      'contract-violated',
      "'unit', declared not at all, actual DECIMAL(18,6)",
      'models/kpis.sql:1',
      "is it the declared column 'units'?",
    ],
    [
      'contract-violated',
      "'extra_one', declared not at all, actual DATE",
      'models/kpis.sql:1',
      'declare it below columns:, or take it out of the final select',
    ],
    [
      'contract-violated',
      "'extra_one', declared once, actual twice",
      'models/kpis.sql:1',
      undefined,
    ],
    [
      'contract-violated',
      "'units', declared numeric(18, 6), actual missing",
      'models/_m.yml:11',
      'add it to the final select',
    ],
    [
      'contract-violated',
      "'orders', declared int, actual BIGINT",
      'models/_m.yml:12',
      'cast it in the model, or declare data_type: bigint',
    ],
  ]);
});

test('another order is reported for every column that moved', () => {
  expect(
    check([
      ['units', 'DECIMAL(18,6)'],
      ['id', 'VARCHAR'],
      ['orders', 'INTEGER'],
    ]).map(error => error[1]),
  ).toEqual([
    "'id', declared in position 1, actual position 2",
    "'units', declared in position 2, actual position 1",
  ]);
});

test('an enforced contract needs types, and without one nothing is checked', () => {
  expect(check([['id', 'VARCHAR']], contract([['id', undefined]])).map(error => error[3])).toEqual([
    'an enforced contract needs the data_type of every column',
  ]);
  expect(check([['x', 'DATE']], contract([['id', undefined]], false))).toEqual([]);
});

test.each([
  ['INT4', 'integer'],
  ['Int', 'integer'],
  ['int8', 'bigint'],
  ['string', 'varchar'],
  ['varchar(10)', 'varchar'],
  ['char(1)', 'varchar'],
  ['numeric', 'decimal(18,3)'],
  ['decimal(10)', 'decimal(10,0)'],
  ['NUMERIC( 18 , 6 )', 'decimal(18,6)'],
  ['double precision', 'double'],
  ['float8', 'double'],
  ['real', 'float'],
  ['bool', 'boolean'],
  ['datetime', 'timestamp'],
  ['timestamptz', 'timestamp with time zone'],
  ['TIMESTAMP WITH  TIME ZONE', 'timestamp with time zone'],
  ['int[]', 'integer[]'],
  ['text[3]', 'varchar[3]'],
  ['map(text, int)', 'map(varchar,integer)'],
  ['STRUCT("A" INT, b timestamptz)', 'struct("A"integer,b timestamp with time zone)'],
  ['struct(int int)', 'struct(int integer)'],
  ["ENUM('A', 'b')", "enum('A','b')"],
])('%s is spelled %s', (type, normal) => {
  expect(normalizeType(type)).toBe(normal);
});
