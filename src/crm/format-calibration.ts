import type { QueryResult, SqlValue } from '../engine/engine.ts';
import { formatTable, type TableOptions } from '../output/format-table.ts';
import { type Calibration, sameThresholds, thresholdNames, volumeTiers } from './calibration.ts';

/** A calibration as lines of text: thresholds, tiers, and who would move where. */
export function formatCalibration(calibration: Calibration, options: TableOptions = {}): string[] {
  const { month, customers, current, proposed } = calibration;
  const stayed = calibration.moves
    .filter(({ from, to }) => from === to)
    .reduce((sum, move) => sum + move.customers, 0);
  const lines = [
    `Calibration on ${month}: ${count(customers)} Active, not Passive customers`,
    '',
    ...formatTable(thresholdTable(calibration), options),
    '',
    ...formatTable(tierTable(calibration), options),
    '',
    `${count(customers - stayed)} of ${count(customers)} customers would move (rows: from, columns: to)`,
    ...formatTable(moveTable(calibration), options),
    '',
    `The proposed tiers miss their targets by ${proposed.sumOfDifferences} customers in sum` +
      (proposed.isProvenBest
        ? '; no thresholds come closer.'
        : '; of all thresholds near the targets, none come closer.'),
  ];
  if (sameThresholds(current.thresholds, proposed.thresholds)) {
    lines.push('The thresholds in force are the proposed ones.');
  }
  return lines;
}

function count(customers: number): string {
  return customers.toLocaleString('en-US');
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '';
}

function table(
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly (readonly SqlValue[])[],
): QueryResult {
  return { columns: columns.map(([name, type]) => ({ name, type })), rows };
}

// Texts that stand for numbers say a numeric type, so that they are set at the right.
const text = 'VARCHAR';
const number = 'DECIMAL(18,6)';

function thresholdTable({ current, proposed }: Calibration): QueryResult {
  return table(
    [
      ['threshold', text],
      [`current (from ${current.effectiveFrom})`, number],
      [`proposed (from ${proposed.effectiveFrom})`, number],
    ],
    thresholdNames.map(name => [name, current.thresholds[name], proposed.thresholds[name]]),
  );
}

function tierTable({ tiers, customers }: Calibration): QueryResult {
  return table(
    [
      ['tier', text],
      ['target', number],
      ['current', number],
      ['share', number],
      ['proposed', number],
      ['share', number],
    ],
    tiers.map(({ tier, targetShare, currentCustomers, proposedCustomers }) => [
      tier,
      percent(targetShare),
      count(currentCustomers),
      percent(currentCustomers / customers),
      count(proposedCustomers),
      percent(proposedCustomers / customers),
    ]),
  );
}

function moveTable({ moves }: Calibration): QueryResult {
  return table(
    [['from', text], ...volumeTiers.map(tier => [tier, number] as const)],
    volumeTiers.map(from => [
      from,
      ...volumeTiers.map(to => {
        const move = moves.find(each => each.from === from && each.to === to);
        return move === undefined ? '' : count(move.customers);
      }),
    ]),
  );
}
