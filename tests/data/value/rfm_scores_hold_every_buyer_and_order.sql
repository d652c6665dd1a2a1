-- Month by month, rfm_scores has every customer with an order that has an amount by then, all their
-- orders and all amounts up to then.
with known_from as (
    select
        customer_id,
        {{ month_start('min(order_date)') }} as month
    from {{ ref('orders') }}
    where amount is not null
    group by customer_id
),

-- An order is seen from its month on, or from that of the first amount where it came before.
seen as (
    select
        greatest({{ month_start('orders.order_date') }}, known_from.month) as month,
        count(*) as orders,
        sum(orders.amount) as amount
    from {{ ref('orders') }} as orders
    inner join known_from on orders.customer_id = known_from.customer_id
    group by greatest({{ month_start('orders.order_date') }}, known_from.month)
),

months as (
    select report_months.report_month
    from {{ ref('report_months') }} as report_months
    inner join {{ ref('as_of') }} as as_of
        on report_months.report_month_end <= as_of.as_of_date
),

expected_orders as (
    select
        months.report_month,
        sum(seen.orders) as orders,
        sum(seen.amount) as amount
    from months
    inner join seen on months.report_month >= seen.month
    group by months.report_month
),

new_buyers as (
    select
        month,
        count(*) as customers
    from known_from
    group by month
),

expected_customers as (
    select
        months.report_month,
        sum(new_buyers.customers) as customers
    from months
    inner join new_buyers on months.report_month >= new_buyers.month
    group by months.report_month
),

scored as (
    select
        report_month,
        count(*) as customers,
        sum(frequency) as orders,
        sum(monetary) as amount
    from {{ ref('rfm_scores') }}
    group by report_month
)

select
    coalesce(scored.report_month, expected_orders.report_month) as report_month,
    scored.customers,
    expected_customers.customers as expected_customers,
    scored.orders,
    expected_orders.orders as expected_orders,
    scored.amount,
    expected_orders.amount as expected_amount
from scored
full outer join expected_orders on scored.report_month = expected_orders.report_month
left join expected_customers
    on expected_orders.report_month = expected_customers.report_month
where
    scored.customers is distinct from expected_customers.customers
    or scored.orders is distinct from expected_orders.orders
    or scored.amount is distinct from expected_orders.amount
