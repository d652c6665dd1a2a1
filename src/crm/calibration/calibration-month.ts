import { CrmError } from '../../base/errors/crm-error.ts';
import { type Ask, dayOf } from './calibration-query.ts';

/**
 * The month to calibrate on, and the one after it, each as YYYY-MM: the month asked for, else the
 * var calibration_month, else the last report month. Throws CrmError when it is none of the build's.
 */
export async function resolveMonth(
  ask: Ask,
  asked: string | undefined,
): Promise<{ readonly month: string; readonly nextMonth: string }> {
  if (asked !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(asked)) {
    throw new CrmError('invalid-value', {
      reason: `'${asked}' is not a month`,
      hint: 'write it as YYYY-MM',
    });
  }
  const wanted =
    asked === undefined
      ? "{% if var('calibration_month') %}{{ date_literal(var('calibration_month')) }}" +
        '{% else %}last_month{% endif %}'
      : `{{ ${dayOf(asked)} }}`;
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
    throw new CrmError('invalid-value', {
      reason: `${asked ?? row?.month ?? 'the last month'} is not a month of the published build`,
      hint: `its report months are ${months}`,
    });
  }
  return { month: String(row.month), nextMonth: String(row.next_month) };
}
