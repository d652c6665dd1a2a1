-- Over all months, new buyers are as many as customers whose first order lies in one of them, so
-- that nobody is new twice and nobody never.
with new_buyers as (
    select
        period_start as month,
        customers
    from {{ ref('new_vs_returning') }}
    where
        period = 'month'
        and buyers = 'new'
),

first_orders as (
    select
        {{ month_start('first_order_date') }} as month,
        count(*) as customers
    from {{ ref('customer_value') }}
    group by {{ month_start('first_order_date') }}
)

select
    new_buyers.month,
    new_buyers.customers as new_buyers,
    first_orders.customers as first_orders
from new_buyers
left join first_orders on new_buyers.month = first_orders.month
where new_buyers.customers is distinct from coalesce(first_orders.customers, 0)
