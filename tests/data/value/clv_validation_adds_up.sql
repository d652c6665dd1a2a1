-- Frequency classes and weeks each add up to all, and what happened is what the orders after the
-- calibration say.
with validation as (
    select * from {{ ref('clv_validation') }}
),

totals as (
    select
        comparison,
        sum(actual_orders) as actual_orders,
        sum(expected_orders) as expected_orders,
        sum(customers) as customers,
        sum(expected_customers) as expected_customers,
        sum(actual_revenue) as actual_revenue
    from validation
    group by comparison
),

everybody as (
    select * from validation where comparison = 'all'
),

happened as (
    select count(distinct (orders.customer_id, orders.order_date)) as orders
    from {{ ref('orders') }} as orders
    cross join everybody
    inner join {{ ref('clv_histories') }} as histories
        on orders.customer_id = histories.customer_id
        and everybody.calibration_end = histories.as_of_date
    where
        orders.order_date > everybody.calibration_end
        and orders.order_date <= everybody.holdout_end
)

select
    totals.comparison,
    totals.actual_orders,
    totals.expected_orders
from totals
cross join everybody
cross join happened
where
    totals.actual_orders <> everybody.actual_orders
    or everybody.actual_orders <> happened.orders
    or {{ differs('totals.expected_orders', 'everybody.expected_orders') }}
    or (
        totals.comparison = 'frequency'
        and (
            totals.customers <> everybody.customers
            or {{ differs('totals.expected_customers', 'everybody.customers') }}
            or totals.actual_revenue <> everybody.actual_revenue
        )
    )
    or everybody.correlation not between -1.000001 and 1.000001
