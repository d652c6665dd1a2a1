import { gamma } from '../draw/exponential.ts';
import { die, draw, draws, numberOf, type Purpose, pick } from '../draw/random.ts';
import { ofPersona } from '../people/personas.ts';
import { planted } from '../truth/planted.ts';
import { bitOfSuccessor, bitsOfBundles, successionDays, successionOfPacks } from './bundles.ts';
import { buyingProcess } from './buying-process.ts';
import { placeOf, productsOfKind } from './catalogue.ts';

const hour = 3600;

/** What is drawn for an order. */
const purposes: readonly Purpose[] = [
  'kind',
  'day',
  'second-of-day',
  'edge-of-month',
  'oddity',
  'span',
  'extras',
  'sample-only',
  'payment',
  'habit-payment',
  'status',
  'discount',
  'device',
  'main-product',
  'companion',
  'successor',
  ...buyingProcess.value,
];

/** Of a thousand orders, those that a copy is next to which does not count, by what it is. */
const copies = { cancelled: 12, pending: 6, sample: 4 };

/** A copy takes a number far behind the orders. */
const copyPlace = 9500;

/**
 * Creates `synth_order`, an invoice a row, from `synth_slot`, `synth_arrival`, `synth_customer` and
 * `synth_month`. Of two arrivals that fell on one day, one is left: few do. Orders of those who buy
 * by the process all count; what does not count, a cancelled order or an invoice for a sample alone,
 * is a copy next to one of theirs.
 *
 * `extras` is a set of bits, one for each line that an invoice can have: 1 the main line, 2 a
 * second consumable, 4 an accessory, 8 a spare part, 16 a free sample, 32 a line of quantity zero,
 * 64 something that is given back in exchange, and from 128 on what bundles bring.
 */
