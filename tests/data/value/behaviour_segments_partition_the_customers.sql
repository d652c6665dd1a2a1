-- Every customer whose spend is known is in one segment that has an action, nobody else is, and
-- the segment is the one that the thresholds and the four corners say.
with version as (
    select
        coalesce(
            max(
                case
                    when value_thresholds.effective_from_month <= as_of.as_of_date
                        then value_thresholds.effective_from_month
                end
            ),
            min(value_thresholds.effective_from_month)
        ) as effective_from_month
    from {{ ref('value_thresholds') }} as value_thresholds
    cross join {{ ref('as_of') }} as as_of
),

expected as (
    select
        customer_value.customer_id,
        actions.behaviour_segment
    from {{ ref('customer_value') }} as customer_value
    cross join version
    inner join {{ ref('value_thresholds') }} as thresholds
        on version.effective_from_month = thresholds.effective_from_month
    left join {{ ref('behaviour_actions') }} as actions
        on actions.is_high_spend = not (customer_value.total_spend < thresholds.high_spend)
        and actions.is_recent = not (
            customer_value.days_since_last_order > thresholds.recent_days
        )
    where customer_value.total_spend is not null
)

select
    segments.customer_id,
    segments.behaviour_segment,
    expected.customer_id as customer_id_in_value,
    expected.behaviour_segment as expected_segment
from {{ ref('behaviour_segments') }} as segments
full outer join expected on segments.customer_id = expected.customer_id
where
    segments.customer_id is null
    or expected.customer_id is null
    or segments.action is null
    or segments.behaviour_segment is null
    or segments.behaviour_segment is distinct from expected.behaviour_segment
