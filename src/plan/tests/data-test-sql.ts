import { join } from 'node:path';
import { targetDirectory } from '../../base/files/target-directory.ts';
import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import {
  copyHeldRows,
  dropHeldRows,
  firstHeldRows,
  heldRows,
  holdRows,
} from '../../dialect/statements/held-rows.ts';
import { nodeFileName } from '../../graph/node-file-name.ts';
import type { TestNode } from '../../nodes/node.ts';

/** The statements of a data test. */
export interface DataTestSql {
  /** Holds all that the test's query gives in a temporary table, outside of the build. */
  readonly hold: MappedSql;
  /**
   * dbt's verdict as one row: failures bigint, should_warn boolean, should_error boolean. It counts
   * the held rows of a test of severity warn, and runs the query itself for one of severity error.
   */
  readonly verdict: MappedSql;
  /** Writes the first of the held rows to a CSV file below target/. */
  readonly copy: MappedSql;
  /** The held rows that a person is shown. */
  readonly sample: MappedSql;
  readonly drop: MappedSql;
}

/** Where failing rows are retained, below target/. */
export const failuresDirectory = 'failures';

/** At most this many failing rows of a test are retained. */
const retainedRows = 1000;

const sampleRows = 5;

/** The file that a test's failing rows are retained in, relative to the project root. */
export function failuresPath(node: TestNode): string {
  return `${targetDirectory}/${failuresDirectory}/${nodeFileName(node)}.csv`;
}

/**
 * A warning is what a test of severity warn is expected to find: its rows are held as they are
 * counted, so that a query that is long work runs once.
 */
export function holdsFirst({ severity }: TestNode): boolean {
  return severity === 'warn';
}

/** Writes the statements of a data test from its SELECT; `root` is the project's directory. */
export function dataTestSql(test: TestNode, select: MappedSql, root: string): DataTestSql {
  const file = join(root, failuresPath(test));
  const limit = test.limit === undefined ? '' : ` limit ${test.limit}`;
  return {
    hold: holdRows(concatSql(['select * from (\n', select, `\n)${limit}`])),
    verdict: holdsFirst(test)
      ? verdictSql({ ...test, limit: undefined }, heldRows)
      : verdictSql(test, select),
    copy: copyHeldRows(retainedRows, file),
    sample: firstHeldRows(sampleRows),
    drop: dropHeldRows,
  };
}

/**
 * Wraps a data test's SELECT. A fail_calc other than count(*) gives NULL over no rows, which are no
 * failures; over rows NULL stays NULL, for the runner to refuse, because it would else pass the test.
 */
export function verdictSql(test: TestNode, select: MappedSql): MappedSql {
  return concatSql([
    'select\n',
    '    cast(failures as bigint) as failures,\n',
    `    failures ${test.warnIf} as should_warn,\n`,
    `    failures ${test.errorIf} as should_error\n`,
    `from (\nselect ${failCalc(test)} as failures\nfrom (\n`,
    limited(test, select),
    '\n) as failing_rows\n) as verdict',
  ]);
}

/** True when the failures of a test are the number of rows that it gives. */
function countsRows({ failCalc }: Pick<TestNode, 'failCalc'>): boolean {
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
