-- One row per number of orders that customers have placed up to the as-of day.
with customer_value as (
    select * from {{ ref('customer_value') }}
),

by_orders as (
    select
        orders,
        count(*) as customers,
        sum(total_spend) as spend
    from customer_value
    group by orders
),

reached as (
    select
        by_orders.*,
        sum(customers) over (order by orders desc) as customers_at_least,
        sum(customers) over () as all_customers
    from by_orders
),

final as (
    select
        orders,
        cast(customers as bigint) as customers,
        cast(customers_at_least as bigint) as customers_at_least,
        cast(spend as decimal(18, 2)) as spend,
        {{ divide('customers', 'all_customers') }} as share_of_customers,
        {{ divide('customers_at_least - customers', 'customers_at_least') }}
            as share_who_ordered_again
    from reached
)

select * from final
order by orders
