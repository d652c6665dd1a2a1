-- The average times the orders gives the spend back to the cent where every order has an amount,
-- the share times the spend gives the last 90 days back, and no quotient is infinite or NaN.
with unknown as (
    select customer_id
    from {{ ref('orders') }}
    where amount is null
    group by customer_id
)

select customer_value.*
from {{ ref('customer_value') }} as customer_value
left join unknown on customer_value.customer_id = unknown.customer_id
where
    (
        unknown.customer_id is null
        and round(customer_value.average_order_value * customer_value.orders, 2)
        is distinct from cast(customer_value.total_spend as double)
    )
    or round(customer_value.share_of_spend_last_90_days * customer_value.total_spend, 2)
    <> cast(customer_value.spend_last_90_days as double)
    or (
        customer_value.total_spend <> 0
        and customer_value.share_of_spend_last_90_days is null
    )
    or not {{ is_finite('customer_value.average_order_value') }}
    or not {{ is_finite('customer_value.spend_ratio_90_days') }}
    or not {{ is_finite('customer_value.share_of_spend_last_90_days') }}
