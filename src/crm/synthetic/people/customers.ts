import { die, draw, draws, list, pick } from '../draw/random.ts';

/** The excluded kinds by role, as masters spell them. */
const excludedTypes = ['General', 'anonymous', 'Walk-In', 'Tourist '];

/** The month in which somebody stops who does not stop within the time axis. */
const never = 9999;

/**
 * Creates `synth_customer` from `synth_person` and `synth_stop`: people with when they stop, from
 * which on they buy nothing, unless they come back. Two in twenty join the loyalty programme later,
 * if they are still there: they are members because they stayed.
 */
export function createCustomers(startMonth: string, months: number): string {
  const month = `(date '${startMonth}' + to_months(first_month::integer))`;
  return `
create or replace temp table synth_customer as
with drawn as (
  select *, ${draws('k', 'customer-type', 'registered', 'loyalty', 'join-later', 'country')}
  from synth_person
),
stopped as (
  select
    drawn.*,
    case
      when role = 'accessories-only' then first_month + 6
      when role = 'regular' then coalesce(synth_stop.stop_month, ${never})
      else first_month + lifetime
    end as stop_month
  from drawn
  left join synth_stop using (n)
),
memberships as (
  select
    *,
    coalesce(
      joins_after < case when role = 'regular' then stop_month - first_month else plain_lifetime end
        and first_month + joins_after < ${months},
      false
    ) as is_late_member
  from stopped
)
select
  n,
  k,
  role,
  role_number = 57 as shares_invoices,
  begins_with_device,
  is_existing,
  first_month,
  stop_month,
  first_month + lifetime + comeback_after as comeback_month,
  silent_after,
  silent_until,
  rate,
  rate_shape,
  dropout,
  spend_shape,
  buys_second_device,
  basket,
  role = 'regular' and persona = 'hunter' and may_fade and stop_month < ${months} as is_fading,
  habit_weekday,
  habit_hour,
  habit_payment,
  is_founding_member,
  is_late_member,
  in_audience,
  persona,
  favourite,
  household,
  customer_id,
  case
    when role = 'excluded' then (${list(excludedTypes)})[1 + role_number]
    else ${pick('customer-type', ['Private', 'Private', 'Private', 'Business', 'private ', 'BUSINESS'])}
  end as customer_type,
  'Customer ' || customer_id as customer_name,
  case
    when ${die('registered', 10)} = 0 then null
    when is_existing then ${month}::date - (30 + ${draw('registered')} % 1500)::integer
    else ${month}::date - (${draw('registered')} % 25)::integer
  end as registered_at,
  case
    when role = 'excluded' then false
    when ${die('loyalty', 20)} = 0 then null
    else is_founding_member or is_late_member
  end as loyalty_member,
  case
    when is_founding_member and is_existing
      then ${month}::date - (${draw('join-later')} % 700)::integer
    when is_founding_member then ${month}::date
    when is_late_member then
      (${month} + to_months(joins_after::integer))::date + (${draw('join-later')} // 10 % 28)::integer
  end as loyalty_since,
  acquisition_channel,
  ${pick('country', ['DE', 'DE', 'DE', 'DE', 'AT', 'AT', 'CH', 'FR', 'NL', null])} as country
from memberships`;
}

/** The columns of the customers file, of the batch at hand. */
export const selectCustomers = `
select
  customer_id, customer_type, customer_name, registered_at, loyalty_member, loyalty_since,
  acquisition_channel, country
from synth_customer
order by n`;
