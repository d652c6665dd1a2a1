-- Segments and channels each add up to all, and all is the sum of the customers; ratios are those of
-- their parts.
with groupings as (
    select
        grouping_name,
        sum(customers) as customers,
        sum(expected_orders_6_months) as orders,
        sum(expected_revenue_6_months) as revenue,
        sum(clv_6_months) as clv
    from {{ ref('clv_portfolio') }}
    group by grouping_name
),

customers as (
    select
        count(*) as customers,
        sum(expected_orders_6_months) as orders,
        sum(expected_revenue_6_months) as revenue,
        sum(clv_6_months) as clv
    from {{ ref('customer_clv') }}
)

select
    groupings.grouping_name,
    groupings.customers,
    groupings.clv
from groupings
cross join customers
where
    groupings.customers <> customers.customers
    or {{ differs('groupings.orders', 'customers.orders') }}
    or {{ differs('groupings.revenue', 'customers.revenue') }}
    or {{ differs('groupings.clv', 'customers.clv') }}
    or (groupings.clv is null) <> (customers.clv is null)
union all
select
    grouping_name,
    customers,
    clv_6_months
from {{ ref('clv_portfolio') }}
where
    {{ differs('cac * acquired_customers', 'acquisition_cost') }}
    or {{ differs('cac_to_clv * value_per_acquired_customer', 'cac') }}
    or acquired_customers > customers
    or share_of_clv not between 0 and 1.000001
    or clv_6_months > expected_revenue_6_months * 1.000001
