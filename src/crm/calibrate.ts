import { CrmError } from '../base/crm-error.ts';
import type { Connection, SqlValue } from '../engine/engine.ts';
import type { Compiler } from '../template/compiler.ts';
import {
  type Calibration,
  type TierThresholds,
  thresholdNames,
  type VolumeTier,
  volumeTiers,
} from './calibration.ts';

export interface CalibrateOptions {
  /** Reads the published build. */
  readonly connection: Connection;
  readonly compiler: Compiler;
  /** YYYY-MM; unless given, the var calibration_month or else the last report month. */
  readonly month?: string | undefined;
}

type Row = Readonly<Record<string, SqlValue>>;
type Ask = (text: string) => Promise<readonly Row[]>;
type Moves = Calibration['moves'];

/**
 * Proposes tier thresholds from the Active, not Passive customers of one month of the published
 * build, and compares them with those in force. Nothing is rebuilt or written. Throws CrmError when
 * the month is none of the build's, or has nobody to calibrate on.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const ask: Ask = text => query(options, text);
  const { month, nextMonth } = await resolveMonth(ask, options.month);
  const current = await readCurrent(ask, month);
  const [proposal] = await ask(`{{ propose_tier_thresholds(${day(month)}) }}`);
  if (proposal === undefined) {
    throw new CrmError('invalid-value', `nobody is Active and not Passive in ${month}`, {
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

/** A month as templates take a date. */
function day(month: string): string {
  return `date_literal('${month}-01')`;
}

async function query({ connection, compiler }: CalibrateOptions, text: string) {
  const { columns, rows } = await connection.query(compiler.compileInline(text).sql.text);
  return rows.map(row =>
    Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])),
  );
}

async function resolveMonth(ask: Ask, asked: string | undefined) {
  if (asked !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(asked)) {
    throw new CrmError('invalid-value', `'${asked}' is not a month`, {
      hint: 'write it as YYYY-MM',
    });
  }
  const wanted =
    asked === undefined
      ? "{% if var('calibration_month') %}{{ month_var('calibration_month') }}" +
        '{% else %}last_month{% endif %}'
      : `{{ ${day(asked)} }}`;
  const [row] = await ask(`
    with grid as (
      select min(report_month) as first_month, max(report_month) as last_month
      from {{ ref('report_months') }}
    ),
    wanted as (select *, ${wanted} as month from grid)
    select
      strftime(month, '%Y-%m') as month,
      strftime(month + interval 1 month, '%Y-%m') as next_month,
      strftime(first_month, '%Y-%m') as first_month,
      strftime(last_month, '%Y-%m') as last_month,
      month in (select report_month from {{ ref('report_months') }}) as is_there
    from wanted`);
  if (row?.is_there !== true) {
    const months = row?.first_month == null ? 'none' : `${row.first_month} to ${row.last_month}`;
    throw new CrmError(
      'invalid-value',
      `${asked ?? row?.month ?? 'the last month'} is not a month of the published build`,
      { hint: `its report months are ${months}` },
    );
  }
  return { month: String(row.month), nextMonth: String(row.next_month) };
}

/** The version that the build used: the newest in force, or the first for what came before it. */
async function readCurrent(ask: Ask, month: string): Promise<Calibration['current']> {
  const [row] = await ask(`
    select strftime(effective_from_month, '%Y-%m') as effective_from, *
    from {{ ref('tier_thresholds') }}
    order by
      effective_from_month > {{ ${day(month)} }},
      abs(datediff('month', effective_from_month, {{ ${day(month)} }}))
    limit 1`);
  if (row === undefined) {
    throw new CrmError('relation-missing', 'the published build has no tier thresholds');
  }
  return { effectiveFrom: String(row.effective_from), thresholds: readThresholds(row) };
}

async function readMoves(ask: Ask, month: string, thresholds: TierThresholds): Promise<Moves> {
  const given = thresholdNames.map(name => `${name}='${thresholds[name]}'`).join(', ');
  const rows = await ask(`{{ tier_moves(${day(month)}, ${given}) }}`);
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
    `cast({{ var('target_share_${tier.toLowerCase()}') }} as decimal(9, 6))`;
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

/** A number as text, without zeros behind the point that do not count. */
function shortDecimal(value: SqlValue | undefined): string {
  const text = String(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
