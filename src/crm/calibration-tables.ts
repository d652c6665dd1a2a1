import type { QueryResult, SqlValue } from '../engine/engine.ts';
import type { ProposedVersion } from './append-thresholds.ts';

// Texts that stand for numbers say a numeric type, so that they are set at the right.
export const text = 'VARCHAR';
export const number = 'DECIMAL(18,6)';

export function count(customers: number): string {
  return customers.toLocaleString('en-US');
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
