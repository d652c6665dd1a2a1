import { planted } from './planted.ts';
import { die, draws, type Purpose, pick } from './random.ts';

/** Demand in the months of a year, January first, in thousandths. */
const seasons = [1050, 980, 1000, 960, 930, 880, 820, 840, 980, 1040, 1180, 1340];

/** Creates `synth_month`: the months of the time axis, numbered from 0. */
export function createMonths(months: number, startMonth: string): string {
  return `
create or replace temp table synth_month as
select
  range as m,
  (date '${startMonth}' + to_months(range::integer))::date as month,
  strftime(date '${startMonth}' + to_months(range::integer), '%y%m') as yymm,
  day(last_day(date '${startMonth}' + to_months(range::integer)))::bigint as days,
  ([${seasons.join(', ')}])[month(date '${startMonth}' + to_months(range::integer))] as season
from range(0, ${months})`;
}

const hour = 3600;

/** A slot with these odds holds an order for certain: four slots, thousandths of both factors. */
const oddsOfCertainty = 4_000_000;

/** What is drawn for an order. */
const purposes: readonly Purpose[] = [
  'kind',
  'day',
  'second-of-day',
  'edge-of-month',
  'habit-weekday',
  'habit-hour',
  'oddity',
  'span',
  'extras',
  'sample-only',
  'payment',
  'habit-payment',
  'status',
  'discount',
];

/** A day of the month, on the customer's own weekday as often as is planted. */
function dayOfMonth(): string {
  const day = `(1 + ${die('day', 'days')})`;
  const since = `((isodow(month) + ${day} - 1 - habit_weekday + 7) % 7)`;
  const habitual = `(${day} - ${since} + case when ${day} <= ${since} then 7 else 0 end)`;
  return `case
        when ${die('habit-weekday', 10)} < ${planted.ordersOnHabitWeekday} then ${habitual}
        else ${day}
      end`;
}

/** A second of the day, in the customer's own hour as often as is planted. */
function secondOfDay(): string {
  return `case
        when ${die('habit-hour', 10)} < ${planted.ordersInHabitHour}
          then habit_hour * ${hour} + ${die('second-of-day', hour)}
        else ${8 * hour} + ${die('second-of-day', 12 * hour)}
      end`;
}

/**
 * Creates `synth_slot`, a row for each slot of a month that holds an invoice, from
 * `synth_customer` and `synth_month`. Slot 0 is an invoice for a device; slots 1 to 4 each carry a
 * quarter of the personal rate. `o` is the key that everything about the invoice is drawn with:
 * the many slots that stay empty are gone by then.
 */
export function createSlots(): string {
  return `
create or replace temp table synth_slot as
with chances as (
  select
    customer.n,
    month.m,
    synth_draw(customer.k, 1000 + month.m) as key_of_month,
    slot.range as slot,
    case
      when slot.range = 0 or customer.role = 'steady' then ${oddsOfCertainty}
      when customer.role = 'lapsing'
        and slot.range = 1
        and month.m in (customer.first_month, customer.silent_after, customer.silent_until)
        then ${oddsOfCertainty}
      else customer.rate * month.season
    end as odds
  from synth_customer as customer
  inner join synth_month as month on
    month.m >= customer.first_month
    and (
      month.m < customer.stop_month
      or month.m >= customer.comeback_month
      or customer.role in ('lapsing', 'steady')
    )
  cross join range(0, 5) as slot
  where
    case
      when slot.range = 0 then
        customer.begins_with_device
        and (
          month.m = customer.first_month
          or (month.m = customer.first_month + 26 and customer.buys_second_device)
        )
      when customer.role = 'steady' then slot.range = 1
      when customer.role = 'lapsing'
        then month.m <= customer.silent_after or month.m >= customer.silent_until
      else customer.role not in ('never', 'device-only')
    end
),
keyed as (
  select *, synth_draw(key_of_month, 100 + slot) as o
  from chances
)
select n, m, slot, o
from keyed
where o % ${oddsOfCertainty} < odds`;
}

/**
 * Creates `synth_order`, an invoice a row, from `synth_slot`, `synth_customer` and `synth_month`.
 *
 * `extras` is a set of bits, one for each line that an invoice can have: 1 the main line, 2 a
 * second consumable, 4 an accessory, 8 a spare part, 16 a free sample, 32 a line of quantity zero,
 * 64 something that is given back in exchange.
 */
