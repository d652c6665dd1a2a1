-- Every buyer is there once with the forecast of the as-of day; a higher value is never in a lower
-- decile; silence is at least as likely as having left; the next purchase lies ahead.
with ranked as (
    select
        customer_clv.*,
        max(customer_clv.clv_decile) over (order by customer_clv.clv_6_months range
            between unbounded preceding and current row) as highest_decile_so_far
    from {{ ref('customer_clv') }} as customer_clv
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

buyers as (
    select distinct customer_id from {{ ref('orders') }}
),

forecasts as (
    select forecasts.*
    from {{ ref('clv_forecasts') }} as forecasts
    inner join as_of on forecasts.as_of_date = as_of.as_of_date
)

select
    buyers.customer_id as customer_id_in_orders,
    ranked.customer_id,
    ranked.clv_6_months,
    ranked.clv_decile,
    ranked.probability_no_purchase_90_days,
    ranked.expected_next_purchase_date
from ranked
full outer join buyers on ranked.customer_id = buyers.customer_id
cross join as_of
left join forecasts on ranked.customer_id = forecasts.customer_id
where
    buyers.customer_id is null
    or ranked.customer_id is null
    or ranked.clv_6_months is distinct from forecasts.clv_6_months
    or ranked.probability_alive is distinct from forecasts.probability_alive
    or ranked.clv_decile not between 1 and 10
    or (ranked.clv_decile is null) <> (ranked.clv_6_months is null)
    or ranked.clv_decile < ranked.highest_decile_so_far
    or ranked.probability_no_purchase_90_days not between 1 - ranked.probability_alive and 1
    or ranked.expected_next_purchase_date <= as_of.as_of_date
