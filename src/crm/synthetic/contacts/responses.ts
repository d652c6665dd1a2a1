import { die, draws, pick } from '../draw/random.ts';
import { planted } from '../truth/planted.ts';

const hour = 3600;

/**
 * The columns of the file of answers to the recommendation question, of the batch at hand: who has
 * bought before and has not stopped is asked in one month of ten, and answers once.
 */
export const selectResponses = `
with asked as (
  select
    customer.n,
    customer.customer_id,
    customer.is_founding_member,
    month.month,
    month.days,
    synth_draw(synth_draw(customer.k, 2000 + month.m), 100) as r
  from synth_customer as customer
  inner join synth_month as month
    on month.m > customer.first_month and month.m < customer.stop_month
  where customer.role in ('regular', 'lapsing', 'steady')
),
invited as (
  select *, ${draws('r', 'response')}
  from asked
),
drawn as (
  select *, ${draws('r', 'oddity', 'response-time', 'score')}
  from invited
  where ${die('response', 10)} = 0
)
select
  case when ${die('oddity', 200)} = 0 then ' ' || customer_id else customer_id end
    as customer_id,
  month::timestamp + to_seconds(
    ${die('response-time', 'days')} * ${24 * hour}
    + ${9 * hour} + ${die('response-time', 10 * hour)}
  ) as responded_at,
  (
    case
      when is_founding_member then ${pick('score', planted.memberScores)}
      else ${pick('score', planted.otherScores)}
    end
  )::integer as score
from drawn
order by n, responded_at`;