export function createOrders(startMonth: string): string {
  const first = `date '${startMonth}'`;
  const shareOfCopies = copies.cancelled + copies.pending + copies.sample;
  return `
create or replace temp table synth_order as
with arrived as (
  select *, (${first} + ordered_day::integer) as ordered_date
  from synth_arrival
),
followed as (
  select
    n,
    (year(ordered_date) - year(${first})) * 12 + month(ordered_date) - month(${first}) as m,
    i,
    o,
    ordered_date::timestamp + to_seconds(second_of_day) as ordered_at,
    lag(ordered_day) over orders is not distinct from ordered_day as meets_another,
    lag(o) over orders as o_before,
    lag(i) over orders as i_before,
    ordered_day - lag(ordered_day) over orders
      between ${successionDays.least} and ${successionDays.most} as follows_soon,
    ${draws('o', 'twin')}
  from arrived
  window orders as (partition by n order by ordered_day, second_of_day, i)
),
placed_orders as (
  select n, m, slot, o, null::timestamp as ordered_at, 0::bigint as o_before, false as is_first,
    false as follows_first, false as follows_soon, '' as copy
  from synth_slot
  union all
  select n, m, i, o, ordered_at, coalesce(o_before, 0), i = 0,
    coalesce(i_before = 0, false), coalesce(follows_soon, false), ''
  from followed
  where not meets_another
  union all
  select n, m, ${copyPlace} + i, synth_draw(o, 900), ordered_at, 0, false, false, false,
    case
      when ${die('twin', 1000)} < ${copies.cancelled} then 'cancelled'
      when ${die('twin', 1000)} < ${copies.cancelled + copies.pending} then 'pending'
      else 'sample'
    end
  from followed
  where i > 0 and not meets_another and ${die('twin', 1000)} < ${shareOfCopies}
),
drawn as (
  select
    *,
    synth_draw(o_before, ${numberOf('main-product')}) as main_draw_before,
    synth_draw(o_before, ${numberOf('device')}) as device_draw_before,
    ${draws('o', ...purposes)}
  from placed_orders
),
placed as (
  select
    drawn.*,
    customer.* exclude (n),
    month.* exclude (m),
    ordered_at is null as is_slotted,
    case
      when is_first and begins_with_device or slot = 0 and ordered_at is null then 'device'
      when role = 'accessories-only' then 'accessory'
      when role in ('steady', 'lapsing') then 'coffee'
      when ${die('kind', 100)} < 5 and copy <> 'sample' then 'accessory'
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
      else 1 + ${die('day', 'days')}
    end as day,
    case
      when role = 'steady' then ${24 * hour - 1}
      when slot = 0 or (begins_with_device and m = first_month)
        then ${8 * hour} + ${die('second-of-day', 12 * hour)}
      when ${die('edge-of-month', 1000)} < 18 then ${24 * hour - 1}
      when ${die('edge-of-month', 1000)} < 26 then 0
      else ${8 * hour} + ${die('second-of-day', 12 * hour)}
    end as second_of_day,
    case
      when kind = 'device' then 'device'
      when role <> 'steady' and ${die('main-product', 30)} = 0 then 'loose'
      else 'pack'
    end as main_kind,
    case
      when kind = 'device' then ${die('device', productsOfKind('device'))}
      when role <> 'steady' and ${die('main-product', 30)} = 0 then 0
      when follows_soon and i_is_odd and pack_before = ${placeOf(successionOfPacks.first).place}
        and ${die('successor', 100)} < ${successionOfPacks.share}
        then ${placeOf(successionOfPacks.next).place}
      else plain_pack
    end as main_place
  from (
    select
      *,
      slot % 2 = 1 as i_is_odd,
      ${packOf(draw('main-product'))} as plain_pack,
      case when follows_soon and not follows_first and main_draw_before % 30 > 0
        then ${packOf('main_draw_before')} end as pack_before,
      case when follows_first and begins_with_device
        then device_draw_before % ${productsOfKind('device')} end as device_before
    from placed
  ) as placed
)
select
  n,
  o,
  role,
  kind,
  m,
  slot,
  persona,
  main_kind,
  main_place,
  device_before,
  season,
  copy <> '' as is_copy,
  case when role = 'regular' and kind <> 'device' then
    ${buyingProcess.gammaCents} * ${gamma(buyingProcess.value)} // spend_shape
    * case when is_fading and m < stop_month and m >= stop_month - ${planted.fadingMonths}
      then ${planted.fadingShare} else 100 end // 100
  end as worth,
  basket,
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
  coalesce(ordered_at, month::timestamp + to_seconds((day - 1) * 86400 + second_of_day)) as invoiced_at,
  coalesce(ordered_at::time = time '23:59:59', second_of_day = ${24 * hour - 1})
    and (is_slotted or persona = 'hunter')
    and ${die('span', 2)} = 0 as spans_months,
  case
    when role = 'steady' then 1
    when kind = 'device' then 1 + case when ${die('extras', 100)} < 40 then 2 else 0 end
    when kind = 'accessory' then
      case when ${die('extras', 3)} = 0 then 8 else 4 end
    when copy = 'sample' or is_slotted and not is_scripted and ${die('sample-only', 250)} = 0 then 16
    else
      1
      + case when ${die('extras', 100)} < (${ofPersona(persona => persona.secondPacks)}) then 2 else 0 end
      + case when ${die('extras', 91)} < 6 then 4 else 0 end
      + case when ${die('extras', 89)} < 3 and m > first_month + 5 then 8 else 0 end
      + case when ${die('extras', 83)} = 5 then 16 else 0 end
      + case when ${die('extras', 211)} = 7 then 32 else 0 end
      + case when ${die('extras', 223)} = 9 and persona = 'hunter' then 64 else 0 end
      + ${bitsOfBundles}
      + ${bitOfSuccessor}
  end as extras,
  case
    when ${die('payment', 80)} = 0 then null
    when ${die('habit-payment', 10)} < ${planted.ordersPaidAsUsual} then habit_payment
    else ${pick('payment', planted.paymentMethods)}
  end as payment_method,
  case
    when copy in ('cancelled', 'pending') then copy
    when is_scripted then 'completed'
    when is_slotted and ${die('status', 1000)} < 12 then 'cancelled'
    when is_slotted and ${die('status', 1000)} < 18 then 'pending'
    when ${die('status', 1000)} < 60 then 'Completed'
    else ${pick('status', ['completed', 'completed', 'completed', 'shipped', 'paid', 'processed'])}
  end as status,
  ${pick('discount', [0, 0, 0, 0, 0, 0, 5, 5, 10, 15])} as discount
from timed`;
}

/** SQL of the pack that is the main product unless something else is, from a number drawn for it. */
function packOf(drawn: string): string {
  return `case
        when role = 'steady' or ${drawn} // 30 % 100 < 80 then favourite
        else ${drawn} // 3000 % ${productsOfKind('pack')}
      end`;
}
