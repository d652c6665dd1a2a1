-- One row per customer seen from a day of the trend, with the lifetime value from there next to
-- that from the day of the trend before.
with cutoffs as (
    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date) as previous_as_of_date,
        is_current
    from {{ ref('clv_cutoffs') }}
    where is_trend
),

forecasts as (
    select
        as_of_date,
        customer_id,
        probability_alive,
        expected_orders_6_months,
        clv_6_months
    from {{ ref('clv_forecasts') }}
),

final as (
    select
        cutoffs.as_of_date,
        forecasts.customer_id,
        forecasts.probability_alive,
        forecasts.expected_orders_6_months,
        forecasts.clv_6_months,
        previous.clv_6_months as previous_clv_6_months,
        case
            when cutoffs.previous_as_of_date is null or forecasts.clv_6_months is null then null
            when previous.customer_id is null then 'new'
            when previous.clv_6_months is null then null
            when
                forecasts.clv_6_months
                >= previous.clv_6_months * (1 + {{ var('clv_change_min') }})
                then 'rose'
            when
                forecasts.clv_6_months
                <= previous.clv_6_months * (1 - {{ var('clv_change_min') }})
                then 'decayed'
            else 'steady'
        end as movement,
        cutoffs.is_current,
        cutoffs.previous_as_of_date
    from cutoffs
    inner join forecasts on cutoffs.as_of_date = forecasts.as_of_date
    left join forecasts as previous
        on forecasts.customer_id = previous.customer_id
        and cutoffs.previous_as_of_date = previous.as_of_date
)

select * from final
