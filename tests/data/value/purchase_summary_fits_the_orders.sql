-- Customer by customer, the repeat purchases are the distinct days less one, the days to the last
-- purchase lie within the days observed, and repeats bring what was not bought on the first day.
with counted as (
    select
        orders.customer_id,
        count(distinct orders.order_date) as purchase_days,
        sum(
            case
                when orders.order_date > customer_value.first_order_date then orders.amount
                else 0
            end
        ) as repeat_amount,
        count(*) - count(orders.amount) as orders_without_amount
    from {{ ref('orders') }} as orders
    inner join {{ ref('customer_value') }} as customer_value
        on orders.customer_id = customer_value.customer_id
    group by orders.customer_id
)

select
    purchase_summary.customer_id as customer_id_in_summary,
    counted.customer_id as customer_id_in_orders
from {{ ref('purchase_summary') }} as purchase_summary
full outer join counted on purchase_summary.customer_id = counted.customer_id
where
    purchase_summary.repeat_purchases + 1 is distinct from counted.purchase_days
    or purchase_summary.days_to_last_purchase not between 0 and purchase_summary.days_observed
    or (purchase_summary.days_to_last_purchase = 0) <> (counted.purchase_days = 1)
    or (
        counted.orders_without_amount = 0
        and round(purchase_summary.repeat_purchase_value * purchase_summary.repeat_purchases, 2)
        is distinct from cast(counted.repeat_amount as double)
    )
