import { die, draws, list } from '../draw/random.ts';
import { ofPersona, personas } from '../people/personas.ts';

const hour = 3600;

/** The last months that visits are known of. */
export const monthsOfVisits = 12;

/** Of ten orders, those that a row of visits comes before, by one to eight days. */
export const ordersAfterVisits = 6;
export const daysAfterVisits = 8;

const visits = `case persona ${personas
  .map(
    ({ name, visits: of }) => `when '${name}' then (${list(of)})[1 + ${die('visits', of.length)}]`,
  )
  .join(' ')} end`;

/**
 * The columns of the visits file, of the batch at hand: visits without a purpose all year round,
 * and visits before an order, those after the end of the data included. How many and how long depends on the persona. A neighbour who shares
 * invoices shares the device too.
 */
export function selectWebVisits(months: number): string {
  return `
with axis as (
  select sum(days)::bigint as days, max(month) + interval 1 month as ends_at
  from synth_month
),
idle as (
  select
    customer.n, customer.persona, month.month, month.days,
    synth_draw(synth_draw(customer.k, 3000 + month.m), 100) as v
  from synth_customer as customer
  inner join synth_month as month
    on month.m >= greatest(customer.first_month, ${months - monthsOfVisits})
  where customer.role <> 'excluded'
),
drawn_idle as (
  select *, ${draws('v', 'visit', 'text-time')}
  from idle
),
orders as (
  select n, persona, o, invoiced_at
  from synth_order
  where m >= ${months - monthsOfVisits} and role <> 'excluded' and not is_copy
  union all
  select
    n, customer.persona, o,
    axis.ends_at + to_seconds((ordered_day - axis.days) * 86400 + second_of_day) as invoiced_at
  from synth_arrival
  inner join synth_customer as customer using (n)
  inner join axis on synth_arrival.ordered_day >= axis.days
),
before_orders as (
  select *, synth_draw(o, 300) as v
  from orders
),
drawn_before as (
  select *, ${draws('v', 'visit', 'text-time')}
  from before_orders
),
visited as (
  select n, persona, v, month::timestamp + to_seconds(${die('text-time', '(days * 86400)')}) as visited_at
  from drawn_idle
  where ${die('visit', 1000)} < ${ofPersona(persona => persona.visitRows)}
  union all
  select
    n, persona, v,
    invoiced_at - to_seconds(${hour} + ${die('text-time', daysAfterVisits * 24 * hour - hour)}) as visited_at
  from drawn_before
  where ${die('visit', 10)} < ${ordersAfterVisits}
),
drawn as (
  select
    visited.*,
    customer.customer_id,
    customer.shares_invoices,
    ${draws('v', 'visits', 'duration', 'visitor')}
  from visited
  inner join synth_customer as customer using (n)
  inner join axis on visited.visited_at < axis.ends_at
),
counted as (
  select *, ${visits} as visits
  from drawn
)
select
  case when ${die('visitor', 4)} > 0 then customer_id end as customer_id,
  'V' || case
    when shares_invoices and ${die('visitor', 5)} = 0 then lpad((n - 1)::varchar, 7, '0')
    else customer_id
  end as visitor_id,
  visited_at,
  visits::integer as visits,
  (visits * (${ofPersona(persona => persona.seconds)}) * (500 + ${die('duration', 1001)}) // 1000)::integer
    as duration
from counted
order by n, visited_at, v`;
}
