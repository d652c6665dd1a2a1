import { concatSql, type MappedSql } from '../base/mapped-sql.ts';
import { quoteLiteral } from '../base/relation.ts';
import type { TestNode } from '../template/node.ts';
import type { TestStep } from './plan.ts';

/**
 * dbt's verdict on a data test as one row: failures, should_warn and should_error. A fail_calc other
 * than count(*) gives NULL over no rows, which are no failures; NULL over rows says nothing about
 * them, so it is an error rather than a pass.
 */
export function verdictSql(test: TestNode, select: MappedSql): MappedSql {
  return concatSql([
    'select\n',
    '    cast(failures as bigint) as failures,\n',
    `    failures ${test.warnIf} as should_warn,\n`,
    `    failures ${test.errorIf} as should_error\n`,
    `from (\nselect ${failCalc(test.failCalc)} as failures\nfrom (\n`,
    limited(test, select),
    '\n) as failing_rows\n) as verdict',
  ]);
}

/** The first rows of a failing test, in an order that does not depend on threads. */
export function firstFailuresSql(step: TestStep, count: number): MappedSql {
  return concatSql([
    'select *\nfrom (\n',
    limited(step.node, step.select),
    `\n) as failing_rows\norder by all\nlimit ${count}`,
  ]);
}

/** Writes all rows of a failing test to a CSV file, whose folder has to exist. */
export function keepFailuresSql(step: TestStep, file: string): MappedSql {
  return concatSql([
    'copy (\nselect *\nfrom (\n',
    limited(step.node, step.select),
    `\n) as failing_rows\norder by all\n) to ${quoteLiteral(file)} (format csv, header)`,
  ]);
}

function failCalc(calculation: string): string {
  if (calculation.replace(/\s/g, '').toLowerCase() === 'count(*)') return 'count(*)';
  const message = quoteLiteral(`fail_calc ${calculation} gives NULL`);
  return `coalesce(case when count(*) = 0 then 0 else ${calculation} end, error(${message}))`;
}

function limited(test: TestNode, select: MappedSql): MappedSql {
  if (test.limit === undefined) return select;
  return concatSql(['select *\nfrom (\n', select, `\n) as all_rows\nlimit ${test.limit}`]);
}
