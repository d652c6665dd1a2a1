import { die, draw, draws, list, pick } from '../draw/random.ts';
import { ofPersona } from '../people/personas.ts';
import { broughtProduct, bundleBits } from './bundles.ts';
import { byPrice, type ProductKind, productsOfKind } from './catalogue.ts';

/** Bits of an invoice's extras, of which each is a line. */
const bits = bundleBits.successor + 1;

/** How the worth of an order is shared out among its lines, by bit; samples and the like get nothing. */
const weights = [10, 4, 5, 3, 0, 0, 0, 5, 5, 5];

/** SQL of the dearest product of a kind that the cents in `worth` pay four fifths of, or the cheapest. */
function affordable(kind: ProductKind): string {
  const [cheapest, ...others] = byPrice(kind);
  const whens = others
    .toReversed()
    .map(({ place, priceCents }) => `when worth * 5 >= ${priceCents * 4} then ${place}`);
  return `case ${whens.join(' ')} else ${cheapest?.place ?? 0} end`;
}

/**
 * Creates `synth_line`, a sold, zero or exchanged line a row, from `synth_order` and
 * `synth_product`. Quantities are in thousandths. An order whose worth is planted shares it out to
 * its lines, to the cent, and their quantities follow from it: more in the season, when the same
 * money buys more.
 */
export function createLines(months: number): string {
  return `
create or replace temp table synth_line as
with extra_lines as (
  select
    *,
    sum(weight) over (partition by extras) as all_weights,
    sum(weight) over (partition by extras order by bit) as weights_so_far,
  from (
    select
      extras.range as extras,
      bit.range as bit,
      (${list(weights)})[1 + bit.range] as weight,
      bit_count(extras.range & ((1 << bit.range) - 1)) + 1 as invoice_line
    from range(0, ${1 << bits}) as extras
    inner join range(0, ${bits}) as bit on (extras.range >> bit.range) & 1 = 1
  )
),
lines as (
  select
    * exclude (worth),
    case when synth_order.worth is not null and weight > 0 then
      (synth_order.worth * weights_so_far // all_weights
      - synth_order.worth * (weights_so_far - weight) // all_weights)::bigint
    end as worth,
    synth_draw(o, 200 + bit) as l
  from synth_order
  inner join extra_lines using (extras)
),
drawn as (
  select *, ${draws('l', 'product', 'quantity')}
  from lines
),
products as (
  select
    *,
    case
      when bit = 0 and kind <> 'accessory' then main_kind
      when bit = 2 then 'accessory'
      when bit = 3 then 'part'
      when bit = 4 then 'sample'
      ${broughtProduct('kind')}
      else 'pack'
    end as product_kind,
    case
      when bit = 0 and kind <> 'accessory' then main_place
      when bit = 2 and worth is not null then ${affordable('accessory')}
      when bit = 2 then ${die('product', productsOfKind('accessory'))}
      when bit = 3 and worth is not null then ${affordable('part')}
      when bit = 3 then ${die('product', productsOfKind('part'))}
      when bit = 4 then 0
      ${broughtProduct('place')}
      else ${draw('product')} // 100 % ${productsOfKind('pack')}
    end as place
  from drawn
),
priced as (
  select products.*, product.product_id, product.price_cents::bigint as price_cents
  from products
  inner join synth_product as product
    on products.product_kind = product.kind and products.place = product.place
),
quantities as (
  select
    *,
    case
      when bit = 5 then 0
      when bit = 6 then -1000
      when bit in (3, 4) or kind = 'device' and bit = 0 or role = 'steady' then 1000
      when worth is not null and product_kind = 'loose'
        then greatest(125, (worth * season // price_cents + 62) // 125 * 125)
      when worth is not null and product_kind = 'pack'
        then greatest(1, (worth * season // price_cents + 500) // 1000) * 1000
      when worth is not null then 1000
      when bit in (1, 2) then ${pick('quantity', [1000, 1000, 1000, 2000])}
      when bit > 6 then 1000
      when ${die('quantity', 250)} = 0 then 12000 * basket
      when product_kind = 'loose'
        then 1000 * basket + ${pick('quantity', [-500, -250, 0, 125, 250, 500])}
      else 1000 * greatest(1, basket + ${pick('quantity', [-1, 0, 0, 0, 0, 0, 1, 1, 2])})
    end as quantity
  from priced
)
select
  n,
  o,
  m,
  slot,
  persona,
  is_copy,
  invoice_number,
  invoice_line,
  case
    when spans_months and bit = 1 and m < ${months - 1} then invoiced_at + to_seconds(4)
    else invoiced_at
  end as invoiced_at,
  customer_id,
  case when has_unknown_product and bit = 0 then 'X-404' else product_id end as product_id,
  quantity,
  coalesce(
    worth,
    sign(quantity) * (abs(quantity) * price_cents * (100 - discount) // 100000)
  )::bigint as cents,
  payment_method,
  status
from quantities`;
}

/**
 * The columns of the transactions file, of the batch at hand: what was sold, and the credit notes
 * for it. How many orders come back depends on the persona, a third of them whole, the others in
 * part; somewhat more than half in the same month, the others one or two months later.
 */
export function selectTransactions(months: number): string {
  return `
with drawn as (
  select *, ${draws('o', 'return', 'return-month', 'return-day')}
  from synth_line
  where quantity > 0 and lower(status) not in ('cancelled', 'pending')
),
returned as (
  select
    *,
    case
      when ${die('return', 3)} = 0 then quantity
      when quantity > 1000 then quantity // 2000 * 1000
      else 0
    end as returned_quantity,
    m + ${pick('return-month', [0, 0, 0, 0, 0, 1, 1, 1, 2])} as return_m
  from drawn
  where ${draw('return')} // 3 % 1000 < ${ofPersona(persona => persona.returns)}
),
credit_notes as (
  select
    returned.*,
    case
      when return_m = returned.m then
        least(
          invoiced_at + to_days((${die('return-day', 12)})::integer),
          month.month::timestamp + to_seconds(month.days * 86400 - 1)
        )
      else
        month.month::timestamp
        + to_seconds(${die('return-day', '(month.days * 24)')} * 3600 + 1800)
    end as returned_at
  from returned
  inner join synth_month as month on returned.return_m = month.m
  where returned_quantity > 0 and return_m < ${months}
),
transactions as (
  select
    'I' || invoice_number as invoice_id, n, invoice_line, invoiced_at as invoice_date, customer_id,
    product_id, quantity, cents, payment_method, status
  from synth_line
  union all
  select
    'R' || invoice_number as invoice_id, n, invoice_line, returned_at as invoice_date, customer_id,
    product_id, -returned_quantity as quantity, -(cents * returned_quantity // quantity) as cents,
    payment_method, 'completed' as status
  from credit_notes
)
select
  invoice_id,
  invoice_line::integer as invoice_line,
  invoice_date,
  customer_id,
  product_id,
  (quantity::decimal(15, 0) * 0.001::decimal(4, 3))::decimal(18, 3) as quantity,
  (cents::decimal(16, 0) * 0.01::decimal(3, 2))::decimal(18, 2) as net_amount,
  payment_method,
  status
from transactions
order by n, invoice_date, invoice_id, invoice_line, customer_id`;
}
