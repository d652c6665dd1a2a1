-- A place is one more than the customers who spent more, for all time and for the last 90 days.
with by_spend as (
    select
        total_spend as spend,
        min(spend_rank) as first_place,
        max(spend_rank) as last_place,
        count(*) as customers
    from {{ ref('customer_value') }}
    where total_spend is not null
    group by total_spend
),

by_recent_spend as (
    select
        spend_last_90_days as spend,
        min(spend_rank_last_90_days) as first_place,
        max(spend_rank_last_90_days) as last_place,
        count(*) as customers
    from {{ ref('customer_value') }}
    where total_spend is not null
    group by spend_last_90_days
),

counted as (
    select
        'total_spend' as ranked_by,
        *,
        sum(customers) over (order by spend desc) - customers + 1 as place
    from by_spend
    union all
    select
        'spend_last_90_days' as ranked_by,
        *,
        sum(customers) over (order by spend desc) - customers + 1 as place
    from by_recent_spend
)

select *
from counted
where
    first_place is distinct from place
    or last_place is distinct from place
