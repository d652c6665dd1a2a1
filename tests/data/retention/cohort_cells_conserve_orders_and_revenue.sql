-- Every order of a customer in a cohort is in one cell, with its amount.
with cells as (
    select
        cohort,
        sum(orders) as orders,
        sum(coalesce(revenue, 0)) as revenue
    from {{ ref('cohort_retention') }}
    group by cohort
),

orders as (
    select
        cohorts.cohort,
        count(*) as orders,
        sum(coalesce(orders.amount, 0)) as revenue
    from {{ ref('orders') }} as orders
    inner join {{ ref('customer_cohorts') }} as cohorts
        on orders.customer_id = cohorts.customer_id
    group by cohorts.cohort
)

select
    coalesce(cells.cohort, orders.cohort) as cohort,
    cells.orders,
    orders.orders as orders_of_its_customers,
    cells.revenue,
    orders.revenue as revenue_of_its_customers
from cells
full join orders on cells.cohort = orders.cohort
where
    coalesce(cells.orders, 0) <> coalesce(orders.orders, 0)
    or coalesce(cells.revenue, 0) <> coalesce(orders.revenue, 0)
union all
select
    'all' as cohort,
    coalesce(sum(orders), 0) as orders,
    (select count(*) from {{ ref('orders') }}) as orders_of_its_customers,
    null as revenue,
    null as revenue_of_its_customers
from cells
having coalesce(sum(orders), 0) <> (select count(*) from {{ ref('orders') }})
