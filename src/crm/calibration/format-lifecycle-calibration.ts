import type { QueryResult } from '../../engine/engine.ts';
import { formatTable, type TableOptions } from '../../output/text/format-table.ts';
import {
  count,
  moveTable,
  number,
  percent,
  table,
  text,
  thresholdTable,
} from './calibration-tables.ts';
import { type LifecycleCalibration, lifecycleStages } from './lifecycle-calibration.ts';

/** A calibration of the lifecycle as lines of text: thresholds, stages, and what to judge them by. */
export function formatLifecycleCalibration(
  calibration: LifecycleCalibration,
  options: TableOptions = {},
): string[] {
  const { month, customers, current, proposed, evidence } = calibration;
  const { at_risk_days, drop_off_days, loyal_orders } = proposed.thresholds;
  const stayed = sum(calibration.moves.filter(({ from, to }) => from === to));
  return [
    `Calibration on the orders up to the end of ${month}: ${count(evidence.gaps)} gaps between them`,
    '',
    ...formatTable(thresholdTable(current, proposed), options),
    '',
    ...formatTable(stageTable(calibration), options),
    '',
    `${count(customers - stayed)} of ${count(customers)} customers would be in another stage (rows: from, columns: to)`,
    ...formatTable(moveTable(lifecycleStages, calibration.moves), options),
    '',
    `Of silences of ${at_risk_days} days, ${ofThem(evidence.atRiskReturnShare)} ended with an order so far; ` +
      `of ${drop_off_days} days, ${ofThem(evidence.dropOffReturnShare)}.`,
    proposed.hasLoyalOrders
      ? `Order ${loyal_orders} was followed by another within ${drop_off_days} days in ` +
        `${ofThem(evidence.loyalFollowedShare)} of cases.`
      : 'No order number is followed often enough to propose loyal_orders; the one in force stays.',
    `Orders with a declining ticket were followed in ${ofThem(evidence.decliningFollowedShare)} of ` +
      `cases, the others in ${ofThem(evidence.steadyFollowedShare)}; ticket_decline is not proposed.`,
  ];
}

function ofThem(share: number | null): string {
  return share === null ? 'none' : percent(share);
}

function sum(moves: LifecycleCalibration['moves']): number {
  return moves.reduce((total, { customers }) => total + customers, 0);
}

function stageTable({ moves, customers }: LifecycleCalibration): QueryResult {
  return table(
    [
      ['stage', text],
      ['current', number],
      ['share', number],
      ['proposed', number],
      ['share', number],
    ],
    lifecycleStages.map(stage => {
      const now = sum(moves.filter(({ from }) => from === stage));
      const then = sum(moves.filter(({ to }) => to === stage));
      return [stage, count(now), percent(now / customers), count(then), percent(then / customers)];
    }),
  );
}
