import { die, draw, draws, type Purpose } from '../draw/random.ts';
import { planted } from '../truth/planted.ts';
import { buyingProcess } from './buying-process.ts';

const day = 86_400;
const hour = 3600;

/** Days after the time axis for which orders are made all the same, for the visits before them. */
const daysBeyond = 10;

/** What is drawn for when an order takes place. */
const purposes: readonly Purpose[] = ['arrival-gap', 'dropout'];
const purposesOfDay: readonly Purpose[] = [
  'edge-of-month',
  'habit-weekday',
  'habit-hour',
  'second-of-day',
];

/**
 * Creates `synth_arrival`, an order a row, for the customers of `synth_person` who buy at a rate of
 * their own: the first order, then gaps of an exponential distribution, and a chance to stop after
 * each order but the first. Order `i` is drawn with the key `o`; days count from 0. Who comes back
 * goes on as before. A row of `synth_stop` is a customer who stopped.
 *
 * A second order on one day moves to the day after, as days are what is counted. An order
 * may move to the customer's own weekday of its week, unless another is there, and one at the edge
 * of a month to its last or first second.
 */
export function createArrivals(startMonth: string): readonly string[] {
  const first = `date '${startMonth}'`;
  // Mondays begin weeks; the first day of the axis is so many days into one.
  const intoWeek = `(isodow(${first}) - 1)`;
  return [
    `
create or replace temp table synth_raw_arrival as
with axis as (
  select sum(days)::bigint as days from synth_month
),
births as (
  select
    person.*,
    axis.days + ${daysBeyond} as horizon,
    month.start_day
      + case
        when is_existing then birth_day_draw % month.days
        else birth_day_draw % 8
      end as birth_day
  from synth_person as person
  inner join synth_month as month on person.first_month = month.m
  cross join axis
  where role = 'regular'
),
candidates as (
  select
    *,
    synth_draw(arrival_key, i) as o
  from (
    select
      n, rate_shape, dropout, comeback_after, horizon,
      birth_day * ${day} + birth_second as born_at,
      synth_draw(k, 5000) as arrival_key,
      unnest(range(
        0,
        13 + 3 * (horizon - birth_day) * rate_shape // ${2 * buyingProcess.alphaDays * 1_000_000}
      )) as i
    from births
  )
),
drawn as (
  select *, ${draws('o', ...purposes)}
  from candidates
),
timed as (
  select
    n, i, o, comeback_after, horizon,
    i > 0 and ${draw('dropout')} < dropout as stops,
    sum(
      case
        when i = 0 then born_at
        else
          synth_exponential(${draw('arrival-gap')}) * ${buyingProcess.alphaDays * day} // rate_shape
      end
    ) over (partition by n order by i rows unbounded preceding) as placed_at
  from drawn
),
within as (
  select
    * replace (placed_at::bigint as placed_at),
    min(case when stops then placed_at end) over (partition by n)::bigint as stopped_at
  from timed
  where placed_at < horizon * ${day}
)
select *
from within
where
  stopped_at is null
  or placed_at <= stopped_at
  or placed_at > stopped_at + comeback_after * ${Math.round(30.4 * day)}`,
    `
create or replace temp table synth_stop as
select raw.n, month.m + 1 as stop_month
from (select distinct n, stopped_at from synth_raw_arrival where stopped_at is not null) as raw
inner join synth_month as month
  on raw.stopped_at // ${day} >= month.start_day
  and raw.stopped_at // ${day} < month.start_day + month.days`,
    `
create or replace temp table synth_arrival as
with drawn as (
  select *, ${draws('o', ...purposesOfDay)}
  from synth_raw_arrival
),
weeks as (
  select
    *,
    ${die('habit-weekday', 10)} < ${planted.ordersToHabitWeekday} as is_habitual,
    placed_at // ${day}
      + case when lag(placed_at // ${day}) over orders = placed_at // ${day} then 1 else 0 end
      as raw_day,
    (placed_at // ${day} + ${intoWeek}) // 7 as week
  from drawn
  window orders as (partition by n order by i)
),
neighbours as (
  select
    weeks.*,
    person.habit_hour,
    (${first} + raw_day::integer) as raw_date,
    week * 7 + person.habit_weekday - 1 - ${intoWeek} as habit_day,
    lag(week) over orders = week as follows_in_week,
    lag(is_habitual) over orders as follows_habitual,
    lag(raw_day) over orders as day_before,
    lead(raw_day) over orders as day_after
  from weeks
  inner join synth_person as person using (n)
  window orders as (partition by n order by i)
),
placed as (
  select
    *,
    day(last_day(raw_date)) - day(raw_date) as days_left,
    is_habitual
      and not coalesce(follows_in_week and (follows_habitual or day_before = habit_day), false)
      and day_after is distinct from habit_day
      and habit_day between 0 and horizon - ${daysBeyond + 1} as moves
  from neighbours
)
select
  n,
  i,
  o,
  case
    when i = 0 then raw_day
    when days_left < 3 and ${die('edge-of-month', 1000)} < 180 then raw_day + days_left
    when day(raw_date) < 3 and ${die('edge-of-month', 1000)} < 120 then raw_day - day(raw_date) + 1
    when moves then habit_day
    else raw_day
  end as ordered_day,
  case
    when i = 0 then placed_at % ${day}
    when days_left < 3 and ${die('edge-of-month', 1000)} < 180 then ${day - 1}
    when day(raw_date) < 3 and ${die('edge-of-month', 1000)} < 120 then 0
    when ${die('habit-hour', 10)} < ${planted.ordersInHabitHour}
      then habit_hour * ${hour} + ${die('second-of-day', hour)}
    else ${8 * hour} + ${die('second-of-day', 12 * hour)}
  end as second_of_day
from placed`,
  ];
}
