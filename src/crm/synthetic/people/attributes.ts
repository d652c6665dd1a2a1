import { die, draws, pick } from '../draw/random.ts';

/** The columns of the file of further facts about customers, of the batch at hand. */
export const selectCustomerAttributes = `
with drawn as (
  select *, ${draws('k', 'age-group')}
  from synth_customer
  where role <> 'excluded'
),
facts as (
  select n, customer_id, 'household' as name, household as value
  from drawn
  union all
  select n, customer_id, 'age_group' as name, ${pick('age-group', ['18-29', '30-44', '30-44', '45-59', '45-59', '60+'])} as value
  from drawn
  where ${die('age-group', 10)} > 0
)
select customer_id, name, value
from facts
order by n, name`;
