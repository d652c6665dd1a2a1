import { CrmError } from '../../base/errors/crm-error.ts';
import type { SqlValue } from '../../engine/engine.ts';
import { resolveMonth } from './calibration-month.ts';
import { type Ask, askBuild, type CalibrateOptions, dayOf, type Row } from './calibration-query.ts';
import {
  type LifecycleCalibration,
  type LifecycleThresholds,
  lifecycleStages,
  lifecycleThresholdNames,
} from './lifecycle-calibration.ts';
import { readThresholdVersion } from './read-threshold-version.ts';
import { shortDecimal } from './short-decimal.ts';

/**
 * Proposes lifecycle thresholds from the orders up to the end of one month of the published build,
 * and compares them with those in force. Nothing is rebuilt or written. Throws CrmError when the
 * month is none of the build's, or nobody has ordered on two days by its end.
 */
export async function calibrateLifecycle(options: CalibrateOptions): Promise<LifecycleCalibration> {
  const ask = askBuild(options);
  const { month, nextMonth } = await resolveMonth(ask, options.month);
  const version = await readThresholdVersion(ask, 'lifecycle_thresholds', month);
  const current = readThresholds(version.row);
  const [proposal] = await ask(`{{ propose_lifecycle_thresholds(${dayOf(month)}) }}`);
  if (proposal === undefined) {
    throw new CrmError('invalid-value', {
      reason: `nobody has ordered on two days by the end of ${month}`,
      hint: 'choose a later month with --month',
    });
  }
  const hasLoyalOrders = proposal.loyal_orders != null;
  const thresholds = readThresholds({
    ...proposal,
    loyal_orders: proposal.loyal_orders ?? current.loyal_orders,
    ticket_decline: current.ticket_decline,
  });
  const moves = await readMoves(ask, month, thresholds);
  return {
    month,
    customers: moves.reduce((sum, { customers }) => sum + customers, 0),
    current: { effectiveFrom: version.effectiveFrom, thresholds: current },
    proposed: { effectiveFrom: nextMonth, thresholds, hasLoyalOrders },
    evidence: {
      gaps: Number(proposal.gaps),
      atRiskReturnShare: share(proposal.at_risk_return_share),
      dropOffReturnShare: share(proposal.drop_off_return_share),
      loyalFollowedShare: share(proposal.loyal_followed_share),
      decliningFollowedShare: share(proposal.declining_followed_share),
      steadyFollowedShare: share(proposal.steady_followed_share),
    },
    moves,
  };
}

async function readMoves(
  ask: Ask,
  month: string,
  thresholds: LifecycleThresholds,
): Promise<LifecycleCalibration['moves']> {
  const given = lifecycleThresholdNames.map(name => `${name}='${thresholds[name]}'`).join(', ');
  const rows = await ask(`{{ lifecycle_moves(${dayOf(month)}, ${given}) }}`);
  const customers = new Map(
    rows.map(row => [`${row.current_stage} > ${row.proposed_stage}`, Number(row.customers)]),
  );
  return lifecycleStages.flatMap(from =>
    lifecycleStages.flatMap(to => {
      const count = customers.get(`${from} > ${to}`);
      return count === undefined ? [] : [{ from, to, customers: count }];
    }),
  );
}

function readThresholds(row: Row): LifecycleThresholds {
  return {
    at_risk_days: shortDecimal(row.at_risk_days),
    drop_off_days: shortDecimal(row.drop_off_days),
    loyal_orders: shortDecimal(row.loyal_orders),
    ticket_decline: shortDecimal(row.ticket_decline),
  };
}

function share(value: SqlValue | undefined): number | null {
  return value == null ? null : Number(value);
}
