/** A value of a result row, as the engine gives it. */
type Cell = null | boolean | number | bigint | string;
type Row = readonly Cell[];

/** A row that is missing from what the model gave, or that it gave and nobody expected. */
interface UnitTestDiffRow {
  readonly change: 'missing' | 'unexpected';
  readonly cells: readonly string[];
  /** For each cell, whether it differs from the row that this one was paired with. */
  readonly differs: readonly boolean[];
}

/** How the rows of a model differ from those expected, as a multiset. */
export interface UnitTestDiff {
  readonly columns: readonly string[];
  /** Sorted; a missing row is right above the unexpected one that is most like it. */
  readonly rows: readonly UnitTestDiffRow[];
  /** Number of rows that are the same on both sides. */
  readonly same: number;
}

/** Compares rows without regard to their order; undefined when they are the same. */
export function diffUnitTest(
  columns: readonly string[],
  expected: readonly Row[],
  actual: readonly Row[],
): UnitTestDiff | undefined {
  const counts = new Map<string, { row: Row; missing: number }>();
  const count = (row: Row, by: number) => {
    const key = JSON.stringify(row.map(cell => [typeof cell, printCell(cell)]));
    const entry = counts.get(key) ?? { row, missing: 0 };
    entry.missing += by;
    counts.set(key, entry);
  };
  for (const row of expected) count(row, 1);
  for (const row of actual) count(row, -1);
  const missing: Row[] = [];
  const unexpected: Row[] = [];
  for (const { row, missing: left } of counts.values()) {
    const list = left > 0 ? missing : unexpected;
    for (let copy = 0; copy < Math.abs(left); copy += 1) list.push(row);
  }
  if (missing.length + unexpected.length === 0) return undefined;
  const rows = pairRows(missing.sort(compareRows), unexpected.sort(compareRows));
  return { columns, rows, same: expected.length - missing.length };
}

/**
 * Lines of a diff, its columns aligned: `-` before a row that was expected and is missing, `+` before
 * one that came instead, and the cells that differ from the row's counterpart marked with `*`.
 */
export function formatUnitTestDiff({ columns, rows, same }: UnitTestDiff): readonly string[] {
  const table = rows.map(({ cells, differs }) =>
    cells.map((cell, index) => (differs[index] === true ? `*${cell}` : cell)),
  );
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...table.map(cells => cells[index]?.length ?? 0)),
  );
  const line = (mark: string, cells: readonly string[]) =>
    `${mark} ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd();
  return [
    line(' ', columns),
    ...table.map((cells, index) => line(rows[index]?.change === 'missing' ? '-' : '+', cells)),
    `  ${same} ${same === 1 ? 'row' : 'rows'} as expected`,
  ];
}

function printCell(cell: Cell): string {
  if (cell === null) return 'NULL';
  // Zero has a sign in a double that no SQL comparison sees.
  return cell === 0 ? '0' : String(cell);
}

function compareRows(a: Row, b: Row): number {
  for (const [index, cell] of a.entries()) {
    const order = compareCells(cell, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by size, the rest by text; NULL first. */
function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const isNumeric = typeof a !== 'string' && typeof b !== 'string';
  const [left, right] = isNumeric ? [a, b] : [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Puts each missing row above the unexpected row that shares most cells with it, if any does. */
function pairRows(missing: readonly Row[], unexpected: readonly Row[]): readonly UnitTestDiffRow[] {
  const left = [...unexpected];
  const rows: UnitTestDiffRow[] = [];
  for (const row of missing) {
    const shared = left.map(other => row.filter((cell, i) => isSame(cell, other[i])).length);
    const best = Math.max(0, ...shared);
    const partner = best === 0 ? undefined : left.splice(shared.indexOf(best), 1)[0];
    rows.push(diffRow('missing', row, partner));
    if (partner !== undefined) rows.push(diffRow('unexpected', partner, row));
  }
  return [...rows, ...left.map(row => diffRow('unexpected', row, undefined))];
}

function isSame(a: Cell, b: Cell | undefined): boolean {
  return b !== undefined && typeof a === typeof b && printCell(a) === printCell(b);
}

function diffRow(
  change: UnitTestDiffRow['change'],
  row: Row,
  partner: Row | undefined,
): UnitTestDiffRow {
  return {
    change,
    cells: row.map(printCell),
    differs: row.map((cell, index) => partner !== undefined && !isSame(cell, partner[index])),
  };
}
