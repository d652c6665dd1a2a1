-- The distribution holds every customer, every order and all spend once, its shares add up to 1,
-- and its first row reaches every customer.
with distribution as (
    select
        sum(customers) as customers,
        sum(customers * orders) as orders,
        sum(spend) as spend,
        sum(share_of_customers) as shares,
        max(customers_at_least) as reached_by_all,
        sum(customers_at_least * orders_more) as orders_by_steps
    from (
        select
            *,
            orders - coalesce(lag(orders) over (order by orders), 0) as orders_more
        from {{ ref('purchase_frequency_distribution') }}
    ) as steps
),

value as (
    select
        count(*) as customers,
        sum(orders) as orders,
        sum(total_spend) as spend
    from {{ ref('customer_value') }}
)

select
    distribution.*,
    value.customers as customers_in_value,
    value.orders as orders_in_value,
    value.spend as spend_in_value
from distribution
cross join value
where
    coalesce(distribution.customers, 0) <> value.customers
    or distribution.orders is distinct from value.orders
    or distribution.spend is distinct from value.spend
    or distribution.reached_by_all <> value.customers
    or distribution.orders_by_steps <> value.orders
    or abs(distribution.shares - 1) > 1e-9
