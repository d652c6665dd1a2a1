-- The orders of a customer are numbered from 1 without a hole, in the order of their days, and the
-- next date is that of the next number.
with sequence as (
    select
        *,
        lag(order_number, 1, 0) over (partition by customer_id order by order_number)
            as previous_number,
        lead(order_date) over (partition by customer_id order by order_number) as following_date
    from {{ ref('order_sequence') }}
),

orders as (
    select count(*) as orders from {{ ref('orders') }}
),

numbered as (
    select count(*) as orders from {{ ref('order_sequence') }}
)

select
    customer_id,
    invoice_id,
    order_number,
    order_date,
    next_order_date
from sequence
where
    order_number <> previous_number + 1
    or following_date < order_date
    or next_order_date is distinct from following_date
union all
select
    'orders without a number, or more numbers than orders' as customer_id,
    null as invoice_id,
    null as order_number,
    null as order_date,
    null as next_order_date
from orders
cross join numbered
where orders.orders <> numbered.orders
