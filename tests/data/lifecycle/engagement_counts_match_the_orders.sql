-- The counts of a month are those of the orders themselves: who bought, how often and for how much,
-- who had ordered once and who twice by the month's end.
with orders as (
    select
        *,
        row_number() over (
            partition by customer_id order by order_date, order_time, invoice_id
        ) as order_number
    from {{ ref('orders') }}
),

of_the_month as (
    select
        {{ month_start('order_date') }} as month,
        count(distinct customer_id) as buyers,
        count(*) as orders,
        sum(amount) as amount,
        count(amount) as orders_with_amount
    from orders
    group by {{ month_start('order_date') }}
),

to_date as (
    select
        report_months.report_month,
        count(case when orders.order_number = 1 then 1 end) as first_orders,
        count(case when orders.order_number = 2 then 1 end) as second_orders
    from {{ ref('report_months') }} as report_months
    left join orders
        on orders.order_date <= report_months.report_month_end and orders.order_number <= 2
    group by report_months.report_month
)

select
    metrics.report_month,
    metrics.buyers,
    of_the_month.buyers as buyers_by_orders,
    metrics.orders,
    of_the_month.orders as orders_by_orders,
    metrics.amount,
    of_the_month.amount as amount_by_orders,
    metrics.customers_with_order,
    to_date.first_orders,
    metrics.customers_with_repeat_order,
    to_date.second_orders
from to_date
left join {{ ref('engagement_metrics') }} as metrics
    on to_date.report_month = metrics.report_month
left join of_the_month on to_date.report_month = of_the_month.month
where
    metrics.buyers is distinct from coalesce(of_the_month.buyers, 0)
    or metrics.orders is distinct from coalesce(of_the_month.orders, 0)
    or metrics.amount is distinct from of_the_month.amount
    or metrics.orders_with_amount is distinct from coalesce(of_the_month.orders_with_amount, 0)
    or metrics.customers_with_order is distinct from to_date.first_orders
    or metrics.customers_with_repeat_order is distinct from to_date.second_orders
