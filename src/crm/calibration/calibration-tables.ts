import { formatCount } from '../../base/text/format-count.ts';
import type { QueryResult, SqlValue } from '../../engine/engine.ts';
import type { ProposedVersion } from './append-thresholds.ts';

// Texts that stand for numbers say a numeric type, so that they are set at the right.
export const text = 'VARCHAR';
export const number = 'DECIMAL(18,6)';

export function count(customers: number): string {
  return formatCount(customers);
}

/** A share with one decimal; blank where there is nothing to divide by. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '';
}

export function table(
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly (readonly SqlValue[])[],
): QueryResult {
  return { columns: columns.map(([name, type]) => ({ name, type })), rows };
}

/** One row a threshold, as it is in force and as it is proposed. */
export function thresholdTable(current: ProposedVersion, proposed: ProposedVersion): QueryResult {
  return table(
    [
      ['threshold', text],
      [`current (from ${current.effectiveFrom})`, number],
      [`proposed (from ${proposed.effectiveFrom})`, number],
    ],
    Object.entries(proposed.thresholds).map(([name, value]) => [
      name,
      current.thresholds[name] ?? null,
      value,
    ]),
  );
}

/** Customers by where they are (rows) and where they would be (columns); nobody is a blank. */
export function moveTable(
  names: readonly string[],
  moves: readonly { readonly from: string; readonly to: string; readonly customers: number }[],
): QueryResult {
  return table(
    [['from', text], ...names.map(name => [name, number] as const)],
    names.map(from => [
      from,
      ...names.map(to => {
        const move = moves.find(each => each.from === from && each.to === to);
        return move === undefined ? '' : count(move.customers);
      }),
    ]),
  );
}
