import { CrmError } from '../../base/errors/crm-error.ts';
import {
  type Calibration,
  type TierThresholds,
  thresholdNames,
  type VolumeTier,
  volumeTiers,
} from './calibration.ts';
import { resolveMonth } from './calibration-month.ts';
import { type Ask, askBuild, type CalibrateOptions, dayOf, type Row } from './calibration-query.ts';
import { readThresholdVersion } from './read-threshold-version.ts';
import { shortDecimal } from './short-decimal.ts';

type Moves = Calibration['moves'];

/**
 * Proposes tier thresholds from the Active, not Passive customers of one month of the published
 * build, and compares them with those in force. Nothing is rebuilt or written. Throws CrmError when
 * the month is none of the build's, or has nobody to calibrate on.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const ask = askBuild(options);
  const { month, nextMonth } = await resolveMonth(ask, options.month);
  const version = await readThresholdVersion(ask, 'tier_thresholds', month);
  const current = { effectiveFrom: version.effectiveFrom, thresholds: readThresholds(version.row) };
  const [proposal] = await ask(`{{ propose_tier_thresholds(${dayOf(month)}) }}`);
  if (proposal === undefined) {
    throw new CrmError('invalid-value', {
      reason: `nobody is Active and not Passive in ${month}`,
      hint: 'choose another month with --month',
    });
  }
  const thresholds = readThresholds(proposal);
  const moves = await readMoves(ask, month, thresholds);
  const shares = await readShares(ask);
  const sum = (these: Moves) => these.reduce((total, { customers }) => total + customers, 0);
  return {
    month,
    customers: Number(proposal.customers),
    current,
    proposed: {
      effectiveFrom: nextMonth,
      thresholds,
      sumOfDifferences: shortDecimal(proposal.sum_of_differences),
      isProvenBest: proposal.is_proven_best === true,
    },
    tiers: volumeTiers.map((tier, index) => ({
      tier,
      targetShare: shares[index] ?? 0,
      currentCustomers: sum(moves.filter(({ from }) => from === tier)),
      proposedCustomers: sum(moves.filter(({ to }) => to === tier)),
    })),
    moves,
  };
}

async function readMoves(ask: Ask, month: string, thresholds: TierThresholds): Promise<Moves> {
  const given = thresholdNames.map(name => `${name}='${thresholds[name]}'`).join(', ');
  const rows = await ask(`{{ tier_moves(${dayOf(month)}, ${given}) }}`);
  const customers = new Map(
    rows.map(row => [`${row.current_tier} ${row.proposed_tier}`, Number(row.customers)]),
  );
  return volumeTiers.flatMap(from =>
    volumeTiers.flatMap(to => {
      const count = customers.get(`${from} ${to}`);
      return count === undefined ? [] : [{ from, to, customers: count }];
    }),
  );
}

/** Target shares in the order of the tiers; Bronze is the rest. */
async function readShares(ask: Ask): Promise<readonly number[]> {
  const share = (tier: VolumeTier) =>
    `cast({{ var('tier_share_${tier.toLowerCase()}') }} as decimal(9, 6))`;
  const given = volumeTiers.slice(0, -1).map(share);
  const [row] = await ask(`
    select ${given.map((sql, index) => `${sql} as share_${index}`).join(', ')},
      1 - ${given.join(' - ')} as rest`);
  return [...given.map((_, index) => Number(row?.[`share_${index}`])), Number(row?.rest)];
}

function readThresholds(row: Row): TierThresholds {
  return {
    t_high: shortDecimal(row.t_high),
    t_mid_high: shortDecimal(row.t_mid_high),
    t_mid: shortDecimal(row.t_mid),
    a_high: shortDecimal(row.a_high),
    f_high: shortDecimal(row.f_high),
    f_mid: shortDecimal(row.f_mid),
  };
}
