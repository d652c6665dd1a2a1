-- Purchase days are the days of the orders, and every order is on one of them.
with orders as (
    select
        customer_id,
        order_date as purchase_date,
        count(*) as orders
    from {{ ref('orders') }}
    group by customer_id, order_date
)

select
    coalesce(orders.customer_id, days.customer_id) as customer_id,
    coalesce(orders.purchase_date, days.purchase_date) as purchase_date,
    orders.orders,
    days.orders as orders_of_the_day
from orders
full join {{ ref('purchase_days') }} as days
    on
        orders.customer_id = days.customer_id
        and orders.purchase_date = days.purchase_date
where orders.orders is distinct from days.orders
