import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import type { TestNode } from '../../nodes/node.ts';

/** The queries of a data test. */
export interface DataTestSql {
  /** dbt's verdict as one row: failures bigint, should_warn boolean, should_error boolean. */
  readonly statement: MappedSql;
}

/**
 * Wraps a data test's SELECT. A fail_calc other than count(*) gives NULL over no rows, which are no
 * failures; over rows NULL stays NULL, for the runner to refuse, because it would else pass the test.
 */
export function dataTestSql(test: TestNode, select: MappedSql): DataTestSql {
  const statement = concatSql([
    'select\n',
    '    cast(failures as bigint) as failures,\n',
    `    failures ${test.warnIf} as should_warn,\n`,
    `    failures ${test.errorIf} as should_error\n`,
    `from (\nselect ${failCalc(test)} as failures\nfrom (\n`,
    limited(test, select),
    '\n) as failing_rows\n) as verdict',
  ]);
  return { statement };
}

/** True when the failures of a test are the number of rows that it gives. */
export function countsRows({ failCalc }: Pick<TestNode, 'failCalc'>): boolean {
  return failCalc.replace(/\s/g, '').toLowerCase() === 'count(*)';
}

function failCalc(test: TestNode): string {
  if (countsRows(test)) return 'count(*)';
  return `case when count(*) = 0 then 0 else ${test.failCalc} end`;
}

function limited(test: TestNode, select: MappedSql): MappedSql {
  if (test.limit === undefined) return select;
  return concatSql(['select *\nfrom (\n', select, `\n) as all_rows\nlimit ${test.limit}`]);
}
