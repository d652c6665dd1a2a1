import { productsOfKind } from './catalogue.ts';
import { die, draw, draws, pick } from './random.ts';

/**
 * Creates `synth_line`, a sold, zero or exchanged line a row, from `synth_order` and
 * `synth_product`. Quantities are in thousandths.
 */
export function createLines(months: number): string {
  return `
create or replace temp table synth_line as
with extra_lines as (
  select
    extras.range as extras,
    bit.range as bit,
    bit_count(extras.range & ((1 << bit.range) - 1)) + 1 as invoice_line
  from range(0, 128) as extras
  inner join range(0, 7) as bit on (extras.range >> bit.range) & 1 = 1
),
lines as (
  select *, synth_draw(o, 200 + bit) as l
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
      when bit = 0 and kind = 'device' then 'device'
      when bit = 0 and role <> 'steady' and ${die('product', 30)} = 0 then 'loose'
      when bit = 2 then 'accessory'
      when bit = 3 then 'part'
      when bit = 4 then 'sample'
      else 'pack'
    end as product_kind,
    case
      when bit = 0 and kind = 'device' then ${die('product', productsOfKind('device'))}
      when bit = 0 and role <> 'steady' and ${die('product', 30)} = 0 then 0
      when bit = 0 and (role = 'steady' or ${die('product', 100)} < 80) then favourite
      when bit = 2 then ${die('product', productsOfKind('accessory'))}
      when bit = 3 then ${die('product', productsOfKind('part'))}
      when bit = 4 then 0
      else ${draw('product')} // 100 % ${productsOfKind('pack')}
    end as place
  from drawn
),
quantities as (
  select
    *,
    case
      when bit = 5 then 0
      when bit = 6 then -1000
      when bit in (3, 4) or kind = 'device' and bit = 0 or role = 'steady' then 1000
      when bit in (1, 2) then ${pick('quantity', [1000, 1000, 1000, 2000])}
      when ${die('quantity', 250)} = 0 then 12000 * basket
      when product_kind = 'loose'
        then 1000 * basket + ${pick('quantity', [-500, -250, 0, 125, 250, 500])}
      else 1000 * greatest(1, basket + ${pick('quantity', [-1, 0, 0, 0, 0, 0, 1, 1, 2])})
    end as quantity
  from products
)
select
  quantities.n,
  quantities.o,
  quantities.m,
  quantities.invoice_number,
  quantities.invoice_line,
  case
    when spans_months and bit = 1 and m < ${months - 1} then invoiced_at + to_seconds(4)
    else invoiced_at
  end as invoiced_at,
  quantities.customer_id,
  case
    when has_unknown_product and bit = 0 then 'X-404' else product.product_id
  end as product_id,
  quantities.quantity,
  product.price_cents::bigint * (100 - quantities.discount) as price,
  quantities.payment_method,
  quantities.status
from quantities
inner join synth_product as product
  on quantities.product_kind = product.kind and quantities.place = product.place`;
}

/**
 * The columns of the transactions file, of the batch at hand: what was sold, and the credit notes
 * for it. One invoice in a hundred comes back whole, two more in part; somewhat more than half of
 * them in the same month, the others one or two months later.
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
      when ${die('return', 1000)} < 10 then quantity
      when quantity > 1000 then quantity // 2000 * 1000
      else 0
    end as returned_quantity,
    m + ${pick('return-month', [0, 0, 0, 0, 0, 1, 1, 1, 2])} as return_m
  from drawn
  where ${die('return', 1000)} < 30
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
    product_id, quantity, price, payment_method, status
  from synth_line
  union all
  select
    'R' || invoice_number as invoice_id, n, invoice_line, returned_at as invoice_date, customer_id,
    product_id, -returned_quantity as quantity, price, payment_method, 'completed' as status
  from credit_notes
)
select
  invoice_id,
  invoice_line::integer as invoice_line,
  invoice_date,
  customer_id,
  product_id,
  (quantity::decimal(15, 0) * 0.001::decimal(4, 3))::decimal(18, 3) as quantity,
  ((sign(quantity) * (abs(quantity) * price // 100000))::decimal(16, 0) * 0.01::decimal(3, 2))
    ::decimal(18, 2) as net_amount,
  payment_method,
  status
from transactions
order by n, invoice_date, invoice_id, invoice_line, customer_id`;
}
