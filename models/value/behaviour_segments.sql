-- One row per customer whose spend is known, in one of four segments by whether the spend is high
-- and the last order recent, with the action that goes with it.
with customer_value as (
    select * from {{ ref('customer_value') }}
),

as_of as (
    select {{ month_start('as_of_date') }} as report_month from {{ ref('as_of') }}
),

thresholds as (
    select value_thresholds.*
    from {{ versions_in_force('as_of', ref('value_thresholds')) }} as versions
    inner join {{ ref('value_thresholds') }} as value_thresholds
        on versions.effective_from_month = value_thresholds.effective_from_month
),

actions as (
    select * from {{ ref('behaviour_actions') }}
),

judged as (
    select
        customer_value.*,
        customer_value.total_spend >= thresholds.high_spend as is_high_spend,
        customer_value.days_since_last_order <= thresholds.recent_days as is_recent
    from customer_value
    cross join thresholds
    where customer_value.total_spend is not null
),

final as (
    select
        judged.customer_id,
        judged.total_spend,
        judged.days_since_last_order,
        judged.is_high_spend,
        judged.is_recent,
        actions.behaviour_segment,
        actions.action,
        judged.last_order_date
    from judged
    left join actions
        on judged.is_high_spend = actions.is_high_spend
        and judged.is_recent = actions.is_recent
)

select * from final
