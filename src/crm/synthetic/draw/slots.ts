/** A slot with these odds holds an order for certain: four slots, thousandths of both factors. */
const oddsOfCertainty = 4_000_000;

/**
 * Creates `synth_slot`, a row for each slot of a month that holds an invoice, from
 * `synth_customer` and `synth_month`, for those who do not buy by the process of `synth_arrival`. Slot 0 is an invoice for a device; slots 1 to 4 each carry a
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
    customer.role not in ('regular', 'never')
    and month.m >= customer.first_month
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
      else customer.role <> 'device-only'
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
