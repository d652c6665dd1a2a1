import type { QueryResult } from '../../engine/engine.ts';
import { formatTable, type TableOptions } from '../../output/text/format-table.ts';
import { type Calibration, sameThresholds, volumeTiers } from './calibration.ts';
import {
  count,
  moveTable,
  number,
  percent,
  table,
  text,
  thresholdTable,
} from './calibration-tables.ts';

/** A calibration as lines of text: thresholds, tiers, and who would move where. */
export function formatCalibration(calibration: Calibration, options: TableOptions = {}): string[] {
  const { month, customers, current, proposed } = calibration;
  const stayed = calibration.moves
    .filter(({ from, to }) => from === to)
    .reduce((sum, move) => sum + move.customers, 0);
  const lines = [
    `Calibration on ${month}: ${count(customers)} Active, not Passive customers`,
    '',
    ...formatTable(thresholdTable(current, proposed), options),
    '',
    ...formatTable(tierTable(calibration), options),
    '',
    `${count(customers - stayed)} of ${count(customers)} customers would move (rows: from, columns: to)`,
    ...formatTable(moveTable(volumeTiers, calibration.moves), options),
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
