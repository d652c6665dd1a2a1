-- The reading by a second way: the median is the mean of the two values in the middle, found by how
-- many customers have at least as much, and the four readings are reported from the bottom up.
with known as (
    select
        customer_id,
        spend_pattern,
        total_spend,
        average_order_value,
        orders,
        count(*) over () as customers,
        count(*) over (order by total_spend desc) as spend_at_least,
        count(*) over (order by average_order_value desc) as average_at_least,
        count(*) over (order by orders desc) as orders_at_least
    from {{ ref('customer_value') }}
    where total_spend is not null
),

middle as (
    select
        max(case when 2 * spend_at_least > customers then total_spend end) as lower_spend,
        max(case when 2 * average_at_least > customers then average_order_value end)
            as lower_average,
        max(case when 2 * orders_at_least > customers then orders end) as lower_orders,
        max(case when 2 * spend_at_least >= customers then total_spend end) as upper_spend,
        max(case when 2 * average_at_least >= customers then average_order_value end)
            as upper_average,
        max(case when 2 * orders_at_least >= customers then orders end) as upper_orders
    from known
),

judged as (
    select
        known.customer_id,
        known.spend_pattern,
        2 * known.total_spend >= middle.lower_spend + middle.upper_spend as high_spend,
        known.average_order_value
        >= (middle.lower_average + middle.upper_average) / 2 as high_average,
        2 * known.orders >= middle.lower_orders + middle.upper_orders as high_count
    from known
    cross join middle
)

select *
from judged
where
    coalesce(spend_pattern, 'none') <> case
        when not high_spend and not high_average and not high_count then 'none'
        when not high_spend and not high_average then 'Loyal small'
        when not high_spend then 'Infrequent valuable'
        when not high_average then 'Frequent small'
        else 'Premium'
    end
