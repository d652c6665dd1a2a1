-- Orders are the lines that count up to the as-of day, none lost and none twice: every customer has
-- the same lines, pieces, units, money and first day in both.
with as_of as (
    select * from {{ ref('as_of') }}
),

from_orders as (
    select
        customer_id,
        sum(lines) as lines,
        sum(units) as units,
        sum(consumable_units) as consumable_units,
        sum(amount) as amount,
        min(order_date) as first_date
    from {{ ref('orders') }}
    group by customer_id
),

from_lines as (
    select
        customer_id,
        count(*) as lines,
        sum(quantity) as units,
        coalesce(sum(units), 0) as consumable_units,
        sum(net_amount) as amount,
        min(invoice_date) as first_date
    from {{ ref('counted_lines') }}
    cross join as_of
    where
        {{ in_order_scope('category') }}
        and invoice_date <= as_of_date
    group by customer_id
)

select
    coalesce(from_orders.customer_id, from_lines.customer_id) as customer_id,
    from_orders.lines,
    from_lines.lines as counted_lines,
    from_orders.units,
    from_lines.units as counted_units,
    from_orders.amount,
    from_lines.amount as counted_amount
from from_orders
full outer join from_lines on from_orders.customer_id = from_lines.customer_id
where
    from_orders.lines is distinct from from_lines.lines
    or from_orders.units is distinct from from_lines.units
    or from_orders.consumable_units is distinct from from_lines.consumable_units
    or from_orders.amount is distinct from from_lines.amount
    or from_orders.first_date is distinct from from_lines.first_date
