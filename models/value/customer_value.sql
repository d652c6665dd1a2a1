-- One row per customer with an order, with what that customer has been worth up to the as-of day.
-- Averages are rounded once from whole cents, so that customers who are alike stay alike when they
-- are compared with the median.
with orders as (
    select * from {{ ref('orders') }}
),

returned as (
    select
        customer_id,
        -sum(amount) as amount
    from {{ ref('returns') }}
    group by customer_id
),

as_of as (
    select
        as_of_date,
        {{ month_start('as_of_date') }} as report_month
    from {{ ref('as_of') }}
),

spend_tiers as (
    select
        effective_from_month,
        spend_tier,
        min_total_spend,
        lead(min_total_spend) over (
            partition by effective_from_month order by min_total_spend nulls first
        ) as next_min_total_spend
    from {{ ref('spend_tiers') }}
),

tiers_in_force as (
    select
        spend_tiers.spend_tier,
        spend_tiers.min_total_spend,
        spend_tiers.next_min_total_spend
    from {{ versions_in_force('as_of', 'spend_tiers') }} as versions
    inner join spend_tiers
        on versions.effective_from_month = spend_tiers.effective_from_month
),

-- A window of 90 days ends on the as-of day and counts it.
sums as (
    select
        orders.customer_id,
        count(*) as orders,
        count(orders.amount) as orders_with_amount,
        sum(orders.amount) as total_spend,
        sum(
            case
                when orders.order_date > {{ add_days('as_of.as_of_date', -90) }} then orders.amount
            end
        ) as spend_last_90_days,
        sum(
            case
                when
                    orders.order_date > {{ add_days('as_of.as_of_date', -180) }}
                    and orders.order_date <= {{ add_days('as_of.as_of_date', -90) }}
                    then orders.amount
            end
        ) as spend_previous_90_days,
        min(orders.order_date) as first_order_date,
        max(orders.order_date) as last_order_date,
        {{ days_between('max(orders.order_date)', 'max(as_of.as_of_date)') }}
            as days_since_last_order
    from orders
    cross join as_of
    group by orders.customer_id
),

-- A window without orders has a spend of 0; a customer without any amount is unknown in all windows.
spend as (
    select
        customer_id,
        cast(total_spend as decimal(18, 2)) as total_spend,
        {{ divide_amount('total_spend', 'orders_with_amount') }} as average_order_value,
        cast(orders as integer) as orders,
        cast(
            case when orders_with_amount > 0 then coalesce(spend_last_90_days, 0) end
            as decimal(18, 2)
        ) as spend_last_90_days,
        cast(
            case when orders_with_amount > 0 then coalesce(spend_previous_90_days, 0) end
            as decimal(18, 2)
        ) as spend_previous_90_days,
        days_since_last_order,
        first_order_date,
        last_order_date
    from sums
),

-- The median: the middle value, or the mean of the two middle values.
medians as (
    select
        quantile_cont(cast(total_spend as decimal(20, 4)), 0.5) as total_spend,
        quantile_cont(average_order_value, 0.5) as average_order_value,
        quantile_cont(orders, 0.5) as orders
    from spend
    where total_spend is not null
),

levels as (
    select
        spend.*,
        spend.total_spend >= medians.total_spend as has_high_spend,
        spend.average_order_value >= medians.average_order_value as has_high_average,
        spend.orders >= medians.orders as has_high_count
    from spend
    cross join medians
),

final as (
    select
        levels.customer_id,
        levels.total_spend,
        levels.average_order_value,
        levels.orders,
        cast(
            case when levels.total_spend is not null then coalesce(returned.amount, 0) end
            as decimal(18, 2)
        ) as returned_amount,
        levels.spend_last_90_days,
        levels.spend_previous_90_days,
        cast(levels.spend_last_90_days - levels.spend_previous_90_days as decimal(18, 2))
            as spend_change_90_days,
        {{ divide('levels.spend_last_90_days', 'levels.spend_previous_90_days') }}
            as spend_ratio_90_days,
        {{ divide('levels.spend_last_90_days', 'levels.total_spend') }}
            as share_of_spend_last_90_days,
        case
            when levels.total_spend is not null
                then cast(rank() over (order by levels.total_spend desc nulls last) as integer)
        end as spend_rank,
        case
            when levels.total_spend is not null
                then
                    cast(
                        rank() over (order by levels.spend_last_90_days desc nulls last) as integer
                    )
        end as spend_rank_last_90_days,
        levels.days_since_last_order,
        tiers_in_force.spend_tier,
        case
            when levels.has_high_spend and levels.has_high_average then 'Premium'
            when levels.has_high_spend then 'Frequent small'
            when levels.has_high_average then 'Infrequent valuable'
            when levels.has_high_count then 'Loyal small'
        end as spend_pattern,
        levels.first_order_date,
        levels.last_order_date
    from levels
    left join returned on levels.customer_id = returned.customer_id
    left join tiers_in_force
        on
            levels.total_spend is not null
            and (
                tiers_in_force.min_total_spend is null
                or tiers_in_force.min_total_spend <= levels.total_spend
            )
            and (
                tiers_in_force.next_min_total_spend is null
                or tiers_in_force.next_min_total_spend > levels.total_spend
            )
)

select * from final
