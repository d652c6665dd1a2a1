/** Demand in the months of a year, January first, in thousandths. */
const seasons = [1050, 980, 1000, 960, 930, 880, 820, 840, 980, 1040, 1180, 1340];

/** Creates `synth_month`: the months of the time axis, numbered from 0. */
export function createMonths(months: number, startMonth: string): string {
  return `
create or replace temp table synth_month as
select
  range as m,
  (date '${startMonth}' + to_months(range::integer))::date as month,
  datediff('day', date '${startMonth}', (date '${startMonth}' + to_months(range::integer))::date)
    as start_day,
  strftime(date '${startMonth}' + to_months(range::integer), '%y%m') as yymm,
  day(last_day(date '${startMonth}' + to_months(range::integer)))::bigint as days,
  ([${seasons.join(', ')}])[month(date '${startMonth}' + to_months(range::integer))] as season
from range(0, ${months})`;
}
