-- One row per customer in a report month by whose end there was an order with an amount: the three
-- values that are scored. Totals are summed over the months with an order, which are few, and hold
-- until the next one, so that no sum runs over empty months.
{{ config(materialized='view') }}

with orders as (
    select * from {{ ref('orders') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

-- A month that ends after the as-of day is not complete.
months as (
    select
        report_months.report_month,
        report_months.report_month_end
    from {{ ref('report_months') }} as report_months
    cross join as_of
    where report_months.report_month_end <= as_of.as_of_date
),

order_months as (
    select
        customer_id,
        {{ month_start('order_date') }} as month,
        count(*) as orders,
        sum(amount) as amount,
        max(order_date) as last_order_date
    from orders
    group by customer_id, {{ month_start('order_date') }}
),

balances as (
    select
        customer_id,
        month,
        last_order_date,
        sum(orders) over (partition by customer_id order by month) as orders_to_date,
        sum(amount) over (partition by customer_id order by month) as amount_to_date,
        coalesce(
            lead(month) over (partition by customer_id order by month),
            {{ date_literal('9999-12-01') }}
        ) as holds_before
    from order_months
),

final as (
    select
        balances.customer_id,
        months.report_month,
        {{ days_between('balances.last_order_date', 'months.report_month_end') }} as recency_days,
        cast(balances.orders_to_date as integer) as frequency,
        cast(balances.amount_to_date as decimal(18, 2)) as monetary,
        balances.last_order_date
    from balances
    inner join months
        on balances.month <= months.report_month
        and balances.holds_before > months.report_month
    where balances.amount_to_date is not null
)

select * from final