export function createOrders(): string {
  return `
create or replace temp table synth_order as
with drawn as (
  select *, ${draws('o', ...purposes)}
  from synth_slot
),
placed as (
  select
    drawn.*,
    customer.* exclude (n),
    month.* exclude (m),
    case
      when slot = 0 then 'device'
      when role = 'accessories-only' then 'accessory'
      when role in ('steady', 'lapsing') then 'coffee'
      when ${die('kind', 100)} < 5 then 'accessory'
      else 'coffee'
    end as kind,
    role in ('steady', 'lapsing') or slot = 0 as is_scripted
  from drawn
  inner join synth_customer as customer on drawn.n = customer.n
  inner join synth_month as month on drawn.m = month.m
),
timed as (
  select
    *,
    case
      when role = 'steady' then days
      when slot = 0 then 1 + ${die('day', 8)}
      when begins_with_device and m = first_month then 9 + ${die('day', '(days - 8)')}
      when ${die('edge-of-month', 1000)} < 18 then days
      when ${die('edge-of-month', 1000)} < 26 then 1
      else ${dayOfMonth()}
    end as day,
    case
      when role = 'steady' then ${24 * hour - 1}
      when slot = 0 or (begins_with_device and m = first_month)
        then ${8 * hour} + ${die('second-of-day', 12 * hour)}
      when ${die('edge-of-month', 1000)} < 18 then ${24 * hour - 1}
      when ${die('edge-of-month', 1000)} < 26 then 0
      else ${secondOfDay()}
    end as second_of_day
  from placed
)
select
  n,
  o,
  role,
  kind,
  m,
  slot,
  persona,
  favourite,
  case
    when is_fading and m < stop_month and m >= stop_month - ${planted.fadingMonths} then 1
    else basket
  end as basket,
  yymm
    || '-'
    || case
      when shares_invoices and m % 12 = 5 then lpad((n - 1)::varchar, 7, '0')
      else customer_id
    end
    || '-'
    || slot as invoice_number,
  case
    when not is_scripted and ${die('oddity', 2500)} = 0 then 'U' || right(customer_id, 6)
    when ${die('oddity', 400)} = 1 then customer_id || ' '
    else customer_id
  end as customer_id,
  not is_scripted and ${die('oddity', 2500)} = 2 as has_unknown_product,
  month::timestamp + to_seconds((day - 1) * 86400 + second_of_day) as invoiced_at,
  second_of_day = ${24 * hour - 1} and ${die('span', 4)} = 0 as spans_months,
  case
    when role = 'steady' then 1
    when kind = 'device' then 1 + case when ${die('extras', 100)} < 40 then 2 else 0 end
    when kind = 'accessory' then
      case when ${die('extras', 3)} = 0 then 8 else 4 end
    when not is_scripted and ${die('sample-only', 250)} = 0 then 16
    else
      1
      + case when ${die('extras', 100)} < 22 then 2 else 0 end
      + case when ${die('extras', 91)} < 6 then 4 else 0 end
      + case when ${die('extras', 89)} < 3 and m > first_month + 5 then 8 else 0 end
      + case when ${die('extras', 83)} = 5 then 16 else 0 end
      + case when ${die('extras', 211)} = 7 then 32 else 0 end
      + case when ${die('extras', 223)} = 9 then 64 else 0 end
  end as extras,
  case
    when ${die('payment', 80)} = 0 then null
    when ${die('habit-payment', 10)} < ${planted.ordersPaidAsUsual} then habit_payment
    else ${pick('payment', planted.paymentMethods)}
  end as payment_method,
  case
    when is_scripted then 'completed'
    when ${die('status', 1000)} < 12 then 'cancelled'
    when ${die('status', 1000)} < 18 then 'pending'
    when ${die('status', 1000)} < 60 then 'Completed'
    else ${pick('status', ['completed', 'completed', 'completed', 'shipped', 'paid', 'processed'])}
  end as status,
  ${pick('discount', [0, 0, 0, 0, 0, 0, 5, 5, 10, 15])} as discount
from timed`;
}
