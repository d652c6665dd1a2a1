-- Of two customers who bought as often, the one who bought later is the likelier to be still there and
-- to come again; and no customer is counted twice.
with cells as (
    select
        *,
        lag(probability_alive) over (
            partition by frequency order by recency_step
        ) as alive_before,
        lag(expected_orders_6_months) over (
            partition by frequency order by recency_step
        ) as orders_before
    from {{ ref('clv_heatmap') }}
)

select *
from cells
where
    probability_alive not between 0 and 1
    or probability_alive < alive_before
    or expected_orders_6_months < orders_before
    or expected_orders_6_months < 0
    or recency_days > age_days
    or frequency > greatest(recency_days, 0)
    or customers < 0
    or (select sum(customers) from {{ ref('clv_heatmap') }})
    > (select count(*) from {{ ref('clv_summary') }})
