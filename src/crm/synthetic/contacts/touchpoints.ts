import { die, draw, draws, list } from '../draw/random.ts';
import { channels, conversionProbability, endState } from './channel-chain.ts';

const hour = 3600;

/** The last months that contacts are known of. */
export const monthsOfJourneys = 6;

/** Of ten orders that nothing came shortly before, those that end a journey through channels. */
const ordersWithJourney = 4;

/**
 * The columns of the touchpoints file, of the batch at hand. Some orders end a journey that
 * converts; for each there are as many journeys of strangers that end in nothing as the chain
 * asks for. Contacts of a journey are less than 14 hours apart, and an order only ends one when the
 * order before it is longer ago than journeys take, so that journeys do not run into each other.
 */
export function selectTouchpoints(months: number): string {
  const strangers = (1 - conversionProbability) / conversionProbability;
  const share = Math.round((strangers % 1) * 1000);
  return `
with recursive candidates as (
  select
    *,
    invoiced_at - lag(invoiced_at) over (partition by n order by invoiced_at, o) as since_last
  from synth_order
  where m >= ${months - monthsOfJourneys - 1} and role <> 'excluded' and not is_copy
),
drawn as (
  select *, ${draws('o', 'journey', 'journey-copies')}
  from candidates
  where
    m >= ${months - monthsOfJourneys}
    and lower(status) not in ('cancelled', 'pending')
    and coalesce(since_last >= interval 14 days, true)
),
values_of_orders as (
  select o, sum(cents)::bigint as cents
  from synth_line
  where quantity > 0
  group by o
),
journeys as (
  select
    drawn.n,
    drawn.o,
    drawn.invoiced_at,
    drawn.invoice_number,
    values_of_orders.cents,
    copies.range as copy,
    copies.range = 0 as converts,
    synth_draw(drawn.o, 400 + copies.range) as j
  from drawn
  inner join values_of_orders using (o)
  cross join range(0, ${Math.floor(strangers) + 2}) as copies
  where
    ${die('journey', 10)} < ${ordersWithJourney}
    and copies.range
      <= ${Math.floor(strangers)} + case when ${die('journey-copies', 1000)} < ${share} then 1 else 0 end
),
ended as (
  select
    * exclude (invoiced_at),
    case
      when converts then invoiced_at
      else invoiced_at - to_seconds(${draw('journey-end')} % ${20 * 24 * hour})
    end as ended_at
  from (select *, ${draws('j', 'journey-end')} from journeys)
),
walk as (
  select j, converts, 0 as step, 0 as state, synth_draw(j, 1000) as drawn
  from ended
  union all
  select
    walk.j, walk.converts, walk.step + 1, synth_step.next_state, synth_draw(walk.j, 1001 + walk.step)
  from walk
  inner join synth_step
    on walk.converts = synth_step.converts
    and walk.state = synth_step.state
    and walk.drawn >= synth_step.lower_draw
    and walk.drawn < synth_step.upper_draw
),
contacts as (
  select
    ended.*,
    walk.step,
    walk.state,
    max(walk.step) over (partition by walk.j) as steps,
    synth_draw(ended.j, 2000 + walk.step) as t
  from walk
  inner join ended using (j)
  where walk.state between 1 and ${endState - 1}
),
touches as (
  select *, ${draws('t', 'step-gap', 'visitor')}
  from contacts
)
select
  case
    when converts and (step = steps or ${die('visitor', 2)} = 0) then lpad(n::varchar, 7, '0')
  end as customer_id,
  case
    when converts then 'V' || lpad(n::varchar, 7, '0')
    else 'W' || invoice_number || '-' || copy
  end as visitor_id,
  ended_at
    - to_seconds(case when step = steps then 0 else (steps - step) * ${14 * hour} - ${die('step-gap', 10 * hour)} end)
    as touched_at,
  (${list(channels)})[state] as channel,
  converts and step = steps as converted,
  case when converts and step = steps then (cents::decimal(16, 0) * 0.01::decimal(3, 2))::decimal(18, 2) end
    as value
from touches
order by n, o, copy, step`;
}
