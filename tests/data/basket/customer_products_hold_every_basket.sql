-- What customers have bought is what is in their baskets, in the days of these.
with bought as (
    select
        customer_id,
        product_id,
        count(*) as orders,
        sum(quantity) as quantity,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from {{ ref('basket_products') }}
    group by customer_id, product_id
)

select
    coalesce(bought.customer_id, kept.customer_id) as customer_id,
    coalesce(bought.product_id, kept.product_id) as product_id,
    bought.orders,
    kept.orders as kept_orders,
    kept.purchase_days
from bought
full join {{ ref('customer_products') }} as kept
    on bought.customer_id = kept.customer_id
    and bought.product_id = kept.product_id
where
    bought.orders is distinct from kept.orders
    or bought.quantity is distinct from kept.quantity
    or bought.first_order_date is distinct from kept.first_order_date
    or bought.last_order_date is distinct from kept.last_order_date
    or kept.purchase_days not between 1 and kept.orders
