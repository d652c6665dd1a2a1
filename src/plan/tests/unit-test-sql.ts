import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import { quoteIdentifier, quoteLiteral } from '../../dialect/names/relation.ts';
import { blankFinalSemicolons } from '../../dialect/statements/sql-statements.ts';
import { normalizeType } from '../../dialect/types/normalize-type.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { UnitTestSql, UnitTestStep } from '../plan.ts';
import { type ExpectedRows, expectedRowsSql, givenRowsSql } from './unit-test-rows.ts';
import { describeInput } from './unit-test-step.ts';

/** Column types that the queries of a unit test are written with. */
export interface UnitTestTypes {
  /** Columns of every input by its unique id. */
  readonly inputs: ReadonlyMap<string, readonly TypedColumn[]>;
  /** Columns of the model under test. */
  readonly model: readonly TypedColumn[];
  /** Columns of the expected rows; needed, and only used, where `expect` is written as SQL. */
  readonly expect?: readonly TypedColumn[];
}

/**
 * Writes the queries of a unit test: the model's SQL over common table expressions of the given rows,
 * and the expected rows. Only the columns that `expect` names are compared. Throws CrmErrors for
 * columns that do not exist and values that do not fit, all at once.
 */
export function unitTestSql(step: UnitTestStep, types: UnitTestTypes): UnitTestSql {
  const errors: CrmError[] = [];
  const head = givenHead(step, types.inputs, errors);
  const expected = expectation(step, types, errors);
  if (errors.length > 0) throw new CrmErrors(errors);
  const names = expected.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  return {
    actual: concatSql([`${head}select ${names}\nfrom (\n`, step.select, '\n) as actual']),
    expected: concatSql([expected.sql]),
    columns: expected.columns.map(({ name }) => name),
  };
}

/** The model's SQL over the given rows alone. Throws CrmErrors for given rows that do not fit. */
export function givenSql(step: UnitTestStep, inputs: UnitTestTypes['inputs']): MappedSql {
  const errors: CrmError[] = [];
  const head = givenHead(step, inputs, errors);
  if (errors.length > 0) throw new CrmErrors(errors);
  return concatSql([`${head}select *\nfrom (\n`, step.select, '\n) as actual']);
}

/** The common table expressions of the given rows. */
function givenHead(
  { node, inputs }: UnitTestStep,
  types: UnitTestTypes['inputs'],
  errors: CrmError[],
): string {
  const tables = inputs.map(({ uniqueId, alias, given }) => {
    const name = describeInput(given.input);
    const context = { what: `${name} in unit test '${node.name}'`, owner: name };
    const columns = types.get(uniqueId);
    if (columns === undefined) throw new Error(`no column types for ${uniqueId}`);
    return `${alias} as (\n${givenRowsSql(given.rows, columns, context, errors)}\n)`;
  });
  return tables.length === 0 ? '' : `with ${tables.join(',\n')}\n`;
}

function expectation(
  { node, model }: UnitTestStep,
  { model: modelColumns, expect: expectColumns = [] }: UnitTestTypes,
  errors: CrmError[],
): ExpectedRows {
  const { expect } = node;
  const context = { what: `expect in unit test '${node.name}'`, owner: `model '${model.name}'` };
  if (expect.format !== 'sql') return expectedRowsSql(expect, modelColumns, context, errors);
  const compared: TypedColumn[] = [];
  const items: string[] = [];
  for (const { name, type } of expectColumns) {
    const key = name.toLowerCase();
    const found = modelColumns.find(column => column.name.toLowerCase() === key);
    if (found !== undefined) {
      compared.push(found);
      items.push(castLossless(name, type, found.type));
      continue;
    }
    const known = modelColumns.map(column => column.name);
    const message = `${context.what} names the column '${name}', which ${context.owner} does not have`;
    const payload = { columns: [name], reason: message, hint: nearestHint(name, known) };
    errors.push(new CrmError('unknown-column', payload, { location: expect.location }));
  }
  return {
    sql: `select ${items.join(', ')}\nfrom (\n${blankFinalSemicolons(String(expect.rows))}\n) as expected`,
    columns: compared,
  };
}

/** A cast that raises where it would change the value, such as a decimal that it would round. */
function castLossless(name: string, from: string, to: string): string {
  const column = quoteIdentifier(name);
  if (normalizeType(from) === normalizeType(to)) return column;
  const message = `column '${name}' of expect has a value that is not a valid ${to}: `;
  const back = `cast(cast(${column} as ${to}) as ${from})`;
  return (
    `case when ${back} is not distinct from ${column} then cast(${column} as ${to}) ` +
    `else error(concat(${quoteLiteral(message)}, ${column})) end as ${column}`
  );
}
